// Quantifiers: conditions over the records of a level under one record of the level above.
#include <fmt/format.h>

#include <charconv>

#include "dsl/sema/expressions.h"

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

LevelId resolve_level(Analysis& analysis, NodeRef name) {
  const LevelId level = analysis.dictionary.find_level(name.text());
  if (!level.is_valid()) report_unknown_level(analysis, name);
  return level;
}

// Whether the records of `level` can be listed in this scope: they have a parent that is the scope's record or above
// it, and that parent is not the whole file, of which a run only ever holds a part.
bool check_reach(Analysis& analysis, const Scope& scope, LevelId level, Location location) {
  const Dictionary& dictionary = analysis.dictionary;
  const LevelId parent = dictionary[level].parent;
  if (parent.is_valid() && dictionary[parent].parent.is_valid() &&
      dictionary.is_ancestor_or_self(parent, scope.innermost_level())) {
    return true;
  }
  analysis.report(Code::QuantifierLevel, location,
                  {dictionary[level].plural, parent.is_valid() ? dictionary[parent].name : "file"});
  return false;
}

bool mentions(const hir::Module& module, hir::ExprId id, hir::VariableId variable) {
  const hir::Expr& expr = module[id];
  if (expr.kind == hir::ExprKind::Item && expr.variable == variable) return true;
  for (const hir::ExprId argument : expr.arguments) {
    if (mentions(module, argument, variable)) return true;
  }
  return false;
}

hir::ExprId check_depth(Analysis& analysis, hir::ExprId expr) {
  if (analysis.hir.quantifier_depth(expr) <= kDeepest) return expr;
  analysis.report(Code::QuantifiersTooDeep, analysis.hir[expr].location);
  return {};
}

Scope inner_scope(const Scope& scope, std::string_view name, hir::VariableId variable, LevelId level) {
  Scope inner = scope;
  inner.records.push_back({name, variable, level});
  return inner;
}

hir::ExprId analyse_single(Analysis& analysis, const Scope& scope, NodeRef node) {
  const Dictionary& dictionary = analysis.dictionary;
  const NodeRef level_name = node.child(NodeKind::LevelName);
  const LevelId level = resolve_level(analysis, level_name);
  if (!level.is_valid() || !check_reach(analysis, scope, level, level_name.location())) return {};

  hir::Expr expr;
  expr.kind = hir::ExprKind::Quantified;
  expr.location = node.location();
  expr.quantifier = quantifier_of(node.kind());
  expr.excludes_outer = node.has(NodeKind::Other);
  if (expr.excludes_outer && scope.innermost_level() != level) {
    analysis.report(Code::OtherThanWhat, node.child(NodeKind::Other).location(), {dictionary[level].name});
    return {};
  }
  std::string_view name;
  if (node.has(NodeKind::VariableName)) {
    const NodeRef variable_name = node.child(NodeKind::VariableName);
    name = variable_name.text();
    check_new_name(analysis, scope, name, variable_name.location());
  } else if (dictionary.is_ancestor_or_self(level, scope.level)) {
    analysis.report(Code::UnnamedRecord, level_name.location(), {dictionary[level].name, dictionary[level].name},
                    fmt::format("write `{0} t` and `t.` before its items", level_name.text()));
    return {};
  }
  if (node.has(NodeKind::NumberLiteral)) {
    const std::string_view count = node.child(NodeKind::NumberLiteral).text();
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), expr.count);
    if (error != std::errc() || end != count.data() + count.size()) {
      analysis.report(Code::NotWholeNumbers, node.child(NodeKind::NumberLiteral).location(), {count});
      return {};
    }
  }
  expr.variable = analysis.hir.variable(name, level, scope.innermost());
  const Scope inner = inner_scope(scope, name, expr.variable, level);
  expr.arguments = {analyse_condition(analysis, inner, node.children().back())};
  if (expr.arguments[0].is_valid() && !mentions(analysis.hir.module(), expr.arguments[0], expr.variable)) {
    analysis.report(Code::RecordNotRead, level_name.location(), {dictionary[level].name});
  }
  return check_depth(analysis, analysis.hir.add(std::move(expr)));
}

hir::ExprId analyse_no_two(Analysis& analysis, const Scope& scope, NodeRef node) {
  const std::vector<NodeRef> children = node.children();  // level, two names, condition
  const LevelId level = resolve_level(analysis, children[0]);
  if (!level.is_valid() || !check_reach(analysis, scope, level, children[0].location())) return {};
  hir::Expr expr;
  expr.kind = hir::ExprKind::NoTwo;
  expr.location = node.location();
  check_new_name(analysis, scope, children[1].text(), children[1].location());
  expr.variable = analysis.hir.variable(children[1].text(), level, scope.innermost());
  const Scope first = inner_scope(scope, children[1].text(), expr.variable, level);
  check_new_name(analysis, first, children[2].text(), children[2].location());
  expr.second = analysis.hir.variable(children[2].text(), level, expr.variable);
  const Scope both = inner_scope(first, children[2].text(), expr.second, level);
  expr.arguments = {analyse_condition(analysis, both, children[3])};
  return check_depth(analysis, analysis.hir.add(std::move(expr)));
}

// The value of an item as the order needs it: date, number, or the text of a code.
hir::ExprId in_its_kind(Analysis& analysis, const Operand& operand) {
  if (is_date(analysis, operand)) return as_date(analysis, operand, Bound::OneDay);
  if (is_number(analysis, operand)) return as_number(analysis, operand);
  return operand.expr;
}

}  // namespace

hir::ExprId analyse_quantifier(Analysis& analysis, const Scope& scope, NodeRef node) {
  return node.kind() == NodeKind::NoTwoQuant ? analyse_no_two(analysis, scope, node)
                                             : analyse_single(analysis, scope, node);
}

hir::ExprId analyse_in_order(Analysis& analysis, const Scope& scope, NodeRef node) {
  const NodeRef level_name = node.child(NodeKind::LevelName);
  const LevelId level = resolve_level(analysis, level_name);
  if (!level.is_valid() || !check_reach(analysis, scope, level, level_name.location())) return {};
  const LevelId parent = analysis.dictionary[level].parent;
  if (parent != scope.level) {
    analysis.report(Code::OrderOnWrongLevel, node.location(), {level_name.text(), analysis.level_name(parent)});
    return {};
  }
  hir::Expr expr;
  expr.kind = hir::ExprKind::InOrder;
  expr.location = node.location();
  expr.is_strict = node.has(NodeKind::Strictly);
  expr.variable = analysis.hir.variable("earlier", level, scope.innermost());
  expr.second = analysis.hir.variable("later", level, expr.variable);
  Scope inner = inner_scope(scope, {}, expr.variable, level);
  inner.is_ordering = true;

  hir::ExprId filter;
  std::vector<hir::ExprId> key_and_value;
  for (const NodeRef child : node.children()) {
    if (child.kind() == NodeKind::InOrderWhere) {
      filter = analyse_condition(analysis, inner, child.children().front());
    } else if (child.kind() == NodeKind::Path) {
      key_and_value.push_back(in_its_kind(analysis, analyse_value(analysis, inner, child)));
    }
  }
  if (!node.has(NodeKind::InOrderWhere)) {
    hir::Expr all;
    all.kind = hir::ExprKind::TruthValue;
    all.location = level_name.location();
    all.truth_value = true;
    filter = analysis.hir.add(std::move(all));
  }
  if (key_and_value.size() != 2) return {};
  expr.arguments = {filter, key_and_value[0], key_and_value[1]};
  return check_depth(analysis, analysis.hir.add(std::move(expr)));
}

}  // namespace edict::sema
