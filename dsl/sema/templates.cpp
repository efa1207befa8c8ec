#include "dsl/sema/templates.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/edits.h"
#include "dsl/sema/expressions.h"
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
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::vector<Scope::Alias> of_row = aliases.of_row(row);
    if (of_row.empty()) continue;
    const std::string place = definition->places.describe(row);
    hir::Edit edit = read_edit(analysis, package, clause, std::move(of_row));
    if (is_edit_id(edit.id)) {
      take(std::move(edit), place);
    } else {
      analysis.report(Code::TemplateRow, id.location(), {place, edit.id, "which is none"});
    }
  }
}

}  // namespace edict::sema
