// Finding the row of a table: the meaning of look-ups and `in table`, and an index that gives the same row fast.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dsl/sema/hir.h"

namespace edict::kernel {

inline constexpr std::int32_t kNoRow = -1;

// True if every key of the row matches its value, texts compared as they stand:
//   Exact    the cell is the value; blank matches an empty cell only
//   Range    the value is in the cell's codes; blank never is
//   LowHigh  the value is as long as both cells and between them; an empty high cell stands for the low one
// REQUIRES: one value per key.
bool row_matches(const hir::Table& table, std::size_t row, std::span<const std::string_view> values);

// The first row that matches, in row order; kNoRow when none does.
std::int32_t find_row(const hir::Table& table, std::span<const std::string_view> values);

// An index on the keys of one table, built once.
//
// Each key tells, for a value, the rows that can match it: exact keys by hash, ranges by the segments that the ends of
// all rows cut the codes into. A look-up takes the shortest of these lists and asks row_matches of its rows in order,
// so the lists may hold too many rows but never too few. A key that would need long lists (wild cards, ranges that
// overlap widely) is left out; a table without any other key is searched from the top.
//
// Thread safety: immutable. The table must outlive it.
class TableIndex {
 public:
  explicit TableIndex(const hir::Table& table);
  [[nodiscard]] std::int32_t find_row(std::span<const std::string_view> values) const;

 private:
  using Rows = std::vector<std::uint32_t>;
  struct Interval {
    std::string_view low, high;
    std::uint32_t row;
  };
  struct KeyIndex {
    enum class Kind : std::uint8_t { None, Hash, Segments };
    Kind kind = Kind::None;
    std::unordered_map<std::string_view, Rows> by_value;  // Hash
    std::vector<std::string_view> ends;                   // Segments: the ends of all ranges, by length and text
    std::vector<Rows> by_segment;                         // … 2 i: at ends[i]; 2 i + 1: between it and the next
  };

  static KeyIndex index_exact(const hir::Table& table, const hir::TableKey& key);
  static KeyIndex index_intervals(std::span<const Interval> intervals);
  static const Rows& candidates(const KeyIndex& key, std::string_view value);

  const hir::Table* table_;
  std::vector<KeyIndex> keys_;
};

}  // namespace edict::kernel
