// Compares the outcome of a test row with what the row expects, and says in words why it came out so.
//
// Thread safety: immutable after construction.
#pragma once

#include <string>
#include <vector>

#include "compiler/reference/reference.h"
#include "driver/load_rules.h"
#include "driver/testing/test_batches.h"

namespace edict {

class Judge {
 public:
  // Both outlive the judge. The module need not be that of the rules: the edits of a changed copy are judged the same.
  Judge(std::shared_ptr<const hir::Module> module, const SourceMap& sources, Day as_of);

  // The outcome of an edit on a row: the worst of its requires. `first` is the mask of its first require.
  [[nodiscard]] Outcome outcome_of(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first) const;

  // What is wrong with the row, such as "expected fail, got skipped"; empty when it is as expected.
  [[nodiscard]] std::string problem_of(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first,
                                       const Batch& batch) const;

  // For each require that came out as the edit did, the clause that decided and the values under it:
  // "`when primarySite in Paired` is false, primarySite is C619 (line 4)".
  [[nodiscard]] std::vector<std::string> reasons(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first,
                                                 const Batch& batch) const;

  // The messages of the row's findings.
  [[nodiscard]] std::vector<std::string> messages(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first,
                                                  const Batch& batch) const;

 private:
  [[nodiscard]] std::string reason(const PlacedRow& placed, std::uint32_t require, const Batch& batch) const;
  [[nodiscard]] Location deciding_clause(const PlacedRow& placed, std::uint32_t require, const Explanation& why) const;
  void add_messages(const PlacedRow& placed, std::uint32_t require, const Batch& batch,
                    std::vector<std::string>& messages) const;
  [[nodiscard]] std::vector<std::string> texts_of(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first,
                                                  const Batch& batch, Outcome outcome) const;

  std::shared_ptr<const hir::Module> module_;
  const SourceMap& sources_;
  Explainer explainer_;
};

}  // namespace edict
