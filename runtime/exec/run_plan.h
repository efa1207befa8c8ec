// What a run is made of, after rules are compiled: the executable, and which edit each of its masks belongs to.
//
// Made once by the driver; immutable and shared by all workers and sinks. It carries what counting and reporting need
// of the rules, so that nothing here knows how rules are written.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "dsl/diagnostics/severity.h"
#include "dsl/schema/code_set.h"
#include "runtime/batch/batch.h"
#include "runtime/exec/executable.h"

namespace edict {

// One require of a selected edit; its index is that of its masks in OutcomeMasks.
struct PlannedRequire {
  std::uint32_t edit = 0;    // index into RunPlan::edits
  std::uint32_t branch = 1;  // from 1, in order of the text
  Severity severity = Severity::Error;
  std::vector<ItemId> unique_by = {};  // of a unique require: what no two records of an input may share
};

struct PlannedEdit {
  std::string id;
  std::string title;
  LevelId level;
  std::vector<ItemId> items;        // of the schema's dictionary: all that the edit reads
  std::uint32_t first_require = 0;  // its requires are [first_require, first_require + require_count)
  std::uint32_t require_count = 0;
  std::string behavior;  // hash of what the edit means, as text
  std::vector<std::string> audience;
  bool is_review = false;  // its flags are questions for a person
  ItemId field = {};       // the item whose automatic edit it is; invalid: a written edit
};

// An over-ride flag of a record (not of the input itself), and the requires that it can override with one of `codes`.
struct OverrideUse {
  std::uint32_t require = 0;
  CodeSet codes;
};
struct PlannedOverride {
  ItemId flag;
  std::vector<OverrideUse> uses;
};

// A measure: nothing that single records pass or fail. Its two masks tell which records are among the cases, and which
// are counted.
struct PlannedMeasure {
  struct Key {
    ItemId item;  // of the schema's dictionary
    bool is_year = false;
    std::string name;  // in outputs: "registryId", "year"
  };
  struct Level {
    std::string name;
    bool is_below = true;  // reached below `percent`, else above it
    bool is_inclusive = false;
    Decimal percent;
  };

  std::string id;
  std::string title;
  LevelId level;
  std::vector<ItemId> items;  // all that it reads
  std::vector<Key> keys;
  std::uint64_t least_cases = 0;
  std::vector<Level> levels;
  std::string otherwise;
  std::optional<Severity> severity;
  std::string behavior;
};

struct RunPlan {
  std::shared_ptr<const Executable> executable;
  // Holds the items that edits and messages read, the key items of every level, and the over-ride flags.
  std::shared_ptr<const BatchSchema> schema;
  std::vector<PlannedRequire> requires_;  // by mask
  std::vector<PlannedEdit> edits;         // in order of the run: outcomes and flags of a record come in this order
  // The masks of measure m, `among` and `count`, are at requires_.size() + 2 * m, in that order.
  std::vector<PlannedMeasure> measures = {};
  // The flags to audit. A flag that also serves edits outside this run is left out: whether it is needed cannot be
  // told.
  std::vector<PlannedOverride> overrides;
};

// An edit that an input cannot be checked with: the input's dictionary lacks items it reads.
struct NotRunEdit {
  std::uint32_t edit = 0;       // index into RunPlan::edits
  std::vector<ItemId> lacking;  // of the schema's dictionary
  friend bool operator==(const NotRunEdit&, const NotRunEdit&) = default;
};

}  // namespace edict
