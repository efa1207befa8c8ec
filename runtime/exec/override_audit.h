// Audits over-ride flags: one that is set although nothing it can override fails, and one whose value is none.
//
// A flag may serve edits of any level. On a record of its own level it is needed when one of the requires that its
// value overrides fails, is overridden or is unsure there, on the record above, or on a record below. While one of
// those requires was not run, need cannot be told and nothing is reported.
//
// Immutable; shared between threads.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "runtime/exec/results.h"
#include "runtime/exec/run_plan.h"

namespace edict {

class OverrideAudit {
 public:
  struct Problem {
    OverrideProblem problem = OverrideProblem::NotNeeded;
    ItemId flag;
    std::string message;
  };

  // `is_not_run` by edit. `plan` outlives the audit.
  OverrideAudit(const RunPlan& plan, std::vector<bool> is_not_run);

  // Appends the problems of the flags on one record.
  void check(const Batch& batch, const OutcomeMasks& masks, LevelId level, std::uint32_t row,
             std::vector<Problem>& problems) const;

 private:
  struct Flag {
    ItemId item;
    ColumnId column;
    std::span<const OverrideUse> uses;
  };
  [[nodiscard]] bool is_needed(const Flag& flag, std::string_view value, const Batch& batch, const OutcomeMasks& masks,
                               LevelId level, std::uint32_t row) const;

  const RunPlan& plan_;
  std::vector<bool> is_not_run_;
  std::vector<std::vector<Flag>> flags_;  // by level
};

}  // namespace edict
