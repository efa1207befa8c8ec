// From checked rules to what the pipeline runs.
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "driver/engine.h"
#include "driver/load_rules.h"
#include "runtime/exec/run_plan.h"

namespace edict {

// The plan of the selected edits over an executable made for them.
std::shared_ptr<const RunPlan> make_run_plan(const LoadedRules& rules, const std::vector<SelectedEdit>& edits,
                                             std::shared_ptr<const Executable> executable);

// Hashes of what edits mean: their IR, with the code lists, tables and special codes they read. Comments, layout,
// titles and messages do not change them. A table is read once, however many edits search it.
//
// Not thread safe.
class BehaviorHashes {
 public:
  // REQUIRES: the rules outlive it.
  explicit BehaviorHashes(const LoadedRules& rules) : rules_(rules), tables_(rules.module->tables.size()) {}
  std::string of(std::uint32_t edit);

 private:
  const std::string& of_table(hir::TableId table);

  const LoadedRules& rules_;
  std::vector<std::string> tables_;  // by table; empty: not asked for yet
};

}  // namespace edict
