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
  const auto content = read_data(entry.content.text, nullptr);
  const List* rows = content ? content->as<List>() : nullptr;
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

Tables Tables::read(const EditsPackage& package, std::vector<std::string>& problems) {
  Tables tables;
  for (const ContextEntry& entry : package.context) {
    if (entry.form != ContextForm::Table) continue;
    if (auto table = read_table(entry)) {
      tables.tables_.emplace(entry.id, std::move(*table));
    } else {
      problems.push_back(fmt::format("{}:{}: not a table of texts", entry.id, entry.content.line));
    }
  }
  for (const ContextEntry& entry : package.context) {
    if (entry.form == ContextForm::Index) tables.read_index(entry, problems);
  }
  return tables;
}

void Tables::read_index(const ContextEntry& entry, std::vector<std::string>& problems) {
  const auto content = read_data(entry.content.text, nullptr);
  const Map* map = content ? content->as<Map>() : nullptr;
  const Value* table_id = map == nullptr ? nullptr : (*map)->find("table");
  const Value* headings = map == nullptr ? nullptr : (*map)->find("columns");
  const Table* indexed = table_id == nullptr ? nullptr : table(to_text(*table_id));
  if (indexed == nullptr || headings == nullptr || headings->text() == nullptr) {
    problems.push_back(fmt::format("{}:{}: not an index of a table", entry.id, entry.content.line));
    return;
  }
  std::vector<std::size_t> columns;
  for (std::string_view rest = *headings->text(); !rest.empty();) {
    const std::string_view heading = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), heading.size() + 1));
    const auto column = indexed->column(compatible::without_blanks(heading));
    if (!column) {
      problems.push_back(fmt::format("{}:{}: no column `{}`", entry.id, entry.content.line, heading));
      return;
    }
    columns.push_back(*column);
  }
  indexes_.emplace(entry.id, TableIndex(*indexed, std::move(columns)));
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
