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

// A hash of what an edit means: its IR, with the code lists, tables and special codes it reads. Comments, layout,
// titles and messages do not change it.
std::string behavior_hash(const LoadedRules& rules, std::uint32_t edit);

}  // namespace edict
