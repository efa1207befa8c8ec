// Look-ups in tables, and in staging facts, of packages whose items are padded.
#include "dsl/compatible/blanks.h"
#include "dsl/import/edits/meaning/kernels.h"
#include "dsl/import/edits/meaning/staging_facts.h"
#include "dsl/import/edits/meaning/tables.h"

namespace edict::foreign::meaning {
namespace {

// Arguments begin with: how to search, the index (null: there is none), the key.
std::optional<std::size_t> found_row(const Facts& facts, Arguments arguments, const TableIndex*& index) {
  const std::int64_t* search = argument(arguments, 0).number();
  const std::string* id = argument(arguments, 1).text();
  const std::string* key = argument(arguments, 2).text();
  index = facts.tables == nullptr || id == nullptr ? nullptr : facts.tables->index(*id);
  if (index == nullptr || key == nullptr || search == nullptr) return std::nullopt;
  return index->find(static_cast<Search>(*search), *key);
}

std::string_view trimmed_text(const Value& value) {
  return value.text() == nullptr ? std::string_view() : compatible::without_blanks(*value.text());
}

}  // namespace

Value Found(const Facts& facts, Arguments arguments) {
  const TableIndex* index = nullptr;
  return found_row(facts, arguments, index).has_value();
}

// Then: the table, the heading of the column, the size of the variable it goes to. Empty when no row is found.
Value Cell(const Facts& facts, Arguments arguments) {
  const TableIndex* index = nullptr;
  const auto row = found_row(facts, arguments, index);
  const std::string* table_id = argument(arguments, 3).text();
  const std::string* heading = argument(arguments, 4).text();
  if (!row || table_id == nullptr || heading == nullptr) return "";
  const Table* table = facts.tables->table(*table_id);
  const auto column = table == nullptr ? std::nullopt : table->column(*heading);
  if (!column) return "";
  const std::string_view cell = compatible::without_end_blanks(table->rows[*row][*column]);
  const std::int64_t* size = argument(arguments, 5).number();
  return size == nullptr ? cell : cell.substr(0, static_cast<std::size_t>(*size));
}

Value SchemaCount(const Facts& facts, Arguments) {
  return facts.staging == nullptr ? std::int64_t{0} : facts.staging->schema_count();
}

Value SchemaNumber(const Facts& facts, Arguments arguments) {
  const std::string_view site = trimmed_text(argument(arguments, 0));
  const std::string_view histology = trimmed_text(argument(arguments, 1));
  if (facts.staging == nullptr || site.empty() || histology.empty()) return std::int64_t{-1};
  const auto schema = facts.staging->schema_of(site, histology, trimmed_text(argument(arguments, 2)));
  return schema ? schema->number : std::int64_t{-1};
}

Value SchemaName(const Facts& facts, Arguments arguments) {
  const std::int64_t* number = argument(arguments, 0).number();
  if (facts.staging == nullptr || number == nullptr) return "";
  const auto schema = facts.staging->schema_number(*number);
  return schema ? schema->name : std::string();
}

Value SchemaAllows(const Facts& facts, Arguments arguments) {
  const std::int64_t* schema = argument(arguments, 0).number();
  const std::int64_t* table = argument(arguments, 1).number();
  const std::string* code = argument(arguments, 2).text();
  if (facts.staging == nullptr || schema == nullptr || table == nullptr || code == nullptr) return std::int64_t{0};
  return std::int64_t{facts.staging->allows(*schema, *table, compatible::without_blanks(*code)) ? 1 : 0};
}

}  // namespace edict::foreign::meaning
