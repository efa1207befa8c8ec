#include "dsl/lint/relations.h"

#include <array>

namespace edict::lint_rules {
namespace {

constexpr Truth kYes = Truth::True;
constexpr Truth kNo = Truth::False;
constexpr Truth kUnsure = Truth::Unsure;

// What is true of the first and the second: a value may be a range, so that ends may touch, and all may be open.
struct Relation {
  Truth less;
  Truth less_equal;
  Truth equal;
  Truth greater_equal;
  Truth greater;
};
constexpr auto kRelations = std::to_array<Relation>({
    {kNo, kYes, kYes, kYes, kNo},                   // the same
    {kUnsure, kUnsure, kUnsure, kUnsure, kUnsure},  // ranges that overlap
    {kYes, kYes, kNo, kNo, kNo},                    // before
    {kUnsure, kYes, kUnsure, kUnsure, kNo},         // up to where the second begins
    {kNo, kNo, kNo, kYes, kYes},                    // behind
    {kNo, kUnsure, kUnsure, kYes, kUnsure},         // from where the second ends
});
constexpr std::size_t kOfOneValue = 2;  // the relations of a value to itself come first

Truth said(const Relation& relation, Comparison comparison) {
  switch (comparison.builtin) {
    case Builtin::DateLess:
    case Builtin::NumberLess: return comparison.is_swapped ? relation.greater : relation.less;
    case Builtin::DateLessEqual:
    case Builtin::NumberLessEqual: return comparison.is_swapped ? relation.greater_equal : relation.less_equal;
    default: return relation.equal;
  }
}

}  // namespace

std::optional<Compared> compared_in(const hir::Module& module, hir::ExprId comparison) {
  const hir::Expr& expr = module[comparison];
  if (expr.kind != hir::ExprKind::Call) return std::nullopt;
  switch (expr.builtin) {
    case Builtin::DateLess:
    case Builtin::DateLessEqual:
    case Builtin::DateEqual:
    case Builtin::NumberLess:
    case Builtin::NumberLessEqual:
    case Builtin::NumberEqual: return Compared{expr.arguments[0], expr.arguments[1]};
    default: return std::nullopt;
  }
}

std::vector<std::vector<Truth>> relations_of(const std::vector<Comparison>& comparisons, bool is_same) {
  std::vector<std::vector<Truth>> ways;
  for (const Relation& relation : std::span(kRelations).first(is_same ? kOfOneValue : kRelations.size())) {
    std::vector<Truth> way;
    for (const Comparison comparison : comparisons) way.push_back(said(relation, comparison));
    ways.push_back(std::move(way));
  }
  return ways;
}

}  // namespace edict::lint_rules
