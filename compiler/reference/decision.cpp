#include "compiler/reference/decision.h"

namespace edict::reference {
namespace {

// A definite failure is overridden, is one, or may be either.
Outcome after_failure(Evaluation& evaluation, const hir::Require& require) {
  if (require.is_row_check) return Outcome::NotRun;
  if (!require.override_by) return Outcome::Fail;
  const bool asks_subject = require.override_by->reach == hir::Override::Reach::Subject;
  const hir::ExprId overridden = asks_subject ? require.override_by->is_set : require.holds_apart_from_overridden;
  switch (evaluation.truth(overridden)) {
    case Truth::True: return Outcome::Overridden;
    case Truth::False: return Outcome::Fail;
    case Truth::Unsure: return Outcome::Unsure;
  }
  return Outcome::Fail;
}

}  // namespace

Decision decide(Evaluation& evaluation, const hir::Edit& edit, const hir::Require& require) {
  std::int32_t first_unsure = -1;
  for (std::uint32_t guard : require.guards) {
    const Truth applies = evaluation.truth(edit.guards[guard].applies);
    if (applies == Truth::False) return {Outcome::Skipped, static_cast<std::int32_t>(guard)};
    if (applies == Truth::Unsure && first_unsure < 0) first_unsure = static_cast<std::int32_t>(guard);
  }
  const Truth holds = evaluation.truth(require.condition);
  if (holds == Truth::True) return {Outcome::Pass, -1};
  if (first_unsure >= 0) return {Outcome::Unsure, first_unsure};
  if (holds == Truth::Unsure) return {Outcome::Unsure, -1};
  return {after_failure(evaluation, require), -1};
}

}  // namespace edict::reference
