#include "runtime/readers/record_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "runtime/readers/item_value.h"

namespace edict {
namespace {

constexpr LevelId kTop{0};
constexpr LevelId kGroup{1};

}  // namespace

void RecordBuilder::follow(const Dictionary& dictionary, ColumnMap columns) {
  EDICT_CHECK(dictionary.levels().size() > kGroup.index());
  dictionary_ = &dictionary;
  columns_ = std::move(columns);
  next_record_.assign(dictionary.levels().size(), 0);
  item_stamps_.assign(dictionary.items().size(), 0);
  open_.assign(dictionary.levels().size(), {});
  open_[kTop.index()].stamp = next_stamp_++;
}

void RecordBuilder::begin_batch(RawBatch& batch) {
  EDICT_CHECK(!is_in_group());
  batch.clear();
  batch_ = &batch;
  batch.add_row(kTop, {});
  for (const TopValue& top : top_values_) {
    if (const ColumnId column = (*columns_)[top.item]; column.is_valid())
      batch.add_value(column, batch.store(top.value));
  }
  batch.issues = std::move(early_issues_);
  early_issues_.clear();
}

void RecordBuilder::begin_record(LevelId level, Place place) {
  EDICT_CHECK(level.index() == open_level_ + 1);
  if (level == kGroup) {
    group_place_ = place;
    group_begin_ = batch_->mark();
    group_first_issue_ = batch_->issues.size();
    issues_in_row_ = 0;
  }
  parents_.push_back(open_[open_level_].row);
  open_[open_level_].has_children = true;
  open_level_ = level.index();
  const RowOrigin origin{next_record_[open_level_]++, place.byte, place.line};
  open_[open_level_] = {batch_->add_row(level, origin), next_stamp_++, false};
  if (parents_.size() > limits_.group_rows) {
    const std::string& group = (*dictionary_)[kGroup].name;
    stop_at_limit(
        fmt::format("the {} on line {} has more than {} records", group, group_place_.line, limits_.group_rows));
  }
}

void RecordBuilder::end_record() {
  EDICT_CHECK(open_level_ > 0);
  if (--open_level_ == 0) give_keys_to_issues();
}

void RecordBuilder::abandon_group() {
  EDICT_CHECK(is_in_group());
  open_level_ = 0;
  give_keys_to_issues();
  batch_->cut_back_to(group_begin_);
}

void RecordBuilder::add_item(ItemId id, std::string_view value, Place place) {
  ++batch_->item_count;
  const Item& item = (*dictionary_)[id];
  if (item.level.index() != open_level_) {
    report(ReadIssueKind::ItemAtWrongLevel, place, item.id,
           {item.id, (*dictionary_)[item.level].element, (*dictionary_)[open_level()].element});
    return;
  }
  if (!is_in_order(item, place)) return;
  if (std::exchange(item_stamps_[id.index()], open_[open_level_].stamp) == open_[open_level_].stamp) {
    report(ReadIssueKind::DuplicateItem, place, item.id, {item.id, (*dictionary_)[item.level].element});
    return;
  }
  value = without_padding(item, value);
  if (value.empty()) return;
  if (item.length > 0 && !item.allows_unlimited_text && value.size() > item.length) {
    if (const std::size_t length = length_in_characters(value); length > item.length) {
      report(ReadIssueKind::ValueTooLong, place, item.id,
             {item.id, std::to_string(length), std::to_string(item.length)});
    }
  }
  keep(id, value);
}

// Items of a record come before the records under it. The input's own items are in every batch, so late ones would
// count for some patients only: they are left out.
bool RecordBuilder::is_in_order(const Item& item, Place place) {
  if (!open_[open_level_].has_children) return true;
  const bool is_read = open_level_ > 0;
  report(ReadIssueKind::ItemAfterRecords, place, item.id,
         {(*dictionary_)[open_level()].element, (*dictionary_)[LevelId(open_level_ + 1)].element,
          is_read ? "read all the same" : "skipped"});
  return is_read;
}

void RecordBuilder::keep(ItemId id, std::string_view value) {
  const ColumnId column = (*columns_)[id];
  const bool is_key = (*dictionary_)[id].is_key;
  if (!column.is_valid() && !is_key) return;
  if (is_in_group() && batch_->byte_count() - group_begin_.bytes + value.size() > limits_.group_bytes) {
    const std::string& group = (*dictionary_)[kGroup].name;
    stop_at_limit(
        fmt::format("the {} on line {} holds more than {} MiB", group, group_place_.line, limits_.group_bytes >> 20));
    return;
  }
  if (open_level_ == kTop.index()) top_values_.push_back({id, std::string(value)});
  const RawBatch::Text text = batch_->store(value);
  if (column.is_valid()) batch_->add_value(column, text);
  if (is_key && is_in_group()) keys_.push_back({open_[open_level_].row, id, text});
}

void RecordBuilder::report(ReadIssueKind kind, Place place, std::string_view item,
                           std::initializer_list<std::string_view> arguments) {
  RawBatch::PlacedIssue placed{0,
                               {kind, place.line, place.byte, std::string(item), {}, issue_message(kind, arguments)}};
  if (batch_ == nullptr) {
    early_issues_.push_back(std::move(placed));
    return;
  }
  if (++issues_in_row_ > limits_.group_issues) {
    stop_at_limit(fmt::format("more than {} problems in one place, up to line {}", limits_.group_issues, place.line));
    return;
  }
  placed.group = batch_->row_count(kGroup) - (is_in_group() ? 1 : 0);
  batch_->issues.push_back(std::move(placed));
  if (is_in_group()) issue_rows_.push_back(open_[open_level_].row);
}

// Key items may stand anywhere in their record, so issues get their keys when the group is complete.
void RecordBuilder::give_keys_to_issues() {
  if (!issue_rows_.empty()) {
    std::ranges::sort(keys_, {}, [](const KeyValue& key) { return std::pair(key.row, key.item); });
    for (std::size_t i = 0; i < issue_rows_.size(); ++i) {
      RecordKey& key = batch_->issues[group_first_issue_ + i].issue.key;
      for (const TopValue& top : top_values_) {
        const Item& item = (*dictionary_)[top.item];
        if (item.is_key && item.identifier != IdentifierClass::Person) key.push_back({item.id, top.value});
      }
      add_keys_of_row(issue_rows_[i], key);
    }
  }
  issue_rows_.clear();
  keys_.clear();
  parents_.clear();
  issues_in_row_ = 0;
}

void RecordBuilder::add_keys_of_row(std::uint32_t row, RecordKey& key) const {
  if (row < group_begin_.rows) return;
  add_keys_of_row(parents_[row - group_begin_.rows], key);
  const auto found = std::ranges::equal_range(keys_, row, {}, &KeyValue::row);
  for (const KeyValue& part : found) {
    const Item& item = (*dictionary_)[part.item];
    if (item.identifier != IdentifierClass::Person) key.push_back({item.id, std::string(batch_->text(part.value))});
  }
}

void RecordBuilder::stop_at_limit(std::string message) {
  if (!limit_error_) limit_error_ = Error{ErrorKind::Limit, std::move(message)};
}

}  // namespace edict
