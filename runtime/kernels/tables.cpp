#include "runtime/kernels/tables.h"

#include <algorithm>

#include "base/check.h"

namespace edict::kernel {
namespace {

using Match = hir::TableKey::Match;

// Lists longer than this many rows for each row of the table are not worth their memory.
constexpr std::size_t kMostRepeats = 64;

bool by_length_and_text(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool lies_between(std::string_view value, std::string_view low, std::string_view high) {
  if (high.empty()) return value == low;
  return value.size() == low.size() && value.size() == high.size() && low <= value && value <= high;
}

bool key_matches(const hir::Table& table, std::size_t row, std::size_t key_index, std::string_view value) {
  const hir::TableKey& key = table.keys[key_index];
  const auto& cells = table.rows[row];
  switch (key.match) {
    case Match::Exact: return cells[key.column] == value;
    case Match::Range: return table.ranges[row][key_index].contains(value);
    case Match::LowHigh: return lies_between(value, cells[key.column], cells[key.high]);
  }
  return false;
}

}  // namespace

bool row_matches(const hir::Table& table, std::size_t row, std::span<const std::string_view> values) {
  for (std::size_t key = 0; key < table.keys.size(); ++key) {
    if (!key_matches(table, row, key, values[key])) return false;
  }
  return true;
}

std::int32_t find_row(const hir::Table& table, std::span<const std::string_view> values) {
  EDICT_CHECK(values.size() == table.keys.size());
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (row_matches(table, row, values)) return static_cast<std::int32_t>(row);
  }
  return kNoRow;
}

TableIndex::TableIndex(const hir::Table& table) : table_(&table) {
  for (std::size_t k = 0; k < table.keys.size(); ++k) {
    const hir::TableKey& key = table.keys[k];
    if (key.match == Match::Exact) {
      keys_.push_back(index_exact(table, key));
      continue;
    }
    std::vector<Interval> intervals;
    bool has_patterns = false;
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      const auto& cells = table.rows[row];
      if (key.match == Match::LowHigh) {
        intervals.push_back({cells[key.column], cells[key.high].empty() ? cells[key.column] : cells[key.high], row});
        continue;
      }
      for (const CodeSetEntry& entry : table.ranges[row][k].entries()) {
        has_patterns = has_patterns || entry.kind == CodeSetEntry::Kind::Pattern;
        intervals.push_back({entry.low, entry.kind == CodeSetEntry::Kind::Range ? entry.high : entry.low, row});
      }
    }
    keys_.push_back(has_patterns ? KeyIndex{} : index_intervals(intervals));
  }
}

TableIndex::KeyIndex TableIndex::index_exact(const hir::Table& table, const hir::TableKey& key) {
  KeyIndex index;
  index.kind = KeyIndex::Kind::Hash;
  for (std::uint32_t row = 0; row < table.rows.size(); ++row)
    index.by_value[table.rows[row][key.column]].push_back(row);
  return index;
}

// INVARIANT: intervals come in row order, so every list of rows is sorted.
TableIndex::KeyIndex TableIndex::index_intervals(std::span<const Interval> intervals) {
  KeyIndex index;
  for (const Interval& interval : intervals) index.ends.insert(index.ends.end(), {interval.low, interval.high});
  std::sort(index.ends.begin(), index.ends.end(), by_length_and_text);
  index.ends.erase(std::unique(index.ends.begin(), index.ends.end()), index.ends.end());
  index.by_segment.resize(index.ends.size() * 2);

  const auto place = [&](std::string_view end) {
    const auto found = std::lower_bound(index.ends.begin(), index.ends.end(), end, by_length_and_text);
    return static_cast<std::size_t>(found - index.ends.begin());
  };
  std::size_t room = intervals.size() * kMostRepeats;
  for (const Interval& interval : intervals) {
    if (interval.low.size() != interval.high.size()) continue;  // matches nothing
    const std::size_t first = place(interval.low) * 2;
    const std::size_t last = place(interval.high) * 2;
    for (std::size_t segment = first; segment <= last; ++segment) {
      Rows& rows = index.by_segment[segment];
      if (!rows.empty() && rows.back() == interval.row) continue;
      if (room-- == 0) return {};
      rows.push_back(interval.row);
    }
  }
  index.kind = KeyIndex::Kind::Segments;
  return index;
}

const TableIndex::Rows& TableIndex::candidates(const KeyIndex& key, std::string_view value) {
  static const Rows kNoRows;
  if (key.kind == KeyIndex::Kind::Hash) {
    const auto found = key.by_value.find(value);
    return found == key.by_value.end() ? kNoRows : found->second;
  }
  const auto at = std::lower_bound(key.ends.begin(), key.ends.end(), value, by_length_and_text);
  const auto place = static_cast<std::size_t>(at - key.ends.begin());
  if (at != key.ends.end() && *at == value) return key.by_segment[place * 2];
  return place == 0 ? kNoRows : key.by_segment[place * 2 - 1];
}

std::int32_t TableIndex::find_row(std::span<const std::string_view> values) const {
  EDICT_CHECK(values.size() == keys_.size());
  const Rows* shortest = nullptr;
  for (std::size_t key = 0; key < keys_.size(); ++key) {
    if (keys_[key].kind == KeyIndex::Kind::None) continue;
    const Rows& rows = candidates(keys_[key], values[key]);
    if (shortest == nullptr || rows.size() < shortest->size()) shortest = &rows;
  }
  if (shortest == nullptr) return kernel::find_row(*table_, values);
  for (std::uint32_t row : *shortest) {
    if (row_matches(*table_, row, values)) return static_cast<std::int32_t>(row);
  }
  return kNoRow;
}

}  // namespace edict::kernel
