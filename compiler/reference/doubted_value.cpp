#include "compiler/reference/doubted_value.h"

#include <algorithm>
#include <unordered_set>

namespace edict::reference {
namespace {

using hir::Expr;
using hir::ExprId;
using hir::ExprKind;

// An unsure condition is so because of its unsure parts: nothing that is known outweighs them. So the search goes down
// from one unsure condition to the next, for each record that a quantifier has a doubt about, and looks at last whether
// the values compared are made of the one in question.
class DoubtSearch {
 public:
  DoubtSearch(Evaluation& evaluation, ItemId item, std::uint32_t row)
      : evaluation_(evaluation), module_(evaluation.module()), item_(item), row_(row) {}

  bool is_in_condition(ExprId id) {
    if (!id.is_valid() || evaluation_.truth(id) != Truth::Unsure || !seen_.insert(id).second) return false;
    const Expr& expr = module_[id];
    switch (expr.kind) {
      case ExprKind::Quantified: return is_in_members(expr);
      case ExprKind::First: return is_in_first(expr);
      case ExprKind::NoTwo: return is_in_pairs(expr);
      case ExprKind::InOrder: return is_in_order(expr);
      case ExprKind::ByCases: return is_in(expr.arguments[1]);
      case ExprKind::Call:
      case ExprKind::Named:
      case ExprKind::InTable:
      case ExprKind::RowFound: return is_in_operands(expr);
      case ExprKind::Item:
      case ExprKind::TextValue:
      case ExprKind::DateValue:
      case ExprKind::NumberValue:
      case ExprKind::TruthValue:
      case ExprKind::Count:
      case ExprKind::IsBefore:
      case ExprKind::Cell:
      case ExprKind::Case: return false;
    }
    return false;
  }

 private:
  // A binding makes other conditions of the same expressions.
  class Bound {
   public:
    Bound(DoubtSearch& search, hir::VariableId variable, std::uint32_t row)
        : search_(search), seen_(std::exchange(search.seen_, {})), binding_(search.evaluation_, variable, row) {}
    ~Bound() { search_.seen_ = std::move(seen_); }
    Bound(const Bound&) = delete;
    Bound& operator=(const Bound&) = delete;

   private:
    DoubtSearch& search_;
    std::unordered_set<ExprId> seen_;
    Binding binding_;
  };

  bool is_in(ExprId id) { return module_[id].type == Type::Truth ? is_in_condition(id) : is_in_value(id); }

  bool is_in_operands(const Expr& expr) {
    const bool has_lookup = expr.kind == ExprKind::RowFound || expr.kind == ExprKind::Cell;
    const auto among = [&](const auto& operands) {
      return std::ranges::any_of(operands, [&](ExprId operand) { return is_in(operand); });
    };
    return has_lookup ? among(module_[expr.lookup].arguments) : among(expr.arguments);
  }

  bool is_in_value(ExprId id) {
    const Expr& expr = module_[id];
    switch (expr.kind) {
      case ExprKind::Item: return expr.item == item_ && is_of_the_row(expr.variable);
      case ExprKind::Count: return is_in_members(expr);
      case ExprKind::Call:
      case ExprKind::Case:
      case ExprKind::Cell: return is_in_operands(expr);
      default: return false;  // a literal, or a condition
    }
  }

  bool is_of_the_row(hir::VariableId variable) {
    const std::uint32_t row = evaluation_.row_of(variable);
    const LevelId level = (*module_.dictionary)[item_].level;
    return row != Evaluation::kUnbound && evaluation_.batch().ancestor_row(module_[variable].level, row, level) == row_;
  }

  bool is_in_members(const Expr& expr) {
    return std::ranges::any_of(evaluation_.members(expr), [&](std::uint32_t row) {
      if (evaluation_.holds_for(expr, row) != Truth::Unsure) return false;
      const Bound bound(*this, expr.variable, row);
      return is_in_condition(expr.arguments[0]);
    });
  }

  // Which record is the first may be in doubt, or what is asked of one that may be.
  bool is_in_first(const Expr& expr) {
    return std::ranges::any_of(evaluation_.members(expr), [&](std::uint32_t row) {
      if (evaluation_.is_first(expr, row) == Truth::False) return false;
      const Bound bound(*this, expr.variable, row);
      return is_in_operands(expr);
    });
  }

  bool is_in_pairs(const Expr& expr) {
    const RowRange range = evaluation_.records(expr.variable);
    for (std::uint32_t a = range.begin; a < range.end; ++a) {
      for (std::uint32_t b = range.begin; b < range.end; ++b) {
        if (a == b || evaluation_.holds_for(expr, RowPair{a, b}) != Truth::Unsure) continue;
        const Bound first(*this, expr.variable, a);
        const Bound second(*this, expr.second, b);
        if (is_in_condition(expr.arguments[0])) return true;
      }
    }
    return false;
  }

  // A key that is in doubt leaves the order open; a value, the pairs it stands in.
  bool is_in_order(const Expr& expr) {
    return std::ranges::any_of(evaluation_.members(expr), [&](std::uint32_t row) {
      const Bound bound(*this, expr.variable, row);
      return evaluation_.truth(expr.arguments[0]) != Truth::False && is_in_operands(expr);
    });
  }

  Evaluation& evaluation_;
  const hir::Module& module_;
  const ItemId item_;
  const std::uint32_t row_;
  std::unordered_set<ExprId> seen_;  // conditions that it is not in, for the records bound now
};

}  // namespace

bool is_in_doubt_over(Evaluation& evaluation, const hir::Edit& edit, const hir::Require& require, ItemId item,
                      std::uint32_t row) {
  const std::string_view value = evaluation.batch().value(item, row);
  if (kernel::state_of((*evaluation.module().dictionary)[item], value) != ValueState::Invalid) return false;
  DoubtSearch search(evaluation, item, row);
  for (const std::uint32_t guard : require.guards) {
    if (search.is_in_condition(edit.guards[guard].applies)) return true;
  }
  if (search.is_in_condition(require.condition)) return true;
  if (!require.override_by || evaluation.truth(require.condition) != Truth::False) return false;
  const bool asks_subject = require.override_by->reach == hir::Override::Reach::Subject;
  return search.is_in_condition(asks_subject ? require.override_by->is_set : require.holds_apart_from_overridden);
}

}  // namespace edict::reference
