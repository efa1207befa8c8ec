// Values by cases, written out: engines never see them.
//
// What is asked of a case is asked of each of its values: f(case(c, a, b)) is (c and f(a)) or (not c and f(b)). Where c
// is unsure and both agree it is what they say: (c and f(a)) or ((not c or f(a)) and f(b)). A value made of a case is a
// case of the values made of each: everything ends in a truth. Both forms are kept (ExprKind::ByCases): explanations
// speak of the case.
#include <algorithm>

#include "base/check.h"
#include "dsl/sema/hir_builder.h"

namespace edict::sema {

hir::ExprId HirBuilder::cases(Type type, std::span<const hir::ExprId> arguments, Location location) {
  EDICT_CHECK(arguments.size() % 2 == 1);
  if (arguments.size() == 1) return arguments.front();
  hir::Expr expr;
  expr.kind = hir::ExprKind::Case;
  expr.type = type;
  expr.location = location;
  expr.arguments.assign(arguments.begin(), arguments.end());
  if (std::ranges::any_of(arguments, [](hir::ExprId id) { return !id.is_valid(); })) return {};
  return settle(std::move(expr));
}

// What an expression asks about: its arguments, or those of its look-up. Cases alone speak of cases.
std::span<const hir::ExprId> HirBuilder::asked(const hir::Expr& expr) const {
  const bool asks_row = expr.kind == hir::ExprKind::Cell || expr.kind == hir::ExprKind::RowFound;
  if (asks_row) return module_[expr.lookup].arguments;
  return {expr.arguments.begin(), expr.arguments.end()};
}

std::size_t HirBuilder::first_case(std::span<const hir::ExprId> arguments) const {
  const auto is_case = [&](hir::ExprId id) { return module_[id].kind == hir::ExprKind::Case; };
  return static_cast<std::size_t>(std::ranges::find_if(arguments, is_case) - arguments.begin());
}

hir::Expr HirBuilder::with_argument(hir::Expr expr, std::size_t index, hir::ExprId value) {
  if (expr.arguments.empty()) {
    hir::Lookup one = module_[expr.lookup];
    one.arguments[index] = value;
    if (!one.of.is_valid()) one.of = expr.lookup;
    expr.lookup = lookup(std::move(one));
  } else {
    expr.arguments[index] = value;
  }
  return expr;
}

hir::ExprId HirBuilder::over_cases(hir::Expr expr) {
  if (expr.kind == hir::ExprKind::Call) expr.type = info_of(expr.builtin).result;
  if (expr.type == Type::Truth) {
    hir::Expr by_cases;
    by_cases.kind = hir::ExprKind::ByCases;
    by_cases.location = expr.location;
    const hir::ExprId written = written_out(expr);
    by_cases.arguments = {settle(std::move(expr)), written};
    return settle(std::move(by_cases));
  }
  const std::size_t index = first_case(asked(expr));
  const hir::Expr chosen = module_[asked(expr)[index]];
  std::vector<hir::ExprId> parts(chosen.arguments.begin(), chosen.arguments.end());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_value = i % 2 == 1 || i + 1 == parts.size();
    if (is_value) parts[i] = add(with_argument(expr, index, parts[i]));
  }
  return cases(expr.type, parts, expr.location);
}

hir::ExprId HirBuilder::written_out(hir::Expr expr) {
  const std::size_t index = first_case(asked(expr));
  if (index == asked(expr).size()) return settle(std::move(expr));
  const hir::Expr chosen = module_[asked(expr)[index]];
  const auto& parts = chosen.arguments;
  hir::ExprId rest = written_out(with_argument(expr, index, parts.back()));
  for (std::size_t i = parts.size() - 1; i > 0; i -= 2) {
    const hir::ExprId here = written_out(with_argument(expr, index, parts[i - 1]));
    rest = either(parts[i - 2], here, rest, expr.location);
  }
  return rest;
}

hir::ExprId HirBuilder::either(hir::ExprId condition, hir::ExprId if_true, hir::ExprId if_false, Location location) {
  const hir::ExprId no = call(Builtin::Not, {condition}, location);
  // Held once, so that many cases are written out in as many parts.
  const hir::ExprId rest = module_[condition].is_definite ? no : call(Builtin::Or, {no, if_true}, location);
  return call(Builtin::Or,
              {call(Builtin::And, {condition, if_true}, location), call(Builtin::And, {rest, if_false}, location)},
              location);
}

}  // namespace edict::sema
