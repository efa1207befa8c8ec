// Why a require came out as it did: the clause that decided, the records a failure is about.
#include "compiler/reference/decision.h"
#include "compiler/reference/doubted_value.h"
#include "compiler/reference/findings.h"
#include "compiler/reference/reference.h"

namespace edict {

using reference::Evaluation;

Explainer::Explainer(std::shared_ptr<const hir::Module> module, RunParameters parameters)
    : module_(std::move(module)), parameters_(parameters) {
  indexes_.reserve(module_->tables.size());
  for (const hir::Table& table : module_->tables) indexes_.emplace_back(table);
}

Explanation Explainer::explain(const Batch& batch, std::uint32_t edit_index, std::uint32_t require_index,
                               std::uint32_t row) const {
  const hir::Edit& edit = module_->edits[edit_index];
  const hir::Require& require = edit.requires_[require_index];
  Evaluation evaluation(*module_, indexes_, parameters_, batch);
  evaluation.bind_subject(edit, row);

  const reference::Decision decision = decide(evaluation, edit, require);
  Explanation explanation{decision.outcome, decision.guard, {}};
  if (decision.outcome != Outcome::Fail && decision.outcome != Outcome::Overridden) return explanation;
  // Where an over-ride is asked of the records of a finding, what still fails is about those without it.
  const bool leaves_some = decision.outcome == Outcome::Fail && require.override_by &&
                           require.override_by->reach != hir::Override::Reach::Subject;
  const hir::ExprId failed = leaves_some ? require.holds_apart_from_overridden : require.condition;
  explanation.findings = findings_of(evaluation, failed);
  // Under `finding one` the parts make one finding together.
  if (!require.notes.empty() && explanation.findings.size() > 1) {
    reference::Finding all;
    for (const reference::Finding& finding : explanation.findings)
      all.insert(all.end(), finding.begin(), finding.end());
    explanation.findings = {std::move(all)};
  }
  if (explanation.findings.empty()) explanation.findings.emplace_back();
  return explanation;
}

bool Explainer::is_in_doubt_over(const Batch& batch, std::uint32_t edit_index, std::uint32_t require_index,
                                 std::uint32_t row, ItemId item, std::uint32_t item_row) const {
  const hir::Edit& edit = module_->edits[edit_index];
  Evaluation evaluation(*module_, indexes_, parameters_, batch);
  evaluation.bind_subject(edit, row);
  return reference::is_in_doubt_over(evaluation, edit, edit.requires_[require_index], item, item_row);
}

}  // namespace edict
