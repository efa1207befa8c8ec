// Finding the rows of a table: the meaning of look-ups and `in table`, and an index that gives the same rows fast.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/truth.h"
#include "dsl/sema/hir.h"
#include "runtime/kernels/values.h"

namespace edict::kernel {

inline constexpr std::int32_t kNoRow = -1;

// The rows that can be meant, in the order in which they are tried.
//
// Without a period that is at most one row, or all that match where the table expects all. With one, a date of several
// days can mean a row for each of them: on each day the row is the first that matches and whose period holds the day.
struct FoundRows {
  boost::container::small_vector<std::uint32_t, 4> rows;
  bool has_every_day = false;  // every possible day has a row

  [[nodiscard]] std::int32_t row(std::size_t nth) const {
    return nth < rows.size() ? static_cast<std::int32_t>(rows[nth]) : kNoRow;
  }
};

// True if the row can match. Each key asks of its value, texts compared as they stand:
//   Exact    the cell is the value; blank matches an empty cell only
//   Range    the value is in the cell's codes; blank only where the cell says `blank`
//   LowHigh  the value is as long as both cells and between them; an empty high cell stands for the low one
//   Floor    the cell is as long as the value and not above it
//   Period   the value is a date, some possible day of which lies in the row's period
// REQUIRES: one value per key.
bool row_matches(const hir::Table& table, std::size_t row, std::span<const Text> values);

// The rows for the values, found by trying all.
FoundRows find_rows(const hir::Table& table, std::span<const Text> values);

// Whether the nth row was found (hir::ExprKind::RowFound), and whether any was (InTable).
Truth nth_found(const hir::Table& table, const FoundRows& found, std::size_t nth, std::span<const Text> values);
Truth any_found(const FoundRows& found);

// An index on the keys of one table, built once.
//
// Each key tells, for a value, the rows that can match it: exact keys by hash, ranges by the segments that the ends of
// all rows cut the codes into. A look-up takes the shortest of these lists and asks row_matches of its rows in order,
// so the lists may hold too many rows but never too few. A key that would need long lists (wild cards, ranges that
// overlap widely) is left out; a table without any other key is searched from the top. A table whose only key is a
// floor is searched by halving.
//
// Thread safety: immutable. The table must outlive it.
class TableIndex {
 public:
  explicit TableIndex(const hir::Table& table);
  [[nodiscard]] FoundRows find_rows(std::span<const Text> values) const;
  [[nodiscard]] const hir::Table& table() const { return *table_; }

 private:
  using Rows = std::vector<std::uint32_t>;
  struct Interval {
    std::string_view low, high;
    std::uint32_t row;
  };
  struct KeyIndex {
    enum class Kind : std::uint8_t { None, Hash, Segments, Floor };
    Kind kind = Kind::None;
    std::unordered_map<std::string_view, Rows> by_value;  // Hash
    std::vector<std::string_view> ends;  // Segments: the ends of all ranges; Floor: the cells; by length and text
    std::vector<Rows> by_segment;        // Segments: 2 i: at ends[i]; 2 i + 1: between it and the next. Floor: i
  };

  static KeyIndex index_exact(const hir::Table& table, const hir::TableKey& key);
  static KeyIndex index_floor(const hir::Table& table, const hir::TableKey& key);
  static KeyIndex index_intervals(std::span<const Interval> intervals);
  static const Rows& candidates(const KeyIndex& key, std::string_view value);

  const hir::Table* table_;
  std::vector<KeyIndex> keys_;
};

}  // namespace edict::kernel
