#include "dsl/sema/templates.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/sema/edits.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/grid.h"
#include "dsl/sema/row_aliases.h"
#include "dsl/syntax/characters.h"

namespace edict::sema {
namespace {

// Every column is known in the edit by its name.
std::vector<std::pair<std::string_view, std::uint32_t>> columns_of(const hir::Table& table) {
  std::vector<std::pair<std::string_view, std::uint32_t>> columns;
  for (std::uint32_t column = 0; column < table.columns.size(); ++column) {
    columns.emplace_back(table.columns[column], column);
  }
  return columns;
}

bool is_edit_id(std::string_view id) {
  const auto is_part = [](char c) { return is_word(c) || c == '-' || c == '.' || c == '/'; };
  return !id.empty() && is_letter(id.front()) && std::ranges::all_of(id, is_part) && is_word(id.back());
}

bool names_a_column(std::string_view id, const hir::Table& table) {
  return std::ranges::any_of(table.columns, [&](const std::string& column) {
    return id.find(fmt::format("{{{}}}", column)) != std::string_view::npos;
  });
}

// Reports rows of tests that are for none of the edits: they would never be run.
void check_rows_of_tests(Analysis& analysis, const ClauseRef& clause, const std::set<std::string, std::less<>>& ids) {
  for (const ClauseRef& child : clause.children()) {
    if (child.kind() != NodeKind::TestClause) continue;
    const std::vector<GridRow> rows = read_rows(child);
    if (rows.empty()) continue;
    const auto header = std::ranges::find(rows.front().cells, "edit", &GridCell::text);
    const auto column = static_cast<std::size_t>(header - rows.front().cells.begin());
    for (const GridRow& row : std::span(rows).subspan(1)) {
      if (column >= row.cells.size() || ids.contains(row.cells[column].text)) continue;
      const GridCell& cell = row.cells[column];
      analysis.report(Code::TestEdit, cell.location, {cell.text}, did_you_mean(cell.text, {ids.begin(), ids.end()}));
    }
  }
}

}  // namespace

void read_template(Analysis& analysis, PackageNames& package, const ClauseRef& clause,
                   const std::function<void(hir::Edit edit, const std::string& row)>& take) {
  const NodeRef id = clause.root().child(NodeKind::TemplateId);
  const NodeRef name = clause.root().child(NodeKind::TableName);
  Scope scope;
  scope.package = &package;
  const TableDefinition* definition = resolve_table(analysis, scope, name);
  if (definition == nullptr || definition->is_broken) return;
  const hir::Table& table = analysis.hir.module()[definition->table];
  if (!names_a_column(id.text(), table)) {
    analysis.report(Code::TemplateColumn, id.location(), {id.text(), table.name},
                    fmt::format("its columns are {}", fmt::join(table.columns, ", ")));
    return;
  }
  for (const std::string& column : table.columns) check_new_name(analysis, scope, column, name.location());
  const RowAliases aliases(analysis, *definition, columns_of(table));
  std::set<std::string, std::less<>> ids;
  std::size_t require_count = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (row == kMostEditsOfATemplate || require_count > kMostRequiresOfATemplate) {
      analysis.report(Code::TemplateTooLong, name.location(),
                      {std::to_string(kMostEditsOfATemplate), std::to_string(kMostRequiresOfATemplate)});
      return;
    }
    std::vector<Scope::Alias> of_row = aliases.of_row(row);
    if (of_row.empty()) continue;
    const std::string place = definition->places.describe(row);
    hir::Edit edit = read_edit(analysis, package, clause, std::move(of_row));
    ids.insert(edit.id);
    require_count += edit.requires_.size();
    if (is_edit_id(edit.id)) {
      take(std::move(edit), place);
    } else {
      analysis.report(Code::TemplateRow, id.location(), {place, edit.id, "which is none"});
    }
  }
  // Rows that make no edit have been reported, and so need those for them not be.
  if (ids.size() == table.rows.size()) check_rows_of_tests(analysis, clause, ids);
}

}  // namespace edict::sema
