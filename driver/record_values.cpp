#include "driver/record_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace edict {
namespace {

Result<ItemId> item_named(const Dictionary& dictionary, std::string_view name) {
  ItemId item = dictionary.find(name);
  if (name.starts_with('#')) {
    std::uint32_t number = 0;
    std::from_chars(name.data() + 1, name.data() + name.size(), number);
    item = dictionary.find(number);
  }
  if (item.is_valid()) return item;
  const std::vector<ItemId> near = dictionary.closest_items(name);
  return fail(ErrorKind::Usage,
              fmt::format("no item `{}`{}", name,
                          near.empty() ? "" : fmt::format("; did you mean {}?", dictionary[near.front()].id)));
}

}  // namespace

RecordValues RecordValues::of_group(const Batch& batch, LevelId level, std::uint32_t row) {
  RecordValues values;
  const std::size_t levels = batch.schema().level_count();
  const auto add = [&](LevelId at, std::uint32_t record_row) {
    Record record{at, batch.rows(at).origins[record_row], {}};
    for (const ItemId item : batch.schema().items()) {
      if (batch.schema().dictionary()[item].level != at) continue;
      const std::string_view value = batch.value(item, record_row);
      if (!value.empty()) record.values.emplace_back(item, value);
    }
    values.records_.push_back(std::move(record));
  };
  const auto add_with_children = [&](auto& self, LevelId at, std::uint32_t record_row) -> void {
    add(at, record_row);
    if (at.index() + 1 == levels) return;
    const auto& offsets = batch.rows(at).offsets;
    for (std::uint32_t child = offsets[record_row]; child < offsets[record_row + 1]; ++child) {
      self(self, LevelId(at.index() + 1), child);
    }
  };
  add(LevelId(0), 0);
  const LevelId group(1);
  if (level.index() >= group.index())
    add_with_children(add_with_children, group, batch.ancestor_row(level, row, group));
  return values;
}

Result<RecordValues> RecordValues::from_words(const Dictionary& dictionary, std::span<const std::string> words) {
  RecordValues values;
  const std::size_t levels = dictionary.levels().size();
  for (std::size_t level = 0; level < levels; ++level) values.records_.push_back({LevelId(level), {}, {}});
  for (const std::string& word : words) {
    if (word == "/") {
      RowOrigin origin;
      origin.record = values.records_.back().origin.record + 1;
      values.records_.push_back({LevelId(levels - 1), origin, {}});
      continue;
    }
    const std::size_t equal = word.find('=');
    if (equal == std::string::npos) {
      return fail(ErrorKind::Usage, fmt::format("expected item=value, got `{}`", word));
    }
    EDICT_TRY(const ItemId item, item_named(dictionary, std::string_view(word).substr(0, equal)));
    const LevelId level = dictionary[item].level;
    const std::size_t record = level.index() + 1 == levels ? values.records_.size() - 1 : level.index();
    values.set(record, item, word.substr(equal + 1));
  }
  return values;
}

std::string_view RecordValues::value(std::size_t record, ItemId item) const {
  const auto& values = records_[record].values;
  const auto found = std::ranges::find(values, item, &std::pair<ItemId, std::string>::first);
  return found == values.end() ? std::string_view{} : std::string_view(found->second);
}

void RecordValues::set(std::size_t record, ItemId item, std::string value) {
  auto& values = records_[record].values;
  const auto found = std::ranges::find(values, item, &std::pair<ItemId, std::string>::first);
  if (found == values.end()) values.emplace_back(item, std::move(value));
  else found->second = std::move(value);
}

std::uint32_t RecordValues::row_of(std::size_t record) const {
  const auto before = records_.begin() + static_cast<std::ptrdiff_t>(record);
  return static_cast<std::uint32_t>(std::count_if(
      records_.begin(), before, [&](const Record& other) { return other.level == records_[record].level; }));
}

void RecordValues::fill(Batch& batch) const {
  for (const Record& record : records_) {
    batch.add_row(record.level, record.origin);
    for (const auto& [item, value] : record.values) {
      const ColumnId column = batch.schema().column_of(item);
      if (column.is_valid()) batch.set_value(column, value);
    }
  }
  batch.seal();
}

}  // namespace edict
