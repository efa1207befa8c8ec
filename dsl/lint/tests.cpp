#include <algorithm>
#include <span>

#include "base/calendar.h"
#include "dsl/lint/rules.h"
#include "dsl/sema/codes.h"

namespace edict::lint_rules {

namespace {

bool can_hold(const Item& item, std::string_view value) {
  if (value.empty() || item.special_of(value) != nullptr) return true;
  if (item.kind == ItemKind::DateTime) return true;
  if (item.kind == ItemKind::Date) return parse_registry_date(value).problem == DateProblem::None;
  const sema::CodeFit fit = sema::fit_of({CodeSetEntry::Kind::Single, std::string(value), {}}, item);
  return fit == sema::CodeFit::Fits || fit == sema::CodeFit::TooShort || fit == sema::CodeFit::TooLong;
}

// A wrong value in a row that fails, is skipped or unsure may well be what the row tries.
void lint_passing_rows(const Lint& lint, const hir::TestTable& table) {
  const hir::BaseRecord* base = table.base.is_valid() ? &lint.module[table.base] : nullptr;
  for (const hir::TestRow& row : table.rows) {
    if (row.outcome != "pass" && row.outcome != "overridden") continue;
    for (std::size_t i = 0; i < row.cells.size() && i < table.items.size(); ++i) {
      const Item& item = lint.item(table.items[i]);
      const std::string* begun = base == nullptr ? nullptr : base->find(table.items[i]);
      const bool is_of_base = begun != nullptr && *begun == row.cells[i];  // said of the record
      if (is_of_base || can_hold(item, row.cells[i])) continue;
      lint.reporter.report(Code::TestValueUnlisted, row.location,
                           {row.cells[i], sema::introduce(item), "the row passes"});
    }
  }
}

}  // namespace

void lint_base_records(const Lint& lint) {
  for (const hir::BaseRecord& record : lint.module.base_records) {
    for (const hir::BaseRecord::Value& value : record.values) {
      const Item& item = lint.item(value.item);
      if (can_hold(item, value.text)) continue;
      lint.reporter.report(Code::TestValueUnlisted, value.location,
                           {value.text, sema::introduce(item), "tests begin with it"});
    }
  }
}

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
    lint_passing_rows(lint, table);
    for (const ItemId item : std::span(table.items).first(table.columns)) {
      // Keys name the records of a finding.
      const bool is_read = lint.item(item).is_key || std::ranges::find(edit.items, item) != edit.items.end();
      if (!is_read) lint.reporter.report(Code::TestColumnIdle, table.location, {sema::introduce(lint.item(item))});
    }
  }
}

}  // namespace edict::lint_rules
