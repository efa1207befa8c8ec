#include "dsl/import/edits/meaning/tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/compatible/blanks.h"
#include "dsl/import/edits/data_notation.h"

namespace edict::foreign {
namespace {

// The texts of a list of texts; nothing for anything else.
std::optional<std::vector<std::string>> texts_of(const Value& value) {
  const List* list = value.as<List>();
  if (list == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (const Value& element : (*list)->elements) texts.push_back(to_text(element));
  return texts;
}

std::optional<Table> read_table(const ContextEntry& entry) {
  const Value content = read_data(entry.content.text, nullptr);
  const List* rows = content.as<List>();
  if (rows == nullptr || (*rows)->elements.empty()) return std::nullopt;
  Table table{entry.id, {}, {}};
  for (const Value& element : (*rows)->elements) {
    auto row = texts_of(element);
    if (!row) return std::nullopt;
    if (table.headings.empty()) {
      table.headings = std::move(*row);
    } else {
      row->resize(table.headings.size());
      table.rows.push_back(std::move(*row));
    }
  }
  return table;
}

}  // namespace

std::optional<std::size_t> Table::column(std::string_view heading) const {
  const auto place = std::ranges::find(headings, heading);
  if (place == headings.end()) return std::nullopt;
  return static_cast<std::size_t>(place - headings.begin());
}

TableIndex::TableIndex(const Table& table, std::vector<std::size_t> columns)
    : table_(&table), columns_(std::move(columns)) {
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::string key;
    for (const std::size_t column : columns_) key += table.rows[row][column];
    key.resize(compatible::without_end(key, compatible::kWhiteSpace).size());
    rows_.try_emplace(std::move(key), Rows{row, row}).first->second.last = row;
  }
}

std::optional<std::size_t> TableIndex::find(Search search, std::string_view key) const {
  if (search == Search::Exact || search == Search::Floor) key = compatible::without_end_blanks(key);
  if (search == Search::Exact || search == Search::ExactAsIs) {
    const auto found = rows_.find(key);
    return found == rows_.end() ? std::nullopt : std::optional(found->second.first);
  }
  const auto above = rows_.upper_bound(key);
  return above == rows_.begin() ? std::nullopt : std::optional(std::prev(above)->second.last);
}

std::expected<Tables, std::string> Tables::read(const EditsPackage& package) {
  Tables tables;
  for (const ContextEntry& entry : package.context) {
    if (entry.form != ContextForm::Table) continue;
    auto table = read_table(entry);
    if (!table) return std::unexpected(fmt::format("{}:{}: not a table of texts", entry.id, entry.content.line));
    tables.tables_.emplace(entry.id, std::move(*table));
  }
  for (const ContextEntry& entry : package.context) {
    if (entry.form != ContextForm::Index) continue;
    const Value content = read_data(entry.content.text, nullptr);
    const Map* map = content.as<Map>();
    const Value* table_id = map == nullptr ? nullptr : (*map)->find("table");
    const Value* columns = map == nullptr ? nullptr : (*map)->find("columns");
    const Table* table = table_id == nullptr ? nullptr : tables.table(to_text(*table_id));
    if (table == nullptr || columns == nullptr) {
      return std::unexpected(fmt::format("{}:{}: not an index of a table", entry.id, entry.content.line));
    }
    std::vector<std::size_t> places;
    for (std::string_view rest = *columns->text(); !rest.empty();) {
      const std::string_view heading = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), heading.size() + 1));
      const auto column = table->column(compatible::without_blanks(heading));
      if (!column) {
        return std::unexpected(fmt::format("{}:{}: no column `{}`", entry.id, entry.content.line, heading));
      }
      places.push_back(*column);
    }
    tables.indexes_.emplace(entry.id, TableIndex(*table, std::move(places)));
  }
  return tables;
}

const Table* Tables::table(std::string_view id) const {
  const auto found = tables_.find(id);
  return found == tables_.end() ? nullptr : &found->second;
}

const TableIndex* Tables::index(std::string_view id) const {
  const auto found = indexes_.find(id);
  return found == indexes_.end() ? nullptr : &found->second;
}

}  // namespace edict::foreign
