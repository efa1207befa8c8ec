// Rows of a table that get in each other's way, and days between periods that no row holds.
//
// Only rows that meet in all keys can; to find them without trying every pair, rows are grouped by their exact cells,
// and a group is swept in the order of one key with ends after the other: rows that are open at one place of the first
// key are swept by the next. Rows of equal ends are swept as one, so a table of 100,000 rows over few sites takes as
// many sweeps as it has sites.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/tables.h"

namespace edict::sema {
namespace {

using Match = hir::TableKey::Match;
using Expect = hir::Table::Expect;
using Rows = std::vector<std::uint32_t>;

// What a row matches in one key: an entry of its code list, or the texts between two ends. Days are texts of ten
// digits.
struct Stretch {
  const CodeSetEntry* codes = nullptr;  // Range
  std::string low, high;

  [[nodiscard]] bool is_blank() const { return codes != nullptr && codes->low.empty(); }
  [[nodiscard]] bool is_pattern() const { return codes != nullptr && codes->kind == CodeSetEntry::Kind::Pattern; }
  // Patterns have no place in the order: they stand first and stay open.
  [[nodiscard]] auto order() const {
    return std::tuple(!is_pattern(), low.size(), std::string_view(low), std::string_view(high));
  }
};

std::string day_text(Day day) { return fmt::format("{:010}", std::int64_t{day} - INT32_MIN); }

std::vector<Stretch> stretches_of(const hir::Table& table, const hir::TableKey& key, std::size_t row) {
  if (key.match == Match::Period) {
    return {{nullptr, day_text(table.periods[row].first), day_text(table.periods[row].last)}};
  }
  if (key.match == Match::LowHigh) {
    const std::string low(table.rows.at(row, key.column));
    const std::string high(table.rows.at(row, key.high));
    return {{nullptr, low, high.empty() ? low : high}};
  }
  static const CodeSetEntry kBlank;
  std::vector<Stretch> stretches;
  if (key.takes_blank(row)) stretches.push_back({&kBlank, {}, {}});
  for (const CodeSetEntry& entry : key.sets[key.set_of_row[row]].entries()) {
    stretches.push_back({&entry, entry.low, entry.kind == CodeSetEntry::Kind::Range ? entry.high : entry.low});
  }
  return stretches;
}

bool meet(const Stretch& a, const Stretch& b) {
  if (a.is_blank() || b.is_blank()) return a.is_blank() && b.is_blank();
  if (a.codes != nullptr) return have_common_code(*a.codes, *b.codes);
  return a.low.size() == b.low.size() && a.low <= b.high && b.low <= a.high;
}

bool covers(const Stretch& outer, const Stretch& inner) {
  if (outer.is_blank() || inner.is_blank()) return outer.is_blank() && inner.is_blank();
  if (outer.codes != nullptr) return includes(*outer.codes, *inner.codes);
  return outer.low.size() == inner.low.size() && outer.low <= inner.low && inner.high <= outer.high;
}

class RowCheck {
 public:
  static constexpr std::size_t kNone = SIZE_MAX;

  explicit RowCheck(const hir::Table& table) : table_(table), in_the_way_(table.rows.size(), kNone) {
    for (const hir::TableKey& key : table.keys) {
      if (key.match != Match::Exact && key.match != Match::Floor) ending_keys_.push_back(&key);
    }
    for (const auto& [cells, rows] : groups()) check_group(rows);
  }

  // A row that is in the way of `row`, the nearest to the first that is tried, or kNone.
  [[nodiscard]] std::size_t in_the_way_of(std::size_t row) const { return in_the_way_[row]; }
  // The most rows that match one key, periods apart.
  [[nodiscard]] std::size_t most_rows() const { return most_rows_; }

 private:
  // Pairs of rows are looked at up to this many; a table with more has been told enough.
  static constexpr std::size_t kMostPairs = 20'000'000;
  // Sets of so many rows are swept by a key once; larger ones are not worth the memory.
  static constexpr std::size_t kMostRemembered = 64;

  [[nodiscard]] std::unordered_map<std::string, Rows> groups() const {
    std::unordered_map<std::string, Rows> groups;
    for (std::uint32_t row = 0; row < table_.rows.size(); ++row) {
      std::string cells;
      for (const hir::TableKey& key : table_.keys) {
        if (key.match == Match::Exact || key.match == Match::Floor) (cells += table_.rows.at(row, key.column)) += '\n';
      }
      groups[cells].push_back(row);
    }
    return groups;
  }

  void check_group(const Rows& rows) {
    if (!ending_keys_.empty()) return sweep(rows, 0);
    most_rows_ = std::max(most_rows_, rows.size());
    const std::uint32_t tried_first = table_.expect == Expect::LastRow ? rows.back() : rows.front();
    for (const std::uint32_t row : rows) note(tried_first, row);
  }

  // Sweeps rows, which meet in the keys before, by the key at `depth`.
  void sweep(const Rows& rows, std::size_t depth) {
    const hir::TableKey& key = *ending_keys_[depth];
    if (key.match == Match::Period) most_rows_ = std::max(most_rows_, rows.size());
    if (rows.size() < 2) {
      most_rows_ = std::max(most_rows_, rows.size());
      return;
    }
    // Many places of the keys before hold the same few rows.
    if (rows.size() <= kMostRemembered && !swept_.emplace(depth, rows).second) return;
    struct Class {
      Stretch stretch;
      Rows rows;
    };
    std::vector<Class> classes;
    for (const std::uint32_t row : rows) {
      for (Stretch& stretch : stretches_of(table_, key, row)) classes.push_back({std::move(stretch), {row}});
    }
    std::ranges::stable_sort(classes, {}, [](const Class& one) { return one.stretch.order(); });
    join_equal(classes);

    std::vector<const Class*> open;
    for (const Class& next : classes) {
      std::erase_if(open, [&](const Class* other) { return is_past(other->stretch, next.stretch); });
      open.push_back(&next);
      Rows together;
      for (const Class* other : open) {
        if (meet(other->stretch, next.stretch)) {
          together.insert(together.end(), other->rows.begin(), other->rows.end());
        }
      }
      std::ranges::sort(together);
      together.erase(std::ranges::unique(together).begin(), together.end());
      const bool is_last = depth + 1 == ending_keys_.size();
      if (!is_last) {
        sweep(together, depth + 1);
        continue;
      }
      if (key.match != Match::Period) most_rows_ = std::max(most_rows_, together.size());
      for (const std::uint32_t row : next.rows) note_pairs(row, together);
    }
  }

  template <class Class>
  static void join_equal(std::vector<Class>& classes) {
    std::size_t last = 0;
    for (std::size_t i = 1; i < classes.size(); ++i) {
      if (classes[i].stretch.order() == classes[last].stretch.order()) {
        classes[last].rows.push_back(classes[i].rows.front());
      } else if (++last != i) {
        classes[last] = std::move(classes[i]);
      }
    }
    classes.resize(last + 1);
  }

  static bool is_past(const Stretch& open, const Stretch& next) {
    if (open.is_pattern() || next.is_pattern()) return false;
    return open.high.size() != next.low.size() || open.high < next.low;
  }

  void note_pairs(std::uint32_t row, const Rows& others) {
    if (table_.expect == Expect::AllRows) return;
    for (const std::uint32_t other : others) {
      if (other == row || ++pairs_ > kMostPairs) continue;
      const bool row_is_tried_first = (row < other) != (table_.expect == Expect::LastRow);
      const std::uint32_t first = row_is_tried_first ? row : other;
      const std::uint32_t second = row_is_tried_first ? other : row;
      if (is_in_the_way(first, second)) note(first, second);
    }
  }

  // Of `expect one row`, whether both match some key; else whether all that `second` matches is matched before by
  // `first`.
  [[nodiscard]] bool is_in_the_way(std::size_t first, std::size_t second) const {
    const bool must_cover = table_.expect != Expect::OneRow;
    return std::ranges::all_of(ending_keys_, [&](const hir::TableKey* key) {
      const std::vector<Stretch> outer = stretches_of(table_, *key, first);
      const std::vector<Stretch> inner = stretches_of(table_, *key, second);
      const auto is_covered = [&](const Stretch& one) {
        return std::ranges::any_of(outer, [&](const Stretch& other) { return covers(other, one); });
      };
      const auto is_met = [&](const Stretch& one) {
        return std::ranges::any_of(outer, [&](const Stretch& other) { return meet(other, one); });
      };
      return must_cover ? std::ranges::all_of(inner, is_covered) : std::ranges::any_of(inner, is_met);
    });
  }

  void note(std::uint32_t first, std::uint32_t second) {
    if (first == second || table_.expect == Expect::AllRows) return;
    std::size_t& known = in_the_way_[second];
    const bool is_nearer = table_.expect == Expect::LastRow ? first > known : first < known;
    if (known == kNone || is_nearer) known = first;
  }

  const hir::Table& table_;
  std::vector<const hir::TableKey*> ending_keys_;  // those with ends, in order of the keys
  std::vector<std::size_t> in_the_way_;
  std::size_t most_rows_ = 0;
  std::set<std::pair<std::size_t, Rows>> swept_;
  std::size_t pairs_ = 0;
};

bool has_empty_range(const hir::Table& table, std::size_t row) {
  return std::ranges::any_of(table.keys, [&](const hir::TableKey& key) {
    return key.match == Match::Range && key.sets[key.set_of_row[row]].is_empty() && !key.takes_blank(row);
  });
}

// The cells of all keys but the period.
std::string other_cells(const hir::Table& table, std::size_t row) {
  std::string cells;
  for (const hir::TableKey& key : table.keys) {
    if (key.match == Match::Period) continue;
    ((cells += table.rows.at(row, key.column)) += '\n') += table.rows.at(row, key.high);
    cells += '\n';
  }
  return cells;
}

// Rows that are the same but for their period should follow each other day by day.
void check_gaps(Analysis& analysis, const hir::Table& table, const RowPlaces& places) {
  std::map<std::string, Rows> chains;
  for (std::uint32_t row = 0; row < table.rows.size(); ++row) chains[other_cells(table, row)].push_back(row);
  for (auto& [cells, rows] : chains) {
    std::ranges::stable_sort(rows, {}, [&](std::uint32_t row) { return table.periods[row].first; });
    std::uint32_t before = rows.front();
    for (const std::uint32_t row : rows) {
      const Day last = table.periods[before].last;
      if (last != DayRange::kLast && table.periods[row].first > last + 1) {
        analysis.report(Code::PeriodsLeaveDays, places.location(row),
                        {places.describe(before), places.describe(row), to_string_day(last + 1)});
      }
      if (table.periods[row].last > last) before = row;
    }
  }
}

}  // namespace

std::size_t check_rows(Analysis& analysis, const hir::Table& table, const RowPlaces& places) {
  const RowCheck check(table);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::size_t other = check.in_the_way_of(row);
    if (has_empty_range(table, row)) {
      analysis.report(Code::NeverReached, places.location(row), {places.describe(row), "a range cell is empty"});
    } else if (other == RowCheck::kNone) {
      continue;
    } else if (table.expect == Expect::OneRow) {
      const auto [upper, lower] = std::minmax(row, other);
      analysis.report(Code::RowsOverlap, places.location(row), {places.describe(upper), places.describe(lower)});
    } else {
      analysis.report(Code::NeverReached, places.location(row),
                      {places.describe(row), fmt::format("{} matches its keys first", places.describe(other))});
    }
  }
  if (table.has_period()) check_gaps(analysis, table, places);
  return check.most_rows();
}

}  // namespace edict::sema
