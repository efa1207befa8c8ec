#include "compiler/lower/lower_expr.h"

#include "base/check.h"

namespace edict {

using hir::ExprKind;
using ir::Inst;
using ir::Op;
using ir::SpaceId;

ExprLowering::ExprLowering(const hir::Module& module, ir::Builder& builder)
    : module_(module), builder_(builder), placement_(builder), spaces_(module.variables.size()) {}

Placed ExprLowering::lower(hir::ExprId id) {
  if (const auto known = lowered_.find(id); known != lowered_.end()) return known->second;
  const Placed placed = lower_new(id);
  lowered_.emplace(id, placed);
  return placed;
}

Placed ExprLowering::lower_new(hir::ExprId id) {
  const hir::Expr& expr = module_[id];
  switch (expr.kind) {
    case ExprKind::Call: return lower_call(expr);
    case ExprKind::Item: return placement_.item(expr.item, spaces_[expr.variable.index()]);
    case ExprKind::TextValue: return literal({.op = Op::TextValue, .text = expr.text});
    case ExprKind::DateValue: return literal({.op = Op::DateValue, .days = expr.days});
    case ExprKind::NumberValue: return literal({.op = Op::NumberValue, .number = expr.number});
    case ExprKind::TruthValue: return truth(expr.truth_value);
    case ExprKind::Named: return lower(expr.arguments[0]);
    case ExprKind::Quantified: return lower_quantified(expr);
    case ExprKind::Count: return lower_count(expr);
    case ExprKind::First: return lower_first(expr);
    case ExprKind::NoTwo: return lower_no_two(expr);
    case ExprKind::IsBefore: {
      const SpaceId space = spaces_[expr.second.index()];
      EDICT_CHECK(builder_.program()[space].outer == spaces_[expr.variable.index()]);
      return {builder_.add({.op = Op::IsLater, .space = space}), space};
    }
    case ExprKind::InOrder: return lower_in_order(expr);
    case ExprKind::InTable:
      return placement_.apply({.op = Op::InTable, .table = expr.table}, lower_all(expr.arguments));
    case ExprKind::Cell: {
      const Placed row = lower_row(expr.lookup);
      return placement_.apply({.op = Op::Cell, .table = module_[expr.lookup].table, .count = expr.column}, {&row, 1});
    }
    case ExprKind::RowFound: {
      const hir::Lookup& lookup = module_[expr.lookup];
      if (module_[lookup.table].has_period()) {
        const Inst found{.op = Op::NthFound, .table = lookup.table, .count = lookup.nth};
        return placement_.apply(found, lower_all(lookup.arguments));
      }
      const Placed row = lower_row(expr.lookup);
      return placement_.apply({.op = Op::RowFound}, {&row, 1});
    }
    case ExprKind::ByCases: return lower(expr.arguments[1]);
    case ExprKind::Case: break;  // stands below ByCases alone
  }
  EDICT_CHECK(false);
}

Placed ExprLowering::call(Builtin builtin, std::initializer_list<Placed> operands) {
  return placement_.apply({.builtin = builtin}, {operands.begin(), operands.size()});
}

Placed ExprLowering::lower_call(const hir::Expr& expr) {
  return placement_.apply({.builtin = expr.builtin,
                           .code_set = expr.code_set,
                           .number_set = expr.number_set,
                           .pattern = expr.pattern,
                           .count = expr.count},
                          lower_all(expr.arguments));
}

std::vector<Placed> ExprLowering::lower_all(std::span<const hir::ExprId> exprs) {
  std::vector<Placed> values;
  values.reserve(exprs.size());
  for (hir::ExprId expr : exprs) values.push_back(lower(expr));
  return values;
}

Placed ExprLowering::lower_row(hir::LookupId id) {
  const hir::Lookup& lookup = module_[id];
  return placement_.apply({.op = Op::FindRow, .table = lookup.table, .count = lookup.nth}, lower_all(lookup.arguments));
}

SpaceId ExprLowering::bind_inner(hir::VariableId id) {
  const hir::Variable& variable = module_[id];
  const SpaceId around = spaces_[variable.outer.index()];
  const SpaceId natural = builder_.natural(variable.level);
  const bool is_directly_below = builder_.program()[natural].outer == around;
  const SpaceId space = is_directly_below ? natural : builder_.product(around, variable.level);
  bind(id, space);
  return space;
}

Placed ExprLowering::reduce(Op op, Placed condition, SpaceId inner, std::uint32_t count) {
  const SpaceId outer = builder_.program()[inner].outer;
  return {builder_.add({.op = op, .space = outer, .arguments = {placement_.move(condition, inner)}, .count = count}),
          outer};
}

Placed ExprLowering::not_self(SpaceId product) {
  return call(Builtin::Not, {{builder_.add({.op = Op::IsSelf, .space = product}), product}});
}

Placed ExprLowering::lower_on_members(const hir::Expr& expr, SpaceId inner, bool is_negated) {
  const hir::Variable& variable = module_[expr.variable];
  Placed condition = lower(expr.arguments[0]);
  if (is_negated) condition = call(Builtin::Not, {condition});
  const bool is_other = expr.excludes_outer && module_[variable.outer].level == variable.level;
  return is_other ? call(Builtin::And, {condition, not_self(inner)}) : condition;
}

Placed ExprLowering::lower_count(const hir::Expr& expr) {
  const SpaceId inner = bind_inner(expr.variable);
  return reduce(Op::ReduceCount, lower_on_members(expr, inner, false), inner);
}

// With several records that may be the first, the answer is known only when all of them agree:
//   possibly (some first is so) and (no first may be otherwise or some first is so), or there is none at all.
Placed ExprLowering::lower_first(const hir::Expr& expr) {
  const SpaceId inner = bind_inner(expr.variable);
  const Placed exists = reduce(Op::ReduceSome, lower(expr.arguments[0]), inner);
  const Placed first = lower(expr.arguments[1]);
  const Placed holds = lower(expr.arguments[2]);
  const Placed is_so = reduce(Op::ReduceSome, call(Builtin::And, {first, holds}), inner);
  const Placed not_so = reduce(Op::ReduceSome, call(Builtin::And, {first, call(Builtin::Not, {holds})}), inner);
  const Placed all_agree = call(Builtin::Not, {call(Builtin::Possibly, {not_so})});
  const Placed known = call(Builtin::And, {call(Builtin::Possibly, {is_so}), call(Builtin::Or, {all_agree, is_so})});
  return call(Builtin::Or, {known, call(Builtin::Not, {exists})});
}

Placed ExprLowering::lower_quantified(const hir::Expr& expr) {
  using enum hir::QuantifierKind;
  const SpaceId inner = bind_inner(expr.variable);
  const Placed condition = lower_on_members(expr, inner, expr.quantifier == Every);
  switch (expr.quantifier) {
    case Some: return reduce(Op::ReduceSome, condition, inner);
    case Every:
    case No: return call(Builtin::Not, {reduce(Op::ReduceSome, condition, inner)});
    case Exactly: return reduce(Op::ReduceExactly, condition, inner, expr.count);
    case AtLeast: return reduce(Op::ReduceAtLeast, condition, inner, expr.count);
    case AtMost: return reduce(Op::ReduceAtMost, condition, inner, expr.count);
  }
  EDICT_CHECK(false);
}

// Trying each unordered pair both ways round is trying every ordered pair of two different records.
Placed ExprLowering::lower_no_two(const hir::Expr& expr) {
  const SpaceId first = bind_inner(expr.variable);
  const SpaceId second = bind_inner(expr.second);
  const Placed condition = call(Builtin::And, {lower(expr.arguments[0]), not_self(second)});
  const Placed has_partner = reduce(Op::ReduceSome, condition, second);
  return call(Builtin::Not, {reduce(Op::ReduceSome, has_partner, first)});
}

Placed ExprLowering::lower_in_order(const hir::Expr& expr) {
  const SpaceId inner = bind_inner(expr.variable);
  const SpaceId outer = builder_.program()[inner].outer;
  Inst order{.op = Op::InOrder, .is_strict = expr.is_strict, .space = outer};
  for (hir::ExprId argument : expr.arguments) {
    order.arguments.push_back(placement_.move(lower(argument), inner));
  }
  return {builder_.add(std::move(order)), outer};
}

}  // namespace edict
