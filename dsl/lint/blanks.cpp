#include <fmt/format.h>

#include <set>

#include "dsl/lint/rules.h"

namespace edict::lint_rules {
namespace {

// Whether an edit says what becomes of blanks.
//
// `x not in [..]`, `x is not 1` and `x != y` hold for a blank x, which readers overlook. They are pointed out unless
// the edit speaks of x elsewhere in a way that shows its author thought of it: a test of its state, or a positive `in`
// or `is`, which no blank passes. Conditions written out by name count as speech, and are not searched for the forms
// themselves.
class BlankLint {
 public:
  BlankLint(const Lint& lint, const hir::Edit& edit) : lint_(lint), module_(lint.module), edit_(edit) {}

  void run() {
    for (const hir::Guard& guard : edit_.guards) listen(guard.applies, true);
    for (const hir::Require& require : edit_.requires_) listen(require.condition, true);
    for (const hir::Guard& guard : edit_.guards) search_all(guard.written);
    for (const hir::Require& require : edit_.requires_) search_all(require.condition);
  }

 private:
  [[nodiscard]] ItemId item_of(hir::ExprId id) const { return module_[id].item; }

  void listen(hir::ExprId id, bool is_positive) {
    if (!id.is_valid() || !heard_.emplace(id, is_positive).second) return;
    const hir::Expr& expr = module_[id];
    if (expr.kind == hir::ExprKind::InTable && is_positive) {
      for (const hir::ExprId argument : expr.arguments) spoken_of_.insert(item_of(argument));
    }
    if (expr.kind != hir::ExprKind::Call) {
      for (const hir::ExprId argument : expr.arguments) listen(argument, is_positive);
      return;
    }
    switch (expr.builtin) {
      case Builtin::IsBlank:
      case Builtin::IsValid:
      case Builtin::YearIsBlank:
      case Builtin::MonthIsBlank:
      case Builtin::DayIsBlank: spoken_of_.insert(item_of(expr.arguments[0])); break;
      // No blank passes these.
      case Builtin::InCodes:
      case Builtin::StartsWith:
      case Builtin::EndsWith:
      case Builtin::Contains:
      case Builtin::Matches:
      case Builtin::IsNumber:
      case Builtin::HasDecimals:
      case Builtin::HasDigits:
      case Builtin::HasLuhnDigit:
      case Builtin::HasModulus11Digit:
        if (is_positive) spoken_of_.insert(item_of(expr.arguments[0]));
        break;
      case Builtin::Not: listen(expr.arguments[0], !is_positive); break;
      case Builtin::Implies:
        listen(expr.arguments[0], !is_positive);
        listen(expr.arguments[1], is_positive);
        break;
      default:
        for (const hir::ExprId argument : expr.arguments) listen(argument, is_positive);
    }
  }

  void search_all(hir::ExprId id) {
    whole_ = id;
    search(id, false);
  }

  void search(hir::ExprId id, bool is_pair) {
    if (!id.is_valid() || !searched_.emplace(id, is_pair).second) return;
    const hir::Expr& expr = module_[id];
    if (expr.kind == hir::ExprKind::Named) return;
    if (expr.kind == hir::ExprKind::ByCases) return search(expr.arguments[0], is_pair);
    // `every tumor has the same x` says what it does with a blank.
    if (expr.kind == hir::ExprKind::NoTwo && module_[expr.variable].name.empty()) return;
    if (expr.kind == hir::ExprKind::Call && expr.builtin == Builtin::Not) {
      if (const hir::Expr* test = code_test(expr.arguments[0])) return point_out(id, *test);
    }
    const bool is_equal_pair = expr.kind == hir::ExprKind::Call && expr.builtin == Builtin::TextEqual && is_pair;
    if (is_equal_pair && item_of(expr.arguments[0]) == item_of(expr.arguments[1])) point_out_pair(expr);
    for (const hir::ExprId argument : expr.arguments) {
      search(argument, is_pair || expr.kind == hir::ExprKind::NoTwo);
    }
  }

  // A test that no blank passes: `in`, `is`, `=`, or alternatives of them (of which the first is returned).
  [[nodiscard]] const hir::Expr* code_test(hir::ExprId id) const {
    const hir::Expr& expr = module_[id];
    if (expr.kind != hir::ExprKind::Call) return nullptr;
    if (expr.builtin == Builtin::InCodes || expr.builtin == Builtin::TextEqual) return &expr;
    if (expr.builtin != Builtin::Or) return nullptr;
    const hir::Expr* first = code_test(expr.arguments[0]);
    return code_test(expr.arguments[1]) == nullptr ? nullptr : first;
  }

  void point_out(hir::ExprId id, const hir::Expr& test) {
    const ItemId item = item_of(test.arguments[0]);
    if (!item.is_valid() || !spoken_of_.insert(item).second) return;
    const Location place = module_[id].location;
    const std::string_view subject = lint_.text(module_[test.arguments[0]].location);
    std::vector<Fix> fixes = {fix_of(id, subject, "is not blank and"), fix_of(id, subject, "is blank or")};
    lint_.reporter.report(
        Code::BlankUnsaid, place, {lint_.text(place), lint_.item(item).id},
        fmt::format("if a blank shall not count, add `{0} is not blank`; if it shall, `{0} is blank`", subject),
        std::move(fixes));
  }

  // Which of the two is meant only the author knows, so neither is safe.
  [[nodiscard]] Fix fix_of(hir::ExprId id, std::string_view subject, std::string_view words) const {
    const Span span = module_[id].location.span;
    const bool is_whole = id == whole_;
    const std::string added = fmt::format("{}{} {} ", is_whole ? "" : "(", subject, words);
    Fix fix{fmt::format("write `{}{}`", added, is_whole ? "…" : "…)"), {{{span.begin, span.begin}, added}}, false};
    if (!is_whole) fix.edits.push_back({{span.end, span.end}, ")"});
    return fix;
  }

  void point_out_pair(const hir::Expr& equal) {
    const ItemId item = item_of(equal.arguments[0]);
    if (!item.is_valid() || !spoken_of_.insert(item).second) return;
    const hir::Variable& first = module_[module_[equal.arguments[0]].variable];
    const std::string& id = lint_.item(item).id;
    const std::string added = fmt::format(" and {}.{} is not blank", first.name, id);
    const std::uint32_t end = equal.location.span.end;
    lint_.reporter.report(Code::TwoBlanks, equal.location, {id}, fmt::format("add `{}`", added.substr(1)),
                          {{fmt::format("add `{}`", added.substr(1)), {{{end, end}, added}}, false}});
  }

  const Lint& lint_;
  const hir::Module& module_;
  const hir::Edit& edit_;
  std::set<ItemId> spoken_of_;
  std::set<std::pair<hir::ExprId, bool>> heard_;
  std::set<std::pair<hir::ExprId, bool>> searched_;
  hir::ExprId whole_;  // what is being searched
};

}  // namespace

void lint_blanks(const Lint& lint, const hir::Edit& edit) { BlankLint(lint, edit).run(); }

}  // namespace edict::lint_rules
