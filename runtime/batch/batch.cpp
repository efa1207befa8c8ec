#include "runtime/batch/batch.h"

#include "base/check.h"

namespace edict {

BatchSchema::BatchSchema(std::shared_ptr<const Dictionary> dictionary, std::vector<ItemId> items)
    : dictionary_(std::move(dictionary)), columns_(dictionary_->items().size()) {
  for (ItemId item : items) {
    if (columns_[item.index()].is_valid()) continue;
    columns_[item.index()] = ColumnId(items_.size());
    items_.push_back(item);
  }
}

Batch::Batch(std::shared_ptr<const BatchSchema> schema, std::span<ValueDictionary* const> dictionaries)
    : schema_(std::move(schema)),
      dictionaries_(dictionaries.begin(), dictionaries.end()),
      levels_(schema_->level_count()),
      columns_(schema_->items().size()) {
  EDICT_CHECK(dictionaries_.size() == columns_.size());
  for (ItemId item : schema_->items()) column_levels_.push_back(schema_->dictionary()[item].level.index());
}

std::string_view Batch::value(ItemId item, std::uint32_t row) const {
  const ColumnId column = schema_->column_of(item);
  if (!column.is_valid()) return {};
  return dictionary(column)[columns_[column.index()][row]];
}

std::uint32_t Batch::ancestor_row(LevelId level, std::uint32_t row, LevelId ancestor) const {
  for (std::size_t at = level.index(); at > ancestor.index(); --at) row = levels_[at].parent[row];
  return row;
}

void Batch::clear() {
  for (LevelRows& level : levels_) {
    level.row_count = 0;
    level.parent.clear();
    level.offsets.clear();
    level.origins.clear();
  }
  for (auto& column : columns_) column.clear();
}

std::uint32_t Batch::add_row(LevelId level, RowOrigin origin) {
  LevelRows& rows = levels_[level.index()];
  if (level.index() > 0) {
    const std::uint32_t parents = levels_[level.index() - 1].row_count;
    EDICT_CHECK(parents > 0);
    rows.parent.push_back(parents - 1);
  }
  rows.origins.push_back(origin);
  return rows.row_count++;
}

void Batch::set_value(ColumnId column, std::string_view value) {
  const std::uint32_t rows = levels_[column_levels_[column.index()]].row_count;
  EDICT_CHECK(rows > 0);
  auto& codes = columns_[column.index()];
  codes.resize(rows, ValueDictionary::kBlank);
  codes.back() = dictionary(column).intern(value);
}

bool Batch::has_value(ColumnId column) const {
  const std::uint32_t rows = levels_[column_levels_[column.index()]].row_count;
  return rows > 0 && columns_[column.index()].size() == rows;
}

void Batch::seal() {
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    columns_[column].resize(levels_[column_levels_[column]].row_count, ValueDictionary::kBlank);
  }
  for (std::size_t level = 0; level + 1 < levels_.size(); ++level) {
    const LevelRows& children = levels_[level + 1];
    auto& offsets = levels_[level].offsets;
    offsets.assign(levels_[level].row_count + 1, 0);
    for (std::uint32_t parent : children.parent) ++offsets[parent + 1];
    for (std::size_t row = 0; row + 1 < offsets.size(); ++row) offsets[row + 1] += offsets[row];
  }
}

BatchStore::BatchStore(std::shared_ptr<const BatchSchema> schema) : schema_(std::move(schema)) {
  std::vector<ValueDictionary*> dictionaries;
  for (std::size_t column = 0; column < schema_->items().size(); ++column) {
    dictionaries.push_back(dictionaries_.emplace_back(std::make_unique<ValueDictionary>()).get());
  }
  batch_ = std::make_unique<Batch>(schema_, dictionaries);
}

Batch& BatchStore::next_batch() {
  batch_->clear();
  for (const auto& dictionary : dictionaries_) {
    if (dictionary->is_full()) dictionary->reset();
  }
  return *batch_;
}

}  // namespace edict
