#include "dsl/sema/edit_outcomes.h"

#include <algorithm>

#include "dsl/sema/contains.h"

namespace edict::sema {
namespace {

hir::ExprId truth(HirBuilder& hir, bool value, Location location) {
  hir::Expr expr;
  expr.kind = hir::ExprKind::TruthValue;
  expr.truth_value = value;
  expr.location = location;
  return hir.add(std::move(expr));
}

// `builtin` of the require's own guards and `holds`; `holds` where it has none.
hir::ExprId under_guards(HirBuilder& hir, Builtin builtin, const hir::Edit& edit, const hir::Require& require,
                         std::span<const std::uint32_t> apart_from, hir::ExprId holds, Location location) {
  std::vector<std::uint32_t> own;
  for (const std::uint32_t guard : require.guards) {
    if (!contains(apart_from, guard)) own.push_back(guard);
  }
  return own.empty() ? holds : hir.call(builtin, {all_of_guards(hir, edit, own, location), holds}, location);
}

// Whether a failure is overridden; invalid when it cannot be.
hir::ExprId overridden(const hir::Require& require) {
  if (!require.override_by) return {};
  const bool is_of_subject = require.override_by->reach == hir::Override::Reach::Subject;
  return is_of_subject ? require.override_by->is_set : require.holds_apart_from_overridden;
}

}  // namespace

hir::ExprId all_of_guards(HirBuilder& hir, const hir::Edit& edit, std::span<const std::uint32_t> guards,
                          Location location) {
  if (guards.empty()) return truth(hir, true, location);
  std::vector<hir::ExprId> parts;
  for (const std::uint32_t guard : guards) parts.push_back(edit.guards[guard].applies);
  return hir.fold(Builtin::And, parts, location);
}

hir::ExprId has_not_failed(HirBuilder& hir, const hir::Edit& edit, const hir::Require& require,
                           std::span<const std::uint32_t> apart_from, Location location) {
  hir::ExprId holds = require.condition;
  if (const hir::ExprId flag = overridden(require); flag.is_valid()) {
    holds = hir.call(Builtin::Or, {holds, flag}, location);
  }
  const hir::ExprId asked = under_guards(hir, Builtin::Implies, edit, require, apart_from, holds, location);
  return hir.call(Builtin::Possibly, {asked}, location);
}

hir::ExprId certainly_fails(HirBuilder& hir, const hir::Edit& edit, std::span<const hir::Require> requires_,
                            std::span<const std::uint32_t> apart_from, Location location) {
  std::vector<hir::ExprId> parts;
  for (const hir::Require& require : requires_) {
    const hir::ExprId not_failed = has_not_failed(hir, edit, require, apart_from, location);
    parts.push_back(hir.call(Builtin::Not, {not_failed}, location));
  }
  return parts.empty() ? truth(hir, false, location) : hir.fold(Builtin::Or, parts, location);
}

hir::ExprId certainly_overridden(HirBuilder& hir, const hir::Edit& edit, std::span<const hir::Require> requires_,
                                 std::span<const std::uint32_t> apart_from, Location location) {
  std::vector<hir::ExprId> all;   // none fails or is unsure
  std::vector<hir::ExprId> some;  // one is overridden
  for (const hir::Require& require : requires_) {
    hir::ExprId holds = require.condition;
    if (const hir::ExprId flag = overridden(require); flag.is_valid()) {
      const hir::ExprId fails = hir.call(Builtin::Not, {require.condition}, location);
      const hir::ExprId excused = hir.call(Builtin::And, {fails, flag}, location);
      holds = hir.call(Builtin::Or, {holds, excused}, location);
      const hir::ExprId is_overridden = under_guards(hir, Builtin::And, edit, require, apart_from, excused, location);
      some.push_back(hir.call(Builtin::Definitely, {is_overridden}, location));
    }
    const hir::ExprId asked = under_guards(hir, Builtin::Implies, edit, require, apart_from, holds, location);
    all.push_back(hir.call(Builtin::Definitely, {asked}, location));
  }
  if (some.empty()) return truth(hir, false, location);
  all.push_back(hir.fold(Builtin::Or, some, location));
  return hir.fold(Builtin::And, all, location);
}

}  // namespace edict::sema
