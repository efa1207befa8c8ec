#include "runtime/exec/batch_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/hash.h"

namespace edict {
namespace {

constexpr LevelId kTop{0};
constexpr LevelId kGroup{1};

std::vector<bool> flags_of(const std::vector<std::string>& reasons) {
  std::vector<bool> flags;
  for (const std::string& reason : reasons) flags.push_back(!reason.empty());
  return flags;
}

std::vector<std::string> reasons_of(const RunPlan& plan, std::span<const NotRunEdit> not_run) {
  std::vector<std::string> reasons(plan.edits.size());
  for (const NotRunEdit& edit : not_run) {
    std::string& reason = reasons[edit.edit];
    for (const ItemId item : edit.lacking) {
      reason += reason.empty() ? "the input's dictionary has no `" : "`, `";
      reason += plan.schema->dictionary()[item].id;
    }
    reason += "`";
  }
  return reasons;
}

// Writes a text so that no two sequences of texts look alike.
void add_delimited(StreamHash& hash, std::string_view text) {
  hash.add(text);
  hash.add(std::string_view("\0", 1));
}

std::string delimited(const RecordKey& key) {
  std::string text;
  for (const KeyPart& part : key) text.append(part.item).append(1, '=').append(part.value).append(1, '\0');
  return text;
}

// The edits that read the item of an automatic edit, by that edit.
std::vector<std::vector<std::uint32_t>> readers_of(const RunPlan& plan) {
  std::map<ItemId, std::uint32_t> automatic;
  for (std::uint32_t edit = 0; edit < plan.edits.size(); ++edit) {
    if (plan.edits[edit].field.is_valid()) automatic.emplace(plan.edits[edit].field, edit);
  }
  std::vector<std::vector<std::uint32_t>> readers(plan.edits.size());
  for (std::uint32_t edit = 0; edit < plan.edits.size() && !automatic.empty(); ++edit) {
    if (plan.edits[edit].field.is_valid()) continue;
    for (const ItemId item : plan.edits[edit].items) {
      const auto found = automatic.find(item);
      if (found != automatic.end()) readers[found->second].push_back(edit);
    }
  }
  return readers;
}

}  // namespace

RunContext::RunContext(const RunPlan& the_plan, std::span<const NotRunEdit> not_run, std::span<const ItemId> missing,
                       bool with_all_outcomes)
    : plan(the_plan),
      all_outcomes(with_all_outcomes),
      not_run_because(reasons_of(the_plan, not_run)),
      edits_by_level(the_plan.schema->level_count()),
      readers(readers_of(the_plan)),
      keys(*the_plan.schema),
      audit(the_plan, flags_of(not_run_because)) {
  for (std::uint32_t edit = 0; edit < plan.edits.size(); ++edit) {
    edits_by_level[plan.edits[edit].level.index()].push_back(edit);
  }
  for (const PlannedMeasure& measure : plan.measures) {
    is_measure_run.push_back(std::ranges::none_of(
        measure.items, [&](ItemId item) { return std::ranges::find(missing, item) != missing.end(); }));
  }
}

struct BatchFindings::Pass {
  const RawBatch& raw;
  const Batch& batch;
  const OutcomeMasks& masks;
  bool is_first;
  RunTotals& totals;
  const Take& take;

  [[nodiscard]] bool counts(LevelId level) const { return level != kTop || is_first; }
};

BatchFindings::BatchFindings(const RunContext& context, std::unique_ptr<FlagRenderer> renderer)
    : context_(context), renderer_(std::move(renderer)), failing_(context.plan.schema->level_count()) {}

void BatchFindings::collect(const RawBatch& raw, const Batch& batch, const OutcomeMasks& masks, bool is_first,
                            RunTotals& totals, const Take& take, const TakeKeyed& take_keyed) {
  EDICT_CHECK(masks.size() == context_.plan.requires_.size() + 2 * context_.plan.measures.size());
  Pass pass{raw, batch, masks, is_first, totals, take};
  count(pass);
  count_measures(pass);
  find_failing_rows(pass);
  collect_keys(pass, take_keyed);
  visit_groups(pass);
}

void BatchFindings::count(Pass& pass) {
  for (std::size_t level = 0; level < failing_.size(); ++level) {
    if (pass.counts(LevelId(level))) pass.totals.records[level] += pass.batch.rows(LevelId(level)).row_count;
  }
  pass.totals.items += pass.raw.item_count;
  for (const auto& placed : pass.raw.issues) ++pass.totals.issues[static_cast<std::size_t>(placed.issue.kind)];
  for (std::size_t i = 0; i < context_.plan.edits.size(); ++i) {
    const PlannedEdit& edit = context_.plan.edits[i];
    if (!pass.counts(edit.level)) continue;
    const std::uint32_t rows = pass.batch.rows(edit.level).row_count;
    EditTotals& totals = pass.totals.edits[i];
    if (context_.not_run_because[i].empty()) count_outcomes(edit, pass.masks, rows, totals);
    else totals.outcomes[static_cast<std::size_t>(Outcome::NotRun)] += rows;
  }
}

void BatchFindings::count_measures(Pass& pass) {
  for (std::size_t i = 0; i < context_.plan.measures.size(); ++i) {
    const PlannedMeasure& measure = context_.plan.measures[i];
    if (!pass.counts(measure.level)) continue;
    MeasureTotals& totals = pass.totals.measures[i];
    const std::size_t among = context_.plan.requires_.size() + 2 * i;
    if (context_.is_measure_run[i]) {
      count_measure(measure, pass.batch, pass.masks[among], pass.masks[among + 1], totals.groups);
    } else {
      totals.not_counted += pass.batch.rows(measure.level).row_count;
    }
  }
}

void BatchFindings::collect_keys(const Pass& pass, const TakeKeyed& take_keyed) {
  for (std::uint32_t index = 0; index < context_.plan.requires_.size(); ++index) {
    const PlannedRequire& require = context_.plan.requires_[index];
    if (require.unique_by.empty() || !context_.not_run_because[require.edit].empty()) continue;
    const PlannedEdit& edit = context_.plan.edits[require.edit];
    if (!pass.counts(edit.level)) continue;
    for (std::uint32_t row = 0; row < pass.batch.rows(edit.level).row_count; ++row) {
      if (!takes_part(pass.masks, index, row)) continue;
      std::vector<std::string> key = unique_key(require.unique_by, edit.level, pass.batch, row);
      if (key.empty()) continue;
      take_keyed({index, std::move(key), subject_at(pass.batch, edit.level, row),
                  outcome_at(edit, pass.masks, row).outcome, has_bit(failing_[edit.level.index()], row)});
    }
  }
}

void BatchFindings::find_failing_rows(const Pass& pass) {
  for (std::size_t level = 0; level < failing_.size(); ++level) {
    auto& failing = failing_[level];
    failing.assign(OutcomeMasks::word_count(pass.batch.rows(LevelId(level)).row_count), 0);
    for (const std::uint32_t index : context_.edits_by_level[level]) {
      if (!context_.not_run_because[index].empty()) continue;
      const PlannedEdit& edit = context_.plan.edits[index];
      for (std::uint32_t i = 0; i < edit.require_count; ++i) {
        const OutcomeMasks::Require& masks = pass.masks[edit.first_require + i];
        if (!masks.fails_to_run) std::ranges::transform(failing, masks.fail, failing.begin(), std::bit_or<>());
      }
    }
  }
}

void BatchFindings::visit_groups(Pass& pass) {
  std::size_t next_issue = 0;
  const auto report_issues_up_to = [&](std::uint32_t group) {
    for (; next_issue < pass.raw.issues.size() && pass.raw.issues[next_issue].group <= group; ++next_issue) {
      pass.take(ReadIssue(pass.raw.issues[next_issue].issue));
    }
  };
  if (pass.is_first) visit(pass, kTop, 0);
  const std::uint32_t groups = pass.batch.rows(kGroup).row_count;
  for (std::uint32_t group = 0; group < groups; ++group) {
    report_issues_up_to(group);
    visit(pass, kGroup, group);
  }
  report_issues_up_to(groups);
}

// One record, then the records under it.
void BatchFindings::visit(Pass& pass, LevelId level, std::uint32_t row) {
  const bool is_failing = has_bit(failing_[level.index()], row);
  problems_.clear();
  context_.audit.check(pass.batch, pass.masks, level, row, problems_);
  if (is_failing || context_.all_outcomes || !problems_.empty()) {
    const Subject subject = subject_at(pass.batch, level, row);
    if (is_failing) ++pass.totals.records_with_flags[level.index()];
    if (is_failing || context_.all_outcomes) {
      for (const std::uint32_t edit : context_.edits_by_level[level.index()]) {
        report_edit(pass, context_.plan.edits[edit], edit, subject, row);
      }
    }
    for (OverrideAudit::Problem& problem : problems_) {
      ++pass.totals.overrides[static_cast<std::size_t>(problem.problem)];
      pass.take(OverrideFinding{problem.problem, problem.flag, subject, std::move(problem.message)});
    }
  }
  if (level == kTop || level.index() + 1 == failing_.size()) return;
  const auto& offsets = pass.batch.rows(level).offsets;
  for (std::uint32_t child = offsets[row]; child < offsets[row + 1]; ++child) {
    visit(pass, LevelId(level.index() + 1), child);
  }
}

void BatchFindings::report_edit(Pass& pass, const PlannedEdit& edit, std::uint32_t index, const Subject& subject,
                                std::uint32_t row) {
  if (context_.all_outcomes) report_outcome(pass, index, subject, row);
  if (!context_.not_run_because[index].empty()) return;
  for (std::uint32_t i = 0; i < edit.require_count; ++i) {
    const std::uint32_t require = edit.first_require + i;
    if (pass.masks.outcome(require, row) == Outcome::Fail) report_flags(pass, require, subject, row);
  }
}

void BatchFindings::report_outcome(Pass& pass, std::uint32_t index, const Subject& subject, std::uint32_t row) {
  const std::string& not_run = context_.not_run_because[index];
  if (!not_run.empty()) return pass.take(EditOutcome{index, Outcome::NotRun, 0, subject, {}, not_run});
  const EditOutcomeAt at = outcome_at(context_.plan.edits[index], pass.masks, row);
  EditOutcome outcome{index, at.outcome, context_.plan.requires_[at.require].branch, subject, {}, {}};
  if (at.outcome == Outcome::Unsure || at.outcome == Outcome::Skipped || at.outcome == Outcome::NotRun) {
    OutcomeReason reason = renderer_->reason(pass.batch, at.require, row);
    outcome.clause = std::move(reason.clause);
    outcome.why = std::move(reason.why);
  }
  pass.take(std::move(outcome));
}

void BatchFindings::report_flags(Pass& pass, std::uint32_t require, const Subject& subject, std::uint32_t row) {
  rendered_.clear();
  renderer_->render(pass.batch, require, row, rendered_);
  EDICT_CHECK(!rendered_.empty());
  const PlannedRequire& planned = context_.plan.requires_[require];
  const std::uint32_t undecided = count_undecided(pass, planned.edit, row);
  for (RenderedFinding& finding : rendered_) {
    ++pass.totals.edits[planned.edit].flags;
    ++pass.totals.flags_by_severity[static_cast<std::size_t>(planned.severity)];
    Flag flag = make_flag(pass.batch, require, subject, row, std::move(finding));
    flag.undecided = undecided;
    pass.take(std::move(flag));
  }
}

std::uint32_t BatchFindings::count_undecided(const Pass& pass, std::uint32_t edit, std::uint32_t row) {
  const RenderedFinding::ItemAt value{context_.plan.edits[edit].field, row};
  return static_cast<std::uint32_t>(std::ranges::count_if(context_.readers[edit], [&](std::uint32_t reader) {
    return context_.not_run_because[reader].empty() && is_undecided(pass, context_.plan.edits[reader], value);
  }));
}

// Whether an edit is unsure about some record of the value's group because of it. Records of the topmost level belong
// to no group.
bool BatchFindings::is_undecided(const Pass& pass, const PlannedEdit& edit, RenderedFinding::ItemAt value) {
  const LevelId level = pass.batch.schema().dictionary()[value.item].level;
  if ((level == kTop) != (edit.level == kTop)) return false;
  const LevelId group_level = std::min(level, kGroup);
  const RowRange rows =
      rows_related(pass.batch, group_level, pass.batch.ancestor_row(level, value.row, group_level), edit.level);
  for (std::uint32_t row = rows.begin; row < rows.end; ++row) {
    if (outcome_at(edit, pass.masks, row).outcome != Outcome::Unsure) continue;
    for (std::uint32_t i = 0; i < edit.require_count; ++i) {
      const std::uint32_t require = edit.first_require + i;
      if (pass.masks.outcome(require, row) == Outcome::Unsure &&
          renderer_->is_in_doubt_over(pass.batch, require, row, value)) {
        return true;
      }
    }
  }
  return false;
}

Subject BatchFindings::subject_at(const Batch& batch, LevelId level, std::uint32_t row) const {
  const RowOrigin& origin = batch.rows(level).origins[row];
  return {level, origin.record, origin.byte, origin.line, context_.keys.of(batch, level, row)};
}

Flag BatchFindings::make_flag(const Batch& batch, std::uint32_t require, const Subject& subject, std::uint32_t row,
                              RenderedFinding&& rendered) const {
  Flag flag{require, subject, {}, std::move(rendered.message), std::move(rendered.facts), 0, 0};
  StreamHash values;
  for (const RenderedFinding::ItemAt& at : rendered.items) {
    const Item& item = batch.schema().dictionary()[at.item];
    const bool is_in_group = item.level != kTop && subject.level != kTop;
    const std::uint32_t group = is_in_group ? batch.ancestor_row(subject.level, row, kGroup) : 0;
    const std::uint32_t first = is_in_group ? rows_related(batch, kGroup, group, item.level).begin : 0;
    flag.items.push_back({at.item, std::string(batch.value(at.item, at.row)), at.row - first});
    add_delimited(values, item.id);
    add_delimited(values, std::to_string(at.row - first));
    add_delimited(values, flag.items.back().value);
  }
  flag.values = values.value();

  // The records concerned by their keys, in an order of their own: records may change places from file to file.
  std::vector<std::string> keys;
  for (const RenderedFinding::RecordAt& at : rendered.records) {
    keys.push_back(delimited(context_.keys.of(batch, at.level, at.row)));
  }
  std::ranges::sort(keys);
  StreamHash fingerprint;
  add_delimited(fingerprint, context_.plan.edits[context_.plan.requires_[require].edit].id);
  add_delimited(fingerprint, delimited(subject.key));
  for (const std::string& key : keys) add_delimited(fingerprint, key);
  flag.fingerprint = fingerprint.value();
  return flag;
}

}  // namespace edict
