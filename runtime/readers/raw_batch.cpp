#include "runtime/readers/raw_batch.h"

#include "base/check.h"

namespace edict {

void RawBatch::clear() {
  rows_.clear();
  counts_.clear();
  values_.clear();
  bytes_.clear();
  issues.clear();
  item_count = 0;
  input_position = 0;
}

std::uint32_t RawBatch::add_row(LevelId level, RowOrigin origin) {
  if (counts_.size() <= level.index()) counts_.resize(level.index() + 1, 0);
  ++counts_[level.index()];
  rows_.push_back({level, origin});
  return row_count() - 1;
}

RawBatch::Text RawBatch::store(std::string_view text) {
  EDICT_CHECK(bytes_.size() + text.size() <= UINT32_MAX);
  const Text stored{static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())};
  bytes_ += text;
  return stored;
}

void RawBatch::cut_back_to(const Mark& mark) {
  for (std::size_t row = mark.rows; row < rows_.size(); ++row) --counts_[rows_[row].level.index()];
  rows_.resize(mark.rows);
  values_.resize(mark.values);
  bytes_.resize(mark.bytes);
}

void RawBatch::fill(Batch& batch) const {
  std::size_t added = 0;
  const auto add_rows_up_to = [&](std::size_t count) {
    for (; added < count; ++added) batch.add_row(rows_[added].level, rows_[added].origin);
  };
  for (const Value& value : values_) {
    add_rows_up_to(value.rows_before);
    batch.set_value(value.column, text(value.text));
  }
  add_rows_up_to(rows_.size());
  batch.seal();
}

}  // namespace edict
