// Rows of a table that get in each other's way.
//
// Only rows that meet in all keys can; to find them without trying every pair, rows are grouped by their exact cells,
// and within a group swept in the order of the first key that has ends.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/tables.h"

namespace edict::sema {
namespace {

using Match = hir::TableKey::Match;

// The codes that a row matches in one key.
std::vector<CodeSetEntry> entries_of(const hir::Table& table, std::size_t row, std::size_t key_index) {
  const hir::TableKey& key = table.keys[key_index];
  const std::string& cell = table.rows[row][key.column];
  switch (key.match) {
    case Match::Exact: return {{CodeSetEntry::Kind::Single, cell, {}}};
    case Match::Range: return table.ranges[row][key_index].entries();
    case Match::LowHigh: {
      const std::string& high = table.rows[row][key.high];
      return {{CodeSetEntry::Kind::Range, cell, high.empty() ? cell : high}};
    }
  }
  return {};
}

bool meet(const CodeSetEntry& a, const CodeSetEntry& b, Match match) {
  // Low and high keys compare as text of one length, whatever the characters.
  if (match == Match::LowHigh) return a.low.size() == b.low.size() && a.low <= b.high && b.low <= a.high;
  return have_common_code(a, b);
}

bool covers(const CodeSetEntry& outer, const CodeSetEntry& inner, Match match) {
  if (match == Match::LowHigh) {
    return outer.low.size() == inner.low.size() && outer.low <= inner.low && inner.high <= outer.high;
  }
  return includes(outer, inner);
}

class RowCheck {
 public:
  RowCheck(const hir::Table& table) : table_(table), in_the_way_(table.rows.size(), kNone) {
    for (std::size_t k = 0; k < table.keys.size(); ++k) {
      if (table.keys[k].match != Match::Exact) ending_keys_.push_back(k);
    }
    for (const auto& [cells, rows] : groups()) check_group(rows);
  }

  static constexpr std::size_t kNone = SIZE_MAX;
  // The first row before `row` that is in its way, or kNone.
  [[nodiscard]] std::size_t in_the_way_of(std::size_t row) const { return in_the_way_[row]; }

 private:
  struct Interval {
    CodeSetEntry codes;
    std::size_t row;
  };

  [[nodiscard]] std::unordered_map<std::string, std::vector<std::size_t>> groups() const {
    std::unordered_map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      std::string cells;
      for (const hir::TableKey& key : table_.keys) {
        if (key.match == Match::Exact) cells += table_.rows[row][key.column] + '\n';
      }
      groups[cells].push_back(row);
    }
    return groups;
  }

  void check_group(const std::vector<std::size_t>& rows) {
    if (ending_keys_.empty()) {
      for (const std::size_t row : rows) note(rows.front(), row);
      return;
    }
    std::vector<Interval> intervals;
    for (const std::size_t row : rows) {
      for (CodeSetEntry& entry : entries_of(table_, row, ending_keys_.front())) {
        intervals.push_back({std::move(entry), row});
      }
    }
    sweep(std::move(intervals));
  }

  void sweep(std::vector<Interval> intervals) {
    // Patterns have no place in the order: they stand first and stay.
    const auto order = [](const Interval& interval) {
      const bool is_pattern = interval.codes.kind == CodeSetEntry::Kind::Pattern;
      return std::tuple(!is_pattern, interval.codes.low.size(), std::string_view(interval.codes.low));
    };
    std::ranges::sort(intervals, {}, order);
    std::vector<const Interval*> open;
    for (const Interval& interval : intervals) {
      std::erase_if(open, [&](const Interval* other) { return is_past(other->codes, interval.codes); });
      for (const Interval* other : open) {
        const auto [earlier, later] = std::minmax(other->row, interval.row);
        if (earlier != later && is_in_the_way(earlier, later)) note(earlier, later);
      }
      open.push_back(&interval);
    }
  }

  static bool is_past(const CodeSetEntry& open, const CodeSetEntry& next) {
    if (open.kind == CodeSetEntry::Kind::Pattern || next.kind == CodeSetEntry::Kind::Pattern) return false;
    const std::string& high = open.kind == CodeSetEntry::Kind::Range ? open.high : open.low;
    return high.size() != next.low.size() || high < next.low;
  }

  [[nodiscard]] bool is_in_the_way(std::size_t earlier, std::size_t later) const {
    const bool must_cover = table_.expect == hir::Table::Expect::FirstRow;
    return std::ranges::all_of(ending_keys_, [&](std::size_t key) {
      const Match match = table_.keys[key].match;
      const std::vector<CodeSetEntry> first = entries_of(table_, earlier, key);
      const std::vector<CodeSetEntry> second = entries_of(table_, later, key);
      const auto is_covered = [&](const CodeSetEntry& entry) {
        return std::ranges::any_of(first, [&](const CodeSetEntry& outer) { return covers(outer, entry, match); });
      };
      const auto is_met = [&](const CodeSetEntry& entry) {
        return std::ranges::any_of(first, [&](const CodeSetEntry& other) { return meet(other, entry, match); });
      };
      return must_cover ? std::ranges::all_of(second, is_covered) : std::ranges::any_of(second, is_met);
    });
  }

  void note(std::size_t earlier, std::size_t later) {
    if (earlier < later) in_the_way_[later] = std::min(in_the_way_[later], earlier);
  }

  const hir::Table& table_;
  std::vector<std::size_t> ending_keys_;
  std::vector<std::size_t> in_the_way_;
};

bool has_empty_range(const hir::Table& table, std::size_t row) {
  for (std::size_t k = 0; k < table.keys.size(); ++k) {
    if (table.keys[k].match == Match::Range && table.ranges[row][k].is_empty()) return true;
  }
  return false;
}

}  // namespace

void check_rows(Analysis& analysis, const hir::Table& table, const TableRows& rows) {
  const RowCheck check(table);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::size_t other = check.in_the_way_of(row);
    if (has_empty_range(table, row)) {
      analysis.report(Code::NeverReached, rows.locations[row], {rows.describe(row), "a range cell is empty"});
    } else if (other == RowCheck::kNone) {
      continue;
    } else if (table.expect == hir::Table::Expect::OneRow) {
      analysis.report(Code::RowsOverlap, rows.locations[row], {rows.describe(other), rows.describe(row)});
    } else {
      analysis.report(Code::NeverReached, rows.locations[row],
                      {rows.describe(row), fmt::format("{} matches its keys first", rows.describe(other))});
    }
  }
}

}  // namespace edict::sema
