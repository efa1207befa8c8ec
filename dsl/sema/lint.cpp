#include "dsl/sema/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/sema/analysis.h"
#include "dsl/sema/contains.h"

namespace edict::sema {
namespace {

// Whether an edit says what becomes of blanks.
//
// `x not in [..]`, `x is not 1` and `x != y` hold for a blank x, which readers overlook. They are pointed out unless
// the edit speaks of x elsewhere in a way that shows its author thought of it: a test of its state, or a positive `in`
// or `is`, which no blank passes. Conditions written out by name count as speech, and are not searched for the forms
// themselves.
class BlankLint {
 public:
  BlankLint(Analysis& analysis, const hir::Edit& edit)
      : analysis_(analysis), module_(analysis.hir.module()), edit_(edit) {}

  void run() {
    for (const hir::Guard& guard : edit_.guards) listen(guard.applies, true);
    for (const hir::Require& require : edit_.requires_) listen(require.condition, true);
    for (const hir::Guard& guard : edit_.guards) search(guard.written, false);
    for (const hir::Require& require : edit_.requires_) search(require.condition, false);
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
      case Builtin::InCodes:
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

  void search(hir::ExprId id, bool is_pair) {
    if (!id.is_valid()) return;
    const hir::Expr& expr = module_[id];
    if (expr.kind == hir::ExprKind::Named) return;
    if (expr.kind == hir::ExprKind::Call && expr.builtin == Builtin::Not) {
      if (const hir::Expr* test = code_test(expr.arguments[0])) return point_out(expr, *test);
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

  void point_out(const hir::Expr& written, const hir::Expr& test) {
    const ItemId item = item_of(test.arguments[0]);
    if (!item.is_valid() || !spoken_of_.insert(item).second) return;
    const std::string& id = analysis_.dictionary[item].id;
    const std::string_view text = analysis_.sources[written.location.file].text(written.location.span);
    analysis_.report(
        Code::BlankUnsaid, written.location, {text, id},
        fmt::format("if a blank shall not count, add `{0} is not blank`; if it shall, `{0} is blank`", id));
  }

  void point_out_pair(const hir::Expr& equal) {
    const ItemId item = item_of(equal.arguments[0]);
    if (!item.is_valid() || !spoken_of_.insert(item).second) return;
    const hir::Variable& first = module_[module_[equal.arguments[0]].variable];
    const std::string& id = analysis_.dictionary[item].id;
    analysis_.report(Code::TwoBlanks, equal.location, {id},
                     fmt::format("add `and {}.{} is not blank`", first.name, id));
  }

  Analysis& analysis_;
  const hir::Module& module_;
  const hir::Edit& edit_;
  std::set<ItemId> spoken_of_;
  std::set<std::pair<hir::ExprId, bool>> heard_;
};

void lint_tests(Analysis& analysis, const hir::Edit& edit) {
  if (edit.tests.empty()) {
    analysis.report(Code::NoTests, edit.location, {edit.id});
    return;
  }
  const auto has = [&](std::string_view outcome) {
    return std::ranges::any_of(edit.tests, [&](const hir::TestTable& table) {
      return std::ranges::any_of(table.rows, [&](const hir::TestRow& row) { return row.outcome == outcome; });
    });
  };
  const Location place = edit.tests.front().location;
  if (!has("pass")) analysis.report(Code::OneSidedTests, place, {edit.id, "passes"});
  if (!has("fail")) analysis.report(Code::OneSidedTests, place, {edit.id, "fails"});
}

template <class Definition>
void lint_unused(Analysis& analysis, const Named<Definition>& names, std::string_view what) {
  for (const auto& [name, definition] : names) {
    if (definition.is_used) continue;
    analysis.report(Code::Unused, definition.clause.root().children().front().location(), {what, name});
  }
}

}  // namespace

void lint(Analysis& analysis) {
  // What is wrong comes first: an edit with mistakes is not yet what its author meant.
  for (const hir::Edit& edit : analysis.hir.module().edits) {
    if (analysis.reporter.has_errors_within(edit.whole)) continue;
    BlankLint(analysis, edit).run();
    lint_tests(analysis, edit);
  }
  if (analysis.reporter.has_errors()) return;
  for (const auto& [id, package] : analysis.packages) {
    // The edits that use them may be in files of the package that were not given.
    if (!contains(analysis.hir.module().edits, id, &hir::Edit::package)) continue;
    lint_unused(analysis, package.code_lists, "code list");
    lint_unused(analysis, package.conditions, "condition");
    lint_unused(analysis, package.tables, "table");
  }
}

}  // namespace edict::sema
