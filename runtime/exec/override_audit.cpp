#include "runtime/exec/override_audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "runtime/exec/row_range.h"

namespace edict {
namespace {

bool asks_for_override(const OutcomeMasks::Require& masks, std::uint32_t row) {
  return has_bit(masks.fail, row) || has_bit(masks.overridden, row) || has_bit(masks.unsure, row);
}

}  // namespace

std::string_view name_of(OverrideProblem problem) {
  switch (problem) {
    case OverrideProblem::NotNeeded: return "override-not-needed";
    case OverrideProblem::ValueInvalid: return "override-value-invalid";
  }
  return "";
}

Severity severity_of(OverrideProblem problem) {
  switch (problem) {
    case OverrideProblem::NotNeeded: return Severity::Warning;
    case OverrideProblem::ValueInvalid: return Severity::Error;
  }
  return Severity::Error;
}

OverrideAudit::OverrideAudit(const RunPlan& plan, std::vector<bool> is_not_run)
    : plan_(plan), is_not_run_(std::move(is_not_run)), flags_(plan.schema->level_count()) {
  for (const PlannedOverride& planned : plan.overrides) {
    const ColumnId column = plan.schema->column_of(planned.flag);
    const LevelId level = plan.schema->dictionary()[planned.flag].level;
    EDICT_CHECK(column.is_valid() && level.index() > 0);
    flags_[level.index()].push_back({planned.flag, column, planned.uses});
  }
}

void OverrideAudit::check(const Batch& batch, const OutcomeMasks& masks, LevelId level, std::uint32_t row,
                          std::vector<Problem>& problems) const {
  for (const Flag& flag : flags_[level.index()]) {
    const std::uint32_t code = batch.codes(flag.column)[row];
    if (code == ValueDictionary::kBlank) continue;
    const std::string_view value = batch.dictionary(flag.column)[code];
    const Item& item = batch.schema().dictionary()[flag.item];
    if (item.codes && !item.codes->contains(value)) {
      problems.push_back({OverrideProblem::ValueInvalid, flag.item,
                          fmt::format("`{}` has a value that is no code of the item", item.id)});
    }
    if (!is_needed(flag, value, batch, masks, level, row)) {
      problems.push_back({OverrideProblem::NotNeeded, flag.item,
                          fmt::format("`{}` is set, but nothing that it overrides fails on this {}", item.id,
                                      batch.schema().dictionary()[level].name)});
    }
  }
}

bool OverrideAudit::is_needed(const Flag& flag, std::string_view value, const Batch& batch, const OutcomeMasks& masks,
                              LevelId level, std::uint32_t row) const {
  bool is_set = false;
  for (const OverrideUse& use : flag.uses) {
    if (!use.codes.contains(value)) continue;
    is_set = true;
    const std::uint32_t edit = plan_.requires_[use.require].edit;
    if (is_not_run_[edit]) return true;
    const RowRange rows = rows_related(batch, level, row, plan_.edits[edit].level);
    for (std::uint32_t at = rows.begin; at < rows.end; ++at) {
      if (asks_for_override(masks[use.require], at)) return true;
    }
  }
  return !is_set;  // a value that overrides nothing is not set
}

}  // namespace edict
