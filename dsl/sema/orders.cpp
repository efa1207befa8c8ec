// Records in order: the earliest or latest of them, and whether one order follows another.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/quantifiers.h"

namespace edict::sema {
namespace {

// The value of an item as the order needs it: date, number, or the text of a code.
hir::ExprId in_its_kind(Analysis& analysis, const Operand& operand) {
  if (is_date(analysis, operand)) return as_date(analysis, operand, Bound::OneDay);
  if (is_number(analysis, operand)) return as_number(analysis, operand);
  return operand.expr;
}

// What tells the first record from the others: `t` passes the filter, and no other record that does comes before it.
// Of records that come at the same place, the one that stands first in the file is the first.
class FirstRecord {
 public:
  // `node` is a quantifier with its condition, or the record of a `let`.
  FirstRecord(Analysis& analysis, const Scope& scope, NodeRef node) : analysis_(analysis), scope_(scope), node_(node) {}

  hir::ExprId read() { return read(node_.children().back(), {}); }

  // `condition`: what is said of the record, which it calls by `name`; empty: as the quantifier does.
  hir::ExprId read(NodeRef condition, std::string_view name) {
    const NodeRef level_name = node_.child(NodeKind::LevelName);
    level_ = reachable_level(analysis_, scope_, level_name);
    if (!level_.is_valid()) return {};
    if (node_.has(NodeKind::VariableName)) {
      const NodeRef variable = node_.child(NodeKind::VariableName);
      name_ = variable.text();
      check_new_name(analysis_, scope_, name_, variable.location());
    } else if (name.empty() && analysis_.dictionary.is_ancestor_or_self(level_, scope_.level)) {
      analysis_.report(Code::UnnamedRecord, level_name.location(),
                       {analysis_.level_name(level_), analysis_.level_name(level_)},
                       fmt::format("write `{0} t` and `t.` before its items", level_name.text()));
      return {};
    }
    hir::Expr expr;
    expr.kind = hir::ExprKind::First;
    expr.location = name.empty() ? node_.location() : condition.location();
    if (name.empty()) name = name_;
    expr.variable = analysis_.hir.variable(name, level_, scope_.innermost());
    const hir::ExprId filter = passes(expr.variable);
    const hir::ExprId is_first = analysis_.hir.call(Builtin::And, {filter, none_before(expr.variable)}, order_place());
    const hir::ExprId said = analyse_asked(analysis_, with_record(scope_, name, expr.variable, level_), condition);
    expr.arguments = {filter, is_first, said};
    return check_depth(analysis_, analysis_.hir.add(std::move(expr)));
  }

 private:
  [[nodiscard]] Location order_place() const { return node_.child(NodeKind::OrderBy).location(); }

  hir::ExprId passes(hir::VariableId record) {
    if (!node_.has(NodeKind::RecordsWhere)) {
      return truth_value(analysis_, true, node_.child(NodeKind::LevelName).location());
    }
    return analyse_condition(analysis_, with_record(scope_, name_, record, level_),
                             node_.child(NodeKind::RecordsWhere).children().front());
  }

  hir::ExprId none_before(hir::VariableId record) {
    hir::Expr none;
    none.kind = hir::ExprKind::Quantified;
    none.location = order_place();
    none.quantifier = hir::QuantifierKind::No;
    none.excludes_outer = true;
    none.variable = analysis_.hir.variable({}, level_, record);
    const hir::ExprId filter = passes(none.variable);
    if (!filter.is_valid()) return {};
    none.arguments = {analysis_.hir.call(Builtin::And, {filter, precedes(none.variable, record)}, order_place())};
    return analysis_.hir.add(std::move(none));
  }

  // It has the lesser key (for `latest`: the greater), or no greater one and the earlier place in the file.
  hir::ExprId precedes(hir::VariableId other, hir::VariableId record) {
    const bool is_latest = node_.kind() == NodeKind::LatestQuant || node_.kind() == NodeKind::LatestRecord;
    const hir::VariableId lesser = is_latest ? record : other;
    const hir::VariableId greater = is_latest ? other : record;
    const NodeRef path = node_.child(NodeKind::OrderBy).children().front();
    const hir::ExprId certainly = comes_before(analysis_, scope_, path, level_, lesser, greater, false);
    if (!certainly.is_valid()) return {};
    const hir::ExprId at_most = comes_before(analysis_, scope_, path, level_, lesser, greater, true);
    hir::Expr before;
    before.kind = hir::ExprKind::IsBefore;
    before.location = order_place();
    before.variable = record;
    before.second = other;
    const hir::ExprId stands_before =
        analysis_.hir.call(Builtin::Not, {analysis_.hir.add(std::move(before))}, order_place());
    const hir::ExprId at_same_place = analysis_.hir.call(Builtin::And, {at_most, stands_before}, order_place());
    return analysis_.hir.call(Builtin::Or, {certainly, at_same_place}, order_place());
  }

  Analysis& analysis_;
  const Scope& scope_;
  NodeRef node_;
  LevelId level_;
  std::string_view name_;
};

bool names(NodeRef node, std::string_view record) {
  const std::string_view text = node.text();
  const bool is_path = node.kind() == NodeKind::Path && text.starts_with(record);
  if (is_path && (text.size() == record.size() || text[record.size()] == '.')) return true;
  return std::ranges::any_of(node.children(), [&](NodeRef child) { return names(child, record); });
}

}  // namespace

hir::ExprId analyse_asked(Analysis& analysis, const Scope& scope, NodeRef node) {
  for (const Scope::First& first : scope.firsts) {
    if (scope.record_named(first.name) != nullptr || !names(node, first.name)) continue;
    *first.is_used = true;
    return FirstRecord(analysis, scope, first.node).read(node, first.name);
  }
  return analyse_condition(analysis, scope, node);
}

hir::ExprId comes_before(Analysis& analysis, const Scope& scope, NodeRef path, LevelId level, hir::VariableId first,
                         hir::VariableId second, bool or_equal) {
  const auto key_of = [&](hir::VariableId record) {
    return analyse_value(analysis, about_record(scope, record, level), path);
  };
  const Operand key = key_of(first);
  if (key.is_error()) return {};
  const Operand other = key_of(second);
  Builtin builtin = or_equal ? Builtin::CodeLessEqual : Builtin::CodeLess;
  if (is_date(analysis, key)) builtin = or_equal ? Builtin::DateLessEqual : Builtin::DateLess;
  else if (is_number(analysis, key)) builtin = or_equal ? Builtin::NumberLessEqual : Builtin::NumberLess;
  return analysis.hir.call(builtin, {in_its_kind(analysis, key), in_its_kind(analysis, other)}, path.location());
}

hir::ExprId analyse_first_record(Analysis& analysis, const Scope& scope, NodeRef node) {
  return FirstRecord(analysis, scope, node).read();
}

hir::ExprId analyse_in_order(Analysis& analysis, const Scope& scope, NodeRef node) {
  const NodeRef level_name = node.child(NodeKind::LevelName);
  const LevelId level = reachable_level(analysis, scope, level_name);
  if (!level.is_valid()) return {};
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
  const Scope inner = about_record(scope, expr.variable, level);

  hir::ExprId filter;
  std::vector<hir::ExprId> key_and_value;
  for (const NodeRef child : node.children()) {
    if (child.kind() == NodeKind::InOrderWhere) {
      filter = analyse_condition(analysis, inner, child.children().front());
    } else if (child.kind() == NodeKind::Path) {
      const Operand compared = analyse_value(analysis, inner, child);
      if (compared.expr.is_valid() && analysis.hir[compared.expr].kind == hir::ExprKind::Case) {
        analysis.report(Code::OrderByCases, child.location(), {child.text()});
        return {};
      }
      key_and_value.push_back(in_its_kind(analysis, compared));
    }
  }
  if (!node.has(NodeKind::InOrderWhere)) {
    filter = truth_value(analysis, true, level_name.location());
  }
  if (key_and_value.size() != 2) return {};
  expr.arguments = {filter, key_and_value[0], key_and_value[1]};
  return check_depth(analysis, analysis.hir.add(std::move(expr)));
}

}  // namespace edict::sema
