// What can be proved of an edit without a record: requires that cannot fail or always fail, guards that never or always
// hold, parts that change nothing. Whatever is said here holds for every record; of edits with too many combinations
// nothing is said.
#include <algorithm>

#include "dsl/lint/claims.h"
#include "dsl/lint/lint.h"
#include "dsl/lint/require_facts.h"
#include "dsl/lint/rules.h"
#include "dsl/lint/truth_table.h"

namespace edict::lint_rules {
namespace {

bool is_strictly_within(Location inner, Location outer) {
  return inner.file == outer.file && inner.span != outer.span && inner.span.begin >= outer.span.begin &&
         inner.span.end <= outer.span.end;
}

// One require with its guards.
class RequireLogic {
 public:
  RequireLogic(const hir::Module& module, const hir::Edit& edit, const hir::Require& require, TruthTable table)
      : module_(module), edit_(edit), require_(require), table_(std::move(table)), reach_(table_.certain()) {}

  void examine(Claims& claims) {
    for (const std::uint32_t index : require_.guards) {
      if (!examine_guard(edit_.guards[index], claims)) return;
    }
    examine_condition(claims);
  }

  RequireFacts facts() {
    for (const std::uint32_t index : require_.guards) reach_ = and_(reach_, table_[edit_.guards[index].applies]);
    return facts_at_reach();
  }

 private:
  // Guards that follow from other clauses are no fault of a clause of their own.
  static bool has_own_clause(hir::GuardKind kind) {
    switch (kind) {
      case hir::GuardKind::Effective:
      case hir::GuardKind::When:
      case hir::GuardKind::Skip:
      case hir::GuardKind::Branch: return true;
      default: return false;
    }
  }

  // False when nothing below it is ever asked.
  bool examine_guard(const hir::Guard& guard, Claims& claims) {
    const Truths& truths = table_[guard.applies];
    if (!has_own_clause(guard.kind)) {
      reach_ = and_(reach_, truths);
      return true;
    }
    const Combinations reached = table_.all() - reach_.no;
    const bool is_never = !reach_.yes.is_empty() && (reach_.yes & truths.yes).is_empty();
    const bool is_always = reached.is_within(truths.yes);
    const bool is_alone = is_never ? truths.yes.is_empty() : table_.all().is_within(truths.yes);
    const bool holds = is_always != (guard.kind == hir::GuardKind::Skip);
    const std::string_view said = is_alone ? (holds ? "always holds" : "never holds")
                                           : (holds ? "always holds where what stands above does"
                                                    : "never holds together with what stands above");
    claims.add(Code::NeverAsked, guard.location, said, is_never);
    // A branch may well be all that the earlier ones leave.
    const bool says_nothing = is_always && (is_alone || guard.kind != hir::GuardKind::Branch);
    claims.add(Code::LeavesNothingOut, guard.location, said, says_nothing);
    if (!is_never && !is_always) examine_parts(guard.written, claims);
    reach_ = and_(reach_, truths);
    return !is_never;
  }

  RequireFacts facts_at_reach() {
    const Truths& asked = table_[require_.condition];
    const Combinations unsure_reach = table_.all() - (reach_.yes | reach_.no);
    const Combinations unsure = (unsure_reach - asked.yes) | (reach_.yes - (asked.yes | asked.no));
    const bool is_asked = !reach_.yes.is_empty();
    return {.is_never_asked = table_.all().is_within(reach_.no),
            .never_fails = is_asked && (reach_.yes & asked.no).is_empty(),
            .always_fails = is_asked && !(reach_.yes & asked.no).is_empty() && (reach_.yes & asked.yes).is_empty() &&
                            (unsure_reach & asked.yes).is_empty(),
            .is_exact = unsure.is_empty() && is_override_definite()};
  }

  // An over-ride that is unsure makes a failure unsure.
  [[nodiscard]] bool is_override_definite() const {
    const auto is_definite = [&](hir::ExprId id) { return !id.is_valid() || module_[id].is_definite; };
    return !require_.override_by ||
           (is_definite(require_.override_by->is_set) && is_definite(require_.holds_apart_from_overridden));
  }

  void examine_condition(Claims& claims) {
    const RequireFacts facts = facts_at_reach();
    // With `unsure counts as fail` a require that is never false may still matter.
    const bool matters_unsure =
        edit_.unsure != hir::UnsurePolicy::Pass && !reach_.yes.is_within(table_[require_.condition].yes);
    claims.add(Code::NeverAsked, require_.location, "stands where earlier clauses leave nothing", facts.is_never_asked);
    claims.add(Code::NeverFails, require_.location, "", facts.never_fails && !matters_unsure);
    const bool is_certain = reach_.yes.is_within(table_[require_.condition].no);
    claims.add(
        Code::AlwaysFails, require_.location,
        is_certain ? "fails on every record it is asked of" : "fails or is unsure on every record it is asked of",
        facts.always_fails);
    if (!facts.is_never_asked && !facts.never_fails && !facts.always_fails) {
      examine_parts(require_.condition, claims);
    }
  }

  void examine_parts(hir::ExprId id, Claims& claims) {
    if (!id.is_valid() || !table_.knows(id)) return;
    const hir::Expr& expr = module_[id];
    if (expr.kind != hir::ExprKind::Call) return;
    switch (expr.builtin) {
      case Builtin::And:
      case Builtin::Or: return examine_chain(id, claims);
      case Builtin::Implies:
        for (const hir::ExprId side : expr.arguments) {
          if (!examine_constant(side, expr.location, claims)) examine_parts(side, claims);
        }
        return;
      case Builtin::Not:
      case Builtin::Definitely:
      case Builtin::Possibly: return examine_parts(expr.arguments[0], claims);
      default: return;
    }
  }

  // `a and b and c`, `a or b or c`.
  void examine_chain(hir::ExprId id, Claims& claims) {
    const Builtin builtin = module_[id].builtin;
    std::vector<hir::ExprId> operands;
    flatten(id, builtin, operands);
    std::vector<bool> is_told(operands.size());
    for (std::size_t i = 0; i < operands.size(); ++i) {
      is_told[i] = examine_constant(operands[i], module_[id].location, claims);
    }
    // From the end, so that of two that say the same the first stays.
    std::vector<bool> is_left_out(operands.size());
    for (std::size_t i = operands.size(); i-- > 0;) {
      if (!stands_apart(operands, i, module_[id].location)) continue;
      is_left_out[i] = true;
      const bool changes_nothing =
          !is_word_on_blank(operands[i]) && joined(builtin, operands, is_left_out) == table_[id];
      claims.add(Code::PartIsRedundant, module_[operands[i]].location, "", changes_nothing && !is_told[i]);
      is_left_out[i] = changes_nothing;
    }
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (!is_told[i] && !is_left_out[i]) examine_parts(operands[i], claims);
    }
  }

  void flatten(hir::ExprId id, Builtin builtin, std::vector<hir::ExprId>& operands) const {
    const hir::Expr& expr = module_[id];
    if (expr.kind == hir::ExprKind::Call && expr.builtin == builtin) {
      for (const hir::ExprId argument : expr.arguments) flatten(argument, builtin, operands);
    } else {
      operands.push_back(id);
    }
  }

  Truths joined(Builtin builtin, const std::vector<hir::ExprId>& operands, const std::vector<bool>& is_left_out) {
    Truths all = builtin == Builtin::And ? table_.certain() : table_.never();
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (is_left_out[i]) continue;
      all = builtin == Builtin::And ? and_(all, table_[operands[i]]) : or_(all, table_[operands[i]]);
    }
    return all;
  }

  // Whether the part has words of its own: `d from 2018 to 2020` is two comparisons in the words of one.
  [[nodiscard]] bool stands_apart(const std::vector<hir::ExprId>& operands, std::size_t index, Location whole) const {
    const Location own = module_[operands[index]].location;
    if (!is_strictly_within(own, whole)) return false;
    return std::ranges::none_of(operands, [&](hir::ExprId other) {
      return other != operands[index] && module_[other].location.file == own.file &&
             module_[other].location.span == own.span;
    });
  }

  bool examine_constant(hir::ExprId part, Location whole, Claims& claims) {
    const Location place = module_[part].location;
    if (!is_strictly_within(place, whole)) return false;
    const Combinations reached = table_.all() - reach_.no;
    const bool is_true = reached.is_within(table_[part].yes);
    const bool is_false = reached.is_within(table_[part].no);
    const bool is_told = is_false || (is_true && !is_word_on_blank(part));
    claims.add(Code::PartIsConstant, place, is_true ? "true" : "false", is_told);
    return is_told;
  }

  // `x is blank`, `x is not blank`: what becomes of blanks may be said though it follows.
  [[nodiscard]] bool is_word_on_blank(hir::ExprId id) const {
    const hir::Expr* expr = &module_[id];
    if (expr->kind == hir::ExprKind::Call && expr->builtin == Builtin::Not) expr = &module_[expr->arguments[0]];
    return expr->kind == hir::ExprKind::Call && expr->builtin == Builtin::IsBlank;
  }

  const hir::Module& module_;
  const hir::Edit& edit_;
  const hir::Require& require_;
  TruthTable table_;
  Truths reach_;  // of the guards so far
};

// Of a measure: whom it counts, and among whom.
void examine_measure(const hir::Module& module, const hir::Edit& edit, Claims& claims) {
  const hir::Require& among = edit.requires_[hir::Measure::kAmong];
  const hir::Require& count = edit.requires_[hir::Measure::kCount];
  const hir::ExprId conditions[] = {among.condition, count.condition};
  std::optional<TruthTable> table = TruthTable::make(module, conditions);
  if (!table) return;
  const Truths cases = (*table)[among.condition];
  const Truths counted = (*table)[count.condition];
  const bool is_empty = cases.yes.is_empty();
  claims.add(Code::NeverAsked, among.location, "never holds", is_empty);
  if (is_empty || module[count.condition].kind == hir::ExprKind::TruthValue) return;
  const bool is_all = (table->all() - cases.no).is_within(counted.yes);
  claims.add(Code::PartIsConstant, module[count.condition].location, is_all ? "true" : "false",
             is_all || (cases.yes & counted.yes).is_empty());
}

std::optional<TruthTable> table_of(const hir::Module& module, const hir::Edit& edit, const hir::Require& require) {
  std::vector<hir::ExprId> conditions;
  for (const std::uint32_t guard : require.guards) {
    conditions.push_back(edit.guards[guard].applies);
    // What is written is part of what applies; here for its parts.
    if (edit.guards[guard].written.is_valid()) conditions.push_back(edit.guards[guard].written);
  }
  conditions.push_back(require.condition);
  return TruthTable::make(module, conditions);
}

}  // namespace

std::optional<RequireFacts> facts_of(const hir::Module& module, const hir::Edit& edit, const hir::Require& require) {
  std::optional<TruthTable> table = table_of(module, edit, require);
  if (!table) return std::nullopt;
  return RequireLogic(module, edit, require, *std::move(table)).facts();
}

void lint_logic(const Lint& lint, const hir::Edit& edit) {
  Claims claims;
  if (edit.measure) examine_measure(lint.module, edit, claims);
  for (const hir::Require& require : edit.requires_) {
    if (edit.measure) break;  // nothing passes or fails
    // What a key says of a record only its file can tell.
    if (!require.unique_by.empty()) continue;
    std::optional<TruthTable> table = table_of(lint.module, edit, require);
    if (table) {
      RequireLogic(lint.module, edit, require, *std::move(table)).examine(claims);
      continue;
    }
    claims.give_up(require.location);
    for (const std::uint32_t guard : require.guards) claims.give_up(edit.guards[guard].location);
  }
  claims.for_each_proved([&](Code code, Location place, const std::string& what) {
    switch (code) {
      case Code::PartIsConstant: return lint.reporter.report(code, place, {lint.text(place), what});
      case Code::PartIsRedundant: return lint.reporter.report(code, place, {lint.text(place)});
      case Code::NeverFails: return lint.reporter.report(code, place);
      default: return lint.reporter.report(code, place, {what});
    }
  });
}

}  // namespace edict::lint_rules

namespace edict {

bool is_exact(const hir::Module& module, const hir::Edit& edit) {
  return std::ranges::all_of(edit.requires_, [&](const hir::Require& require) {
    const auto facts = lint_rules::facts_of(module, edit, require);
    return facts && facts->is_exact;
  });
}

}  // namespace edict
