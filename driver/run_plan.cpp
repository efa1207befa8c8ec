#include "driver/run_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "compiler/ir/print.h"
#include "compiler/lower/lower.h"
#include "compiler/opt/optimise.h"

namespace edict {
namespace {

// The over-ride flags of the selected edits. A flag that an edit outside the selection uses as well is left out:
// whether it is needed cannot be told from this run.
std::vector<PlannedOverride> planned_overrides(const hir::Module& module, const std::vector<RequireIndex>& indices,
                                               const std::vector<SelectedEdit>& edits) {
  std::map<ItemId, PlannedOverride> flags;
  for (std::uint32_t i = 0; i < indices.size(); ++i) {
    const hir::Require& require = module.edits[indices[i].edit].requires_[indices[i].require];
    if (!require.override_by) continue;
    PlannedOverride& flag = flags[require.override_by->flag];
    flag.flag = require.override_by->flag;
    flag.uses.push_back({i, module[require.override_by->codes]});
  }
  for (std::uint32_t edit = 0; edit < module.edits.size(); ++edit) {
    const bool is_selected =
        std::any_of(edits.begin(), edits.end(), [&](const SelectedEdit& selected) { return selected.edit == edit; });
    if (is_selected) continue;
    for (const hir::Require& require : module.edits[edit].requires_) {
      if (require.override_by) flags.erase(require.override_by->flag);
    }
  }
  std::vector<PlannedOverride> planned;
  for (auto& [item, flag] : flags) planned.push_back(std::move(flag));
  return planned;
}

PlannedMeasure planned_measure(const LoadedRules& rules, const SelectedEdit& selected, BehaviorHashes& behaviors) {
  const hir::Edit& edit = rules.module->edits[selected.edit];
  const hir::Measure& measure = *edit.measure;
  PlannedMeasure planned;
  planned.id = edit.id;
  planned.title = edit.title;
  planned.level = edit.level;
  planned.items = edit.items;
  bool has_year = false;
  for (const hir::Measure::Key& key : measure.keys) {
    const std::string name = !key.is_year ? (*rules.dictionary)[key.item].id : has_year ? key.written : "year";
    planned.keys.push_back({key.item, key.is_year, name});
    has_year = has_year || key.is_year;
  }
  planned.least_cases = measure.least_cases;
  for (const hir::Measure::Level& level : measure.levels) {
    planned.levels.push_back({level.name, level.is_below, level.is_inclusive, level.percent});
  }
  planned.otherwise = measure.otherwise;
  planned.severity = measure.severity && selected.severity ? selected.severity : measure.severity;
  planned.behavior = behaviors.of(selected.edit);
  return planned;
}

}  // namespace

std::string BehaviorHashes::of(std::uint32_t edit) {
  const std::uint32_t edits[] = {edit};
  const ir::Program program = optimise(lower(rules_.module, edits), OptimiserOptions{});
  StreamHash hash;
  hash.add(ir::print(program));
  for (const ir::RequireOutput& output : program.outputs) hash.add(output.fails_to_run ? "must run\n" : "\n");
  for (const ir::Inst& inst : program.values) {
    if (inst.table.is_valid()) hash.add(of_table(inst.table));
    if (inst.item.is_valid()) {
      const Item& item = (*rules_.dictionary)[inst.item];
      hash.add(fmt::format("{} {} {}\n", item.id, name_of(item.kind), item.is_ordered));
      for (const SpecialCode& special : item.specials) {
        hash.add(fmt::format("{}-{} {}\n", special.codes.low, special.codes.high, name_of(special.reason)));
      }
    }
  }
  return hash_text(hash.value());
}

const std::string& BehaviorHashes::of_table(hir::TableId id) {
  std::string& known = tables_[id.index()];
  if (!known.empty()) return known;
  const hir::Table& table = (*rules_.module)[id];
  StreamHash hash;
  hash.add(fmt::format("expect {}\n", static_cast<int>(table.expect)));
  for (const hir::TableKey& key : table.keys) {
    hash.add(fmt::format("key {} {} {}\n", static_cast<int>(key.match), key.column, key.high));
  }
  const hir::TableCells& cells = table.rows;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    for (std::size_t column = 0; column < cells.width(); ++column) {
      hash.add(cells.at(row, column));
      hash.add(std::string_view("\n"));
    }
  }
  return known = hash_text(hash.value());
}

std::shared_ptr<const RunPlan> make_run_plan(const LoadedRules& rules, const std::vector<SelectedEdit>& edits,
                                             std::shared_ptr<const Executable> executable) {
  const hir::Module& module = *rules.module;
  BehaviorHashes behaviors(rules);
  auto plan = std::make_shared<RunPlan>();
  plan->executable = std::move(executable);
  plan->schema = std::make_shared<BatchSchema>(rules.dictionary, items_needed(module, edits));
  for (const SelectedEdit& selected : edits) {
    const hir::Edit& edit = module.edits[selected.edit];
    if (edit.measure) {
      plan->measures.push_back(planned_measure(rules, selected, behaviors));
      continue;
    }
    PlannedEdit planned;
    planned.id = edit.id;
    planned.title = edit.title;
    planned.level = edit.level;
    planned.items = edit.items;
    planned.audience = edit.audience;
    planned.is_review = edit.is_review;
    planned.field = edit.field;
    planned.first_require = static_cast<std::uint32_t>(plan->requires_.size());
    planned.require_count = static_cast<std::uint32_t>(edit.requires_.size());
    planned.behavior = behaviors.of(selected.edit);
    for (const hir::Require& require : edit.requires_) {
      plan->requires_.push_back({static_cast<std::uint32_t>(plan->edits.size()), require.branch,
                                 selected.severity.value_or(require.severity), require.unique_by});
    }
    plan->edits.push_back(std::move(planned));
  }
  plan->overrides = planned_overrides(module, require_indices(module, edits), edits);
  return plan;
}

}  // namespace edict
