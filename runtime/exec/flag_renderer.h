// Puts findings into words. The engines only tell that a require fails; why, and about which records, is worked out
// anew for the few records that fail, by whoever knows the rules (the driver, with the reference evaluator).
//
// Thread safety: each worker has its own renderer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/batch.h"

namespace edict {

struct DuplicateGroup;

// One failing group of records of one require.
struct RenderedFinding {
  struct ItemAt {
    ItemId item;            // of the schema's dictionary
    std::uint32_t row = 0;  // at the item's level, in the batch
  };
  struct RecordAt {
    LevelId level;
    std::uint32_t row = 0;
  };
  std::string message;            // without values of person items, unless the user asked for them
  std::string facts;              // likewise: "primarySite = C509 Breast, NOS; laterality = 0"
  std::vector<ItemAt> items;      // the items involved, in order of first mention
  std::vector<RecordAt> records;  // the records involved beside the subject
};

// Why an outcome is skipped or unsure.
struct OutcomeReason {
  std::string clause;  // the clause that decided, as written
  std::string why;     // "primarySite is C509", "dateOfDiagnosis is blank"
};

// A finding of records that share a key.
struct RenderedDuplicates {
  std::string message;  // masked as RenderedFinding's
  std::string facts;
};

class FlagRenderer {
 public:
  virtual ~FlagRenderer() = default;
  // Appends the findings of a require that fails on `row` of its edit's level: at least one, in an order that depends
  // on the records alone. `require` is an index into RunPlan::requires_.
  virtual void render(const Batch& batch, std::uint32_t require, std::uint32_t row,
                      std::vector<RenderedFinding>& findings) = 0;
  virtual RenderedDuplicates render_duplicates(const DuplicateGroup& group) = 0;
  // Whether a value that the edit of its item refuses takes part in making a require unsure on `row`.
  virtual bool is_in_doubt_over(const Batch& batch, std::uint32_t require, std::uint32_t row,
                                RenderedFinding::ItemAt value) = 0;
  // The reason of a skipped or unsure outcome. Asked only when all outcomes are reported.
  virtual OutcomeReason reason(const Batch& batch, std::uint32_t require, std::uint32_t row) = 0;
};

using FlagRendererFactory = std::function<std::unique_ptr<FlagRenderer>()>;

}  // namespace edict
