// Over-rides: whose flag is asked, and what is left of the finding without the records that carry it.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/edits.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

using Reach = hir::Override::Reach;

class OverrideReader {
 public:
  OverrideReader(Analysis& analysis, const Scope& scope, const ClauseRef& clause)
      : analysis_(analysis), scope_(scope), clause_(clause), root_(clause.root()) {}

  void read(hir::ExprId condition, hir::Require& require) {
    const NodeRef name = root_.child(NodeKind::Path);
    flag_.location = clause_.location();
    flag_.flag = resolve_item(analysis_, scope_, name.text(), name.location());
    const bool has_codes = read_codes();
    if (!flag_.flag.is_valid() || !has_codes || !condition.is_valid()) return;
    read_reach();

    const LevelId level = analysis_.dictionary[flag_.flag].level;
    const bool is_of_subject = analysis_.dictionary.is_ancestor_or_self(level, scope_.level);
    const std::vector<hir::VariableId> records = records_at(level, condition);
    if (flag_.reach == Reach::Subject && is_of_subject) {
      flag_.is_set = flag_set(scope_.subject);
      if (flag_.is_set.is_valid()) require.override_by = flag_;
    } else if (records.empty()) {
      refuse(level, is_of_subject, name);
    } else if (flag_.reach == Reach::Subject) {
      analysis_.report(Code::OverrideOnWhich, clause_.word(), {analysis_.level_name(level)},
                       "write `on any` or `on every` after the codes");
    } else {
      std::vector<hir::VariableId> asked = records;
      if (is_of_subject) asked.insert(asked.begin(), scope_.subject);
      require.holds_apart_from_overridden = apart_from_overridden(condition, asked);
      if (require.holds_apart_from_overridden.is_valid()) require.override_by = flag_;
    }
  }

 private:
  bool read_codes() {
    const NodeRef list = root_.child(NodeKind::CodeList);
    const std::vector<LocatedEntry> entries = read_code_list(analysis_, list);
    bool is_understood = entries.size() == list.children().size();
    for (const auto& [entry, location] : entries) {
      if (!flag_.flag.is_valid()) break;
      is_understood &= !report_misfit(analysis_, entry, analysis_.dictionary[flag_.flag], location);
    }
    flag_.codes = analysis_.hir.code_set(code_set_of(entries));
    return is_understood;
  }

  void read_reach() {
    if (root_.has(NodeKind::OnAny)) flag_.reach = Reach::Any;
    if (root_.has(NodeKind::OnEvery)) flag_.reach = Reach::Every;
  }

  // A condition that every record must meet, or the first one: the others are those of the finding.
  static bool asks_each(const hir::Expr& expr) {
    const bool is_every = expr.kind == hir::ExprKind::Quantified && expr.quantifier == hir::QuantifierKind::Every;
    return is_every || expr.kind == hir::ExprKind::First;
  }

  // The records of a finding that carry the flag: those that the quantifier ranges over at the flag's level.
  [[nodiscard]] std::vector<hir::VariableId> records_at(LevelId level, hir::ExprId condition) const {
    const hir::Expr& expr = analysis_.hir[condition];
    const bool is_pair = expr.kind == hir::ExprKind::NoTwo;
    const bool is_none = expr.kind == hir::ExprKind::Quantified && expr.quantifier == hir::QuantifierKind::No;
    if ((!is_pair && !is_none && !asks_each(expr)) || analysis_.hir.module()[expr.variable].level != level) return {};
    return is_pair ? std::vector{expr.variable, expr.second} : std::vector{expr.variable};
  }

  void refuse(LevelId level, bool is_of_subject, NodeRef name) {
    if (is_of_subject) {
      analysis_.report(Code::OverrideReach, clause_.word(), {name.text()});
    } else {
      analysis_.report(Code::OverrideOutOfPlace, name.location(), {name.text(), analysis_.level_name(level)});
    }
  }

  // Flag and `when`, about one record.
  hir::ExprId flag_set(hir::VariableId record) {
    const Location location = root_.child(NodeKind::CodeList).location();
    const hir::ExprId value = analysis_.hir.item(record, flag_.flag, root_.child(NodeKind::Path).location());
    const hir::ExprId has_code = analysis_.hir.in_codes(value, flag_.codes, {}, location);
    if (!root_.has(NodeKind::OverrideWhen)) return has_code;
    Scope about = scope_;
    about.subject = record;
    about.level = analysis_.hir.module()[record].level;
    const hir::ExprId when =
        analyse_condition(analysis_, about, root_.child(NodeKind::OverrideWhen).children().front());
    return analysis_.hir.call(Builtin::And, {has_code, when}, clause_.location());
  }

  // The quantifier of `condition`, with what is overridden left out.
  hir::ExprId apart_from_overridden(hir::ExprId condition, const std::vector<hir::VariableId>& asked) {
    std::vector<hir::ExprId> flags;
    for (const hir::VariableId record : asked) flags.push_back(flag_set(record));
    const Builtin join = flag_.reach == Reach::Any ? Builtin::Or : Builtin::And;
    const hir::ExprId overridden = analysis_.hir.fold(join, flags, clause_.location());
    hir::Expr expr = analysis_.hir[condition];
    hir::ExprId& asked_of_each = expr.arguments.back();
    if (asks_each(expr)) {
      asked_of_each = analysis_.hir.call(Builtin::Or, {asked_of_each, overridden}, clause_.location());
    } else {
      const hir::ExprId apart = analysis_.hir.call(Builtin::Not, {overridden}, clause_.location());
      asked_of_each = analysis_.hir.call(Builtin::And, {asked_of_each, apart}, clause_.location());
    }
    return analysis_.hir.add(std::move(expr));
  }

  Analysis& analysis_;
  const Scope& scope_;
  ClauseRef clause_;
  NodeRef root_;
  hir::Override flag_;
};

}  // namespace

void read_override(Analysis& analysis, const Scope& scope, const ClauseRef& clause, hir::ExprId condition,
                   hir::Require& require) {
  if (clause.root().has(NodeKind::OverrideNever)) return;
  OverrideReader(analysis, scope, clause).read(condition, require);
}

}  // namespace edict::sema
