// The part of reading that all formats share: records and items in, a RawBatch out.
//
// Checks what does not depend on the format (level, repetition, length), numbers the records, repeats the input's own
// items in every batch, gives issues the key of their record, and watches the limits. A format tells it, in document
// order, which record begins, which item it holds, where it ends.
//
// Thread safety: one thread at a time.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "runtime/readers/column_map.h"
#include "runtime/readers/raw_batch.h"
#include "runtime/readers/record_reader.h"

namespace edict {

// Where something stands in the input.
struct Place {
  std::uint64_t byte = 0;
  std::uint64_t line = 0;
};

class RecordBuilder {
 public:
  explicit RecordBuilder(const ReadLimits& limits) : limits_(limits) {}

  // REQUIRED before the first batch. `dictionary` outlives the builder.
  void follow(const Dictionary& dictionary, ColumnMap columns);
  [[nodiscard]] const ColumnMap& columns() const { return *columns_; }

  // From now on fills `batch`, after clearing it. Issues reported before the first batch come with it.
  void begin_batch(RawBatch& batch);

  // Begins a record of `level` under the open one of the level above. The input itself is level 0 and always open.
  void begin_record(LevelId level, Place place);
  // Ends the record that was begun last.
  void end_record();
  // Takes back the open group: it will not end. Its issues stay.
  void abandon_group();

  // An item of the open record, its value as it stands in the input.
  void add_item(ItemId item, std::string_view value, Place place);
  // An item element that names no item.
  void count_unknown_item() { ++batch_->item_count; }

  void report(ReadIssueKind kind, Place place, std::string_view item,
              std::initializer_list<std::string_view> arguments);

  [[nodiscard]] LevelId open_level() const { return LevelId(open_level_); }
  [[nodiscard]] bool is_in_group() const { return open_level_ > 0; }
  [[nodiscard]] Place group_place() const { return group_place_; }
  // A limit that was reached: reading must stop.
  [[nodiscard]] const std::optional<Error>& limit_error() const { return limit_error_; }

 private:
  struct OpenRecord {
    std::uint32_t row = 0;
    std::uint64_t stamp = 0;  // differs between records
    bool has_children = false;
  };
  struct KeyValue {
    std::uint32_t row = 0;
    ItemId item;
    RawBatch::Text value;
  };
  struct TopValue {
    ItemId item;
    std::string value;
  };

  void keep(ItemId item, std::string_view value);
  bool is_in_order(const Item& item, Place place);
  void give_keys_to_issues();
  void add_keys_of_row(std::uint32_t row, RecordKey& key) const;
  void stop_at_limit(std::string message);

  ReadLimits limits_;
  const Dictionary* dictionary_ = nullptr;
  std::optional<ColumnMap> columns_;
  RawBatch* batch_ = nullptr;
  std::vector<RawBatch::PlacedIssue> early_issues_;  // before the first batch
  std::vector<std::uint64_t> next_record_;           // by level
  std::vector<std::uint64_t> item_stamps_;           // by item: the record that had it last
  std::uint64_t next_stamp_ = 1;
  std::vector<TopValue> top_values_;  // the input's own items
  std::size_t open_level_ = 0;
  std::vector<OpenRecord> open_;     // by level
  std::uint32_t issues_in_row_ = 0;  // in this group, or since the last one ended

  // The open group
  Place group_place_;
  RawBatch::Mark group_begin_;
  std::size_t group_first_issue_ = 0;
  std::vector<std::uint32_t> parents_;     // by row of the group: its parent row
  std::vector<std::uint32_t> issue_rows_;  // by issue of the group: the record it stands in
  std::vector<KeyValue> keys_;

  std::optional<Error> limit_error_;
};

}  // namespace edict
