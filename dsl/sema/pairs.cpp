// Pairs of records: no two, some two, an earlier and a later one, all with the same value.
#include <algorithm>

#include "dsl/sema/quantifiers.h"

namespace edict::sema {
namespace {

class PairReader {
 public:
  PairReader(Analysis& analysis, const Scope& scope, NodeRef node) : analysis_(analysis), scope_(scope), node_(node) {}

  hir::ExprId read() {
    std::vector<NodeRef> names;
    for (const NodeRef child : node_.children()) {
      if (child.kind() == NodeKind::LevelName) levels_.push_back(child);
      if (child.kind() == NodeKind::VariableName) names.push_back(child);
    }
    level_ = reachable_level(analysis_, scope_, levels_.front());
    if (!level_.is_valid() || !is_one_level()) return {};
    for (const NodeRef name : names) check_new_name(analysis_, scope_, name.text(), name.location());
    if (names[0].text() == names[1].text()) {
      analysis_.report(Code::NameTaken, names[1].location(), {names[1].text(), "a record"});
    }
    expr_.kind = hir::ExprKind::NoTwo;
    expr_.location = node_.location();
    expr_.variable = analysis_.hir.variable(names[0].text(), level_, scope_.innermost());
    expr_.second = analysis_.hir.variable(names[1].text(), level_, expr_.variable);
    first_name_ = names[0].text();
    second_name_ = names[1].text();

    read_roles();
    read_among();
    parts_.push_back(analyse_condition(analysis_, both(false), condition()));
    if (node_.has(NodeKind::ExceptWhen)) read_exemption();
    expr_.arguments = {analysis_.hir.fold(Builtin::And, parts_, node_.location())};
    const hir::ExprId none = check_depth(analysis_, analysis_.hir.add(std::move(expr_)));
    if (node_.kind() != NodeKind::SomeTwoQuant) return none;
    return analysis_.hir.call(Builtin::Not, {none}, node_.location());
  }

 private:
  // `earlier tumor a, later tumor b` says the level twice.
  bool is_one_level() {
    const auto other = std::ranges::find_if(
        levels_, [&](NodeRef name) { return analysis_.dictionary.find_level(name.text()) != level_; });
    if (other == levels_.end()) return true;
    if (!analysis_.dictionary.find_level(other->text()).is_valid()) {
      report_unknown_level(analysis_, *other);
    } else {
      analysis_.report(Code::PairOfLevels, other->location(), {levels_.front().text(), other->text()});
    }
    return false;
  }

  // The condition is the last expression: before it stand names and orders, behind it the exemption.
  [[nodiscard]] NodeRef condition() const {
    const std::vector<NodeRef> children = node_.children();
    return children[children.size() - (node_.has(NodeKind::ExceptWhen) ? 2 : 1)];
  }

  // Both records by their names; `turned`: each by the other's.
  [[nodiscard]] Scope both(bool is_turned) const {
    const Scope first = with_record(scope_, first_name_, is_turned ? expr_.second : expr_.variable, level_);
    return with_record(first, second_name_, is_turned ? expr_.variable : expr_.second, level_);
  }

  // Which of the two comes first, in an ordered pair: the way round in which it does not is no such pair.
  void read_roles() {
    if (node_.has(NodeKind::InFileOrder)) {
      hir::Expr before;
      before.kind = hir::ExprKind::IsBefore;
      before.location = node_.child(NodeKind::InFileOrder).location();
      before.variable = expr_.variable;
      before.second = expr_.second;
      parts_.push_back(analysis_.hir.add(std::move(before)));
    } else if (node_.has(NodeKind::OrderBy)) {
      const NodeRef path = node_.child(NodeKind::OrderBy).children().front();
      parts_.push_back(comes_before(analysis_, scope_, path, level_, expr_.variable, expr_.second, false));
    }
  }

  void read_among() {
    if (!node_.has(NodeKind::AmongRecords)) return;
    const std::vector<NodeRef> among = node_.child(NodeKind::AmongRecords).children();  // level, condition
    if (analysis_.dictionary.find_level(among[0].text()) != level_) {
      levels_.push_back(among[0]);
      is_one_level();
      parts_.emplace_back();
      return;
    }
    for (const hir::VariableId record : {expr_.variable, expr_.second}) {
      parts_.push_back(analyse_condition(analysis_, about_record(scope_, record, level_), among[1]));
      if (!parts_.back().is_valid()) return;  // the same mistake would be told of the other record
    }
  }

  // True either way round, it exempts the pair; where the roles are fixed, as it stands.
  void read_exemption() {
    const NodeRef clause = node_.child(NodeKind::ExceptWhen);
    hir::ExprId exempt = analyse_condition(analysis_, both(false), clause.children().front());
    if (exempt.is_valid() && node_.kind() != NodeKind::NoEarlierQuant) {
      const hir::ExprId turned = analyse_condition(analysis_, both(true), clause.children().front());
      exempt = analysis_.hir.call(Builtin::Or, {exempt, turned}, clause.location());
    }
    parts_.push_back(analysis_.hir.call(Builtin::Not, {exempt}, clause.location()));
  }

  Analysis& analysis_;
  const Scope& scope_;
  NodeRef node_;
  LevelId level_;
  std::vector<NodeRef> levels_;
  std::string_view first_name_;
  std::string_view second_name_;
  hir::Expr expr_;
  std::vector<hir::ExprId> parts_;
};

}  // namespace

hir::ExprId analyse_pair(Analysis& analysis, const Scope& scope, NodeRef node) {
  return PairReader(analysis, scope, node).read();
}

// No two have different values; `every other tumor has the same x`: none has a value other than the subject's.
hir::ExprId analyse_every_same(Analysis& analysis, const Scope& scope, NodeRef node) {
  const NodeRef level_name = node.child(NodeKind::LevelName);
  const NodeRef path = node.child(NodeKind::Path);
  const LevelId level = reachable_level(analysis, scope, level_name);
  if (!level.is_valid()) return {};
  const bool is_other = node.has(NodeKind::Other);
  if (is_other && scope.innermost_level() != level) {
    analysis.report(Code::OtherThanWhat, node.child(NodeKind::Other).location(), {analysis.level_name(level)});
    return {};
  }
  hir::Expr expr;
  expr.kind = is_other ? hir::ExprKind::Quantified : hir::ExprKind::NoTwo;
  expr.location = node.location();
  expr.quantifier = hir::QuantifierKind::Every;
  expr.excludes_outer = is_other;
  expr.variable = analysis.hir.variable({}, level, scope.innermost());
  hir::VariableId partner = scope.innermost();
  if (!is_other) partner = expr.second = analysis.hir.variable({}, level, expr.variable);

  std::vector<hir::ExprId> values;
  for (const hir::VariableId record : {expr.variable, partner}) {
    const Operand value = analyse_value(analysis, about_record(scope, record, level), path);
    if (value.is_error()) return {};
    values.push_back(value.expr);
  }
  const hir::ExprId are_same = analysis.hir.call(Builtin::TextEqual, {values[0], values[1]}, node.location());
  expr.arguments = {is_other ? are_same : analysis.hir.call(Builtin::Not, {are_same}, node.location())};
  return check_depth(analysis, analysis.hir.add(std::move(expr)));
}

}  // namespace edict::sema
