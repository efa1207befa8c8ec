#include <fmt/format.h>

#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

hir::ExprId fold_children(Analysis& analysis, const Scope& scope, NodeRef node, Builtin builtin) {
  std::vector<hir::ExprId> parts;
  for (const NodeRef child : node.children()) parts.push_back(analyse_condition(analysis, scope, child));
  if (parts.empty()) return {};
  return analysis.hir.fold(builtin, parts, node.location());
}

// `not`, `definitely` and `possibly`.
hir::ExprId apply(Analysis& analysis, const Scope& scope, NodeRef node, Builtin builtin) {
  const hir::ExprId inner = analyse_condition(analysis, scope, node.children().front());
  return analysis.hir.call(builtin, {inner}, node.location());
}

// A name alone where a condition is expected.
hir::ExprId analyse_name(Analysis& analysis, const Scope& scope, NodeRef path) {
  const std::string_view name = path.text();
  if (const Scope::Let* let = scope.let_named(name); let != nullptr && let->value.type == Type::Truth) {
    *let->is_used = true;
    return analysis.hir.named(let->name, let->value.expr, path.location());
  }
  if (ConditionDefinition* condition = find(scope.package->conditions, name)) {
    return use_condition(analysis, scope, *condition, path.location());
  }
  const bool is_value = scope.let_named(name) != nullptr || scope.alias_named(name) != nullptr ||
                        find_seen(*scope.package, &PackageNames::calculations, name).definition != nullptr;
  if (is_value || name.find('.') != std::string_view::npos || find_item(analysis, name).is_valid()) {
    const Operand value = analyse_value(analysis, scope, path);
    if (!value.is_error()) {
      analysis.report(Code::NotACondition, path.location(), {name, describe(analysis, value)},
                      fmt::format("say what is asked: `{0} is not blank`, `{0} in [1-5]`", name));
    }
    return {};
  }
  if (CodeListDefinition* list = find(scope.package->code_lists, name)) {
    list->is_used = true;
    analysis.report(Code::NotACondition, path.location(), {name, "a code list"},
                    fmt::format("say which item is asked: `primarySite in {}`", name));
    return {};
  }
  if (scope.package->broken.contains(name)) return {};
  std::string hint = did_you_mean(name, names_of(scope.package->conditions));
  if (hint.empty()) hint = did_you_mean_item(name, analysis.dictionary);
  analysis.report(Code::UnknownCondition, path.location(), {name}, std::move(hint));
  return {};
}

// A value where a condition is expected.
hir::ExprId refuse_value(Analysis& analysis, const Scope& scope, NodeRef node) {
  const Operand value = analyse_value(analysis, scope, node);
  if (!value.is_error()) {
    analysis.report(Code::NotACondition, node.location(), {node.text(), describe(analysis, value)});
  }
  return {};
}

bool stands_for_several(NodeKind kind) {
  return kind == NodeKind::AllOf || kind == NodeKind::AnyOf || kind == NodeKind::NoneOf ||
         kind == NodeKind::ExactlyOf || kind == NodeKind::AtLeastOf || kind == NodeKind::AtMostOf;
}

}  // namespace

bool is_condition(const Analysis& analysis, const Scope& scope, NodeRef node) {
  switch (node.kind()) {
    case NodeKind::ParenExpr: return is_condition(analysis, scope, node.children().front());
    case NodeKind::Path: {
      if (const Scope::Let* let = scope.let_named(node.text())) return let->value.type == Type::Truth;
      return find(scope.package->conditions, node.text()) != nullptr;
    }
    case NodeKind::CallExpr: return true;
    case NodeKind::EditsCall: return is_compatible_condition(node);
    default: return NodeKind::ImpliesExpr <= node.kind() && node.kind() < NodeKind::AddExpr;
  }
}

hir::ExprId analyse_test(Analysis& analysis, const Scope& scope, const Test& test) {
  switch (test.node.kind()) {
    case NodeKind::IsTest:
    case NodeKind::IsNotTest:
    case NodeKind::IsNeitherTest: return analyse_is_test(analysis, scope, test);
    case NodeKind::InTest:
    case NodeKind::NotInTest: return analyse_in_test(analysis, scope, test);
    case NodeKind::PeriodTest: return analyse_period_test(analysis, scope, test);
    case NodeKind::StartsWithTest:
    case NodeKind::EndsWithTest:
    case NodeKind::ContainsTest:
    case NodeKind::MatchesTest:
    case NodeKind::CheckDigitTest: return analyse_text_test(analysis, scope, test);
    case NodeKind::SameTest: return analyse_same_test(analysis, scope, test);
    case NodeKind::DistanceTest: return analyse_distance(analysis, scope, test);
    default: return analyse_comparison(analysis, scope, test);
  }
}

hir::ExprId analyse_condition(Analysis& analysis, const Scope& scope, NodeRef node) {
  switch (node.kind()) {
    case NodeKind::ImpliesExpr: return fold_children(analysis, scope, node, Builtin::Implies);
    case NodeKind::OrExpr: return fold_children(analysis, scope, node, Builtin::Or);
    case NodeKind::AndExpr: return fold_children(analysis, scope, node, Builtin::And);
    case NodeKind::NotExpr: return apply(analysis, scope, node, Builtin::Not);
    case NodeKind::DefinitelyExpr: return apply(analysis, scope, node, Builtin::Definitely);
    case NodeKind::PossiblyExpr: return apply(analysis, scope, node, Builtin::Possibly);
    case NodeKind::ParenExpr: return analyse_condition(analysis, scope, node.children().front());
    case NodeKind::IsTest:
    case NodeKind::IsNotTest:
    case NodeKind::IsNeitherTest:
    case NodeKind::InTest:
    case NodeKind::NotInTest:
    case NodeKind::LessTest:
    case NodeKind::LessEqualTest:
    case NodeKind::GreaterTest:
    case NodeKind::GreaterEqualTest:
    case NodeKind::EqualTest:
    case NodeKind::NotEqualTest:
    case NodeKind::PeriodTest:
    case NodeKind::StartsWithTest:
    case NodeKind::EndsWithTest:
    case NodeKind::ContainsTest:
    case NodeKind::MatchesTest:
    case NodeKind::CheckDigitTest:
    case NodeKind::SameTest:
    case NodeKind::DistanceTest: {
      const NodeRef value = node.children().front();
      if (stands_for_several(value.kind())) return analyse_test_of_several(analysis, scope, node);
      return analyse_test(analysis, scope, {value, node, node.location()});
    }
    case NodeKind::ApartTest: return analyse_apart(analysis, scope, node);
    case NodeKind::SomeQuant:
    case NodeKind::EveryQuant:
    case NodeKind::NoQuant:
    case NodeKind::ExactlyQuant:
    case NodeKind::AtLeastQuant:
    case NodeKind::AtMostQuant:
    case NodeKind::NoTwoQuant:
    case NodeKind::SomeTwoQuant:
    case NodeKind::NoEarlierQuant:
    case NodeKind::EverySameQuant:
    case NodeKind::EarliestQuant:
    case NodeKind::LatestQuant: return analyse_quantifier(analysis, scope, node);
    case NodeKind::CallExpr: return call_condition(analysis, scope, node);
    case NodeKind::Path: return analyse_name(analysis, scope, node);
    case NodeKind::EditsCall:
      if (is_compatible_condition(node)) return analyse_compatible_call(analysis, scope, node);
      return refuse_value(analysis, scope, node);
    default: return refuse_value(analysis, scope, node);
  }
}

}  // namespace edict::sema
