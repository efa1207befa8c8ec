#include <algorithm>

#include "dsl/lint/rules.h"

namespace edict::lint_rules {

void lint_tests(const Lint& lint, const hir::Edit& edit) {
  if (edit.tests.empty()) {
    lint.reporter.report(Code::NoTests, edit.location, {edit.id});
    return;
  }
  const auto has = [&](std::string_view outcome) {
    return std::ranges::any_of(edit.tests, [&](const hir::TestTable& table) {
      return std::ranges::any_of(table.rows, [&](const hir::TestRow& row) { return row.outcome == outcome; });
    });
  };
  if (edit.measure) return;
  const Location place = edit.tests.front().location;
  if (!has("pass")) lint.reporter.report(Code::OneSidedTests, place, {edit.id, "passes"});
  if (!has("fail")) lint.reporter.report(Code::OneSidedTests, place, {edit.id, "fails"});
  for (const hir::TestTable& table : edit.tests) {
    for (const ItemId item : table.items) {
      // Keys name the records of a finding.
      const bool is_read = lint.item(item).is_key || std::ranges::find(edit.items, item) != edit.items.end();
      if (!is_read) lint.reporter.report(Code::TestColumnIdle, table.location, {sema::introduce(lint.item(item))});
    }
  }
}

}  // namespace edict::lint_rules
