// Quantifiers: conditions over the records of a level under one record of the level above; and counts of them.
#include "dsl/sema/quantifiers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace edict::sema {
namespace {

constexpr std::uint32_t kDeepest = 2;

hir::QuantifierKind quantifier_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::EveryQuant: return hir::QuantifierKind::Every;
    case NodeKind::NoQuant: return hir::QuantifierKind::No;
    case NodeKind::ExactlyQuant: return hir::QuantifierKind::Exactly;
    case NodeKind::AtLeastQuant: return hir::QuantifierKind::AtLeast;
    case NodeKind::AtMostQuant: return hir::QuantifierKind::AtMost;
    default: return hir::QuantifierKind::Some;
  }
}

bool mentions(const hir::Module& module, hir::ExprId id, hir::VariableId variable) {
  const hir::Expr& expr = module[id];
  if (expr.kind == hir::ExprKind::Item && expr.variable == variable) return true;
  const auto does = [&](hir::ExprId part) { return mentions(module, part, variable); };
  const bool asks_row = expr.kind == hir::ExprKind::Cell || expr.kind == hir::ExprKind::RowFound;
  return std::ranges::any_of(expr.arguments, does) ||
         (asks_row && std::ranges::any_of(module[expr.lookup].arguments, does));
}

// The records of the node's level, bound to a variable, and what is said of them: the part that quantifiers and counts
// share. Nothing when that is not understood.
std::optional<hir::Expr> analyse_records(Analysis& analysis, const Scope& scope, NodeRef node, hir::ExprKind kind) {
  const Dictionary& dictionary = analysis.dictionary;
  const NodeRef level_name = node.child(NodeKind::LevelName);
  const LevelId level = reachable_level(analysis, scope, level_name);
  if (!level.is_valid()) return std::nullopt;

  hir::Expr expr;
  expr.kind = kind;
  expr.location = node.location();
  expr.excludes_outer = node.has(NodeKind::Other);
  if (expr.excludes_outer && scope.innermost_level() != level) {
    analysis.report(Code::OtherThanWhat, node.child(NodeKind::Other).location(), {dictionary[level].name});
    return std::nullopt;
  }
  const NodeRef said = node.children().back();
  const bool has_condition = said.kind() != NodeKind::LevelName && said.kind() != NodeKind::VariableName;
  std::string_view name;
  if (node.has(NodeKind::VariableName)) {
    const NodeRef variable_name = node.child(NodeKind::VariableName);
    name = variable_name.text();
    check_new_name(analysis, scope, name, variable_name.location());
  } else if (has_condition && dictionary.is_ancestor_or_self(level, scope.level)) {
    analysis.report(Code::UnnamedRecord, level_name.location(), {dictionary[level].name, dictionary[level].name},
                    fmt::format("write `{0} t` and `t.` before its items", level_name.text()));
    return std::nullopt;
  }
  expr.variable = analysis.hir.variable(name, level, scope.innermost());
  if (!has_condition) {
    expr.arguments = {truth_value(analysis, true, level_name.location())};
    return expr;
  }
  expr.arguments = {analyse_condition(analysis, with_record(scope, name, expr.variable, level), said)};
  if (expr.arguments[0].is_valid() && !mentions(analysis.hir.module(), expr.arguments[0], expr.variable)) {
    analysis.report(Code::RecordNotRead, level_name.location(), {dictionary[level].name});
  }
  return expr;
}

hir::ExprId analyse_single(Analysis& analysis, const Scope& scope, NodeRef node) {
  std::optional<hir::Expr> expr = analyse_records(analysis, scope, node, hir::ExprKind::Quantified);
  if (!expr) return {};
  expr->quantifier = quantifier_of(node.kind());
  if (node.has(NodeKind::NumberLiteral)) {
    const std::string_view count = node.child(NodeKind::NumberLiteral).text();
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), expr->count);
    if (error != std::errc() || end != count.data() + count.size()) {
      analysis.report(Code::NotWholeNumbers, node.child(NodeKind::NumberLiteral).location(), {count});
      return {};
    }
  }
  return check_depth(analysis, analysis.hir.add(std::move(*expr)));
}

}  // namespace

LevelId reachable_level(Analysis& analysis, const Scope& scope, NodeRef name) {
  const Dictionary& dictionary = analysis.dictionary;
  const LevelId level = dictionary.find_level(name.text());
  if (!level.is_valid()) {
    report_unknown_level(analysis, name);
    return {};
  }
  const LevelId parent = dictionary[level].parent;
  if (parent.is_valid() && dictionary[parent].parent.is_valid() &&
      dictionary.is_ancestor_or_self(parent, scope.innermost_level())) {
    return level;
  }
  analysis.report(Code::QuantifierLevel, name.location(),
                  {dictionary[level].plural, parent.is_valid() ? dictionary[parent].name : "file"});
  return {};
}

Scope with_record(const Scope& scope, std::string_view name, hir::VariableId variable, LevelId level) {
  Scope inner = scope;
  inner.records.push_back({name, variable, level});
  return inner;
}

Scope about_record(const Scope& scope, hir::VariableId record, LevelId level) {
  Scope inner = scope;
  inner.records = {{{}, record, level}};
  inner.is_ordering = true;
  return inner;
}

hir::ExprId check_depth(Analysis& analysis, hir::ExprId expr) {
  if (analysis.hir.quantifier_depth(expr) <= kDeepest) return expr;
  analysis.report(Code::QuantifiersTooDeep, analysis.hir[expr].location);
  return {};
}

hir::ExprId truth_value(Analysis& analysis, bool value, Location location) {
  hir::Expr expr;
  expr.kind = hir::ExprKind::TruthValue;
  expr.location = location;
  expr.truth_value = value;
  return analysis.hir.add(std::move(expr));
}

hir::ExprId analyse_quantifier(Analysis& analysis, const Scope& scope, NodeRef node) {
  switch (node.kind()) {
    case NodeKind::NoTwoQuant:
    case NodeKind::SomeTwoQuant:
    case NodeKind::NoEarlierQuant: return analyse_pair(analysis, scope, node);
    case NodeKind::EverySameQuant: return analyse_every_same(analysis, scope, node);
    case NodeKind::EarliestQuant:
    case NodeKind::LatestQuant: return analyse_first_record(analysis, scope, node);
    default: return analyse_single(analysis, scope, node);
  }
}

hir::ExprId analyse_count(Analysis& analysis, const Scope& scope, NodeRef node) {
  std::optional<hir::Expr> expr = analyse_records(analysis, scope, node, hir::ExprKind::Count);
  return expr ? check_depth(analysis, analysis.hir.add(std::move(*expr))) : hir::ExprId();
}

}  // namespace edict::sema
