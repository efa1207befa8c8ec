#include "runtime/kernels/tables.h"

#include <algorithm>
#include <numeric>
#include <ranges>

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

bool overlap(DayRange a, DayRange b) { return a.first <= b.last && b.first <= a.last; }
bool holds(DayRange outer, DayRange inner) { return outer.first <= inner.first && inner.last <= outer.last; }

// The days of a date item, or of a day written in the rule.
DayRange days_meant(Text date) {
  return date.item != nullptr ? days_of(*date.item, date.value) : parse_registry_date(date.value).days;
}

bool key_matches(const hir::Table& table, std::size_t row, const hir::TableKey& key, const Text& value) {
  switch (key.match) {
    case Match::Exact: return table.rows.at(row, key.column) == value.value;
    case Match::Range:
      return value.value.empty() ? key.takes_blank(row) : key.sets[key.set_of_row[row]].contains(value.value);
    case Match::LowHigh: return lies_between(value.value, table.rows.at(row, key.column), table.rows.at(row, key.high));
    case Match::Floor: {
      const std::string_view low = table.rows.at(row, key.column);
      return low.size() == value.value.size() && low <= value.value;
    }
    case Match::Period: return overlap(table.periods[row], days_meant(value));
  }
  return false;
}

const hir::TableKey* floor_of(const hir::Table& table) {
  const auto found = std::ranges::find(table.keys, Match::Floor, &hir::TableKey::match);
  return found == table.keys.end() ? nullptr : &*found;
}

// Days not yet given to a row.
class DaysLeft {
 public:
  explicit DaysLeft(DayRange days) : parts_{days} {}

  // Takes the days of a period away; false if none were left in it.
  bool take(DayRange period) {
    boost::container::small_vector<DayRange, 4> left;
    bool took = false;
    for (const DayRange part : parts_) {
      if (!overlap(part, period)) {
        left.push_back(part);
        continue;
      }
      took = true;
      if (part.first < period.first) left.push_back({part.first, period.first - 1});
      if (part.last > period.last) left.push_back({period.last + 1, part.last});
    }
    parts_ = std::move(left);
    return took;
  }
  [[nodiscard]] bool are_none() const { return parts_.empty(); }

 private:
  boost::container::small_vector<DayRange, 4> parts_;
};

// The rows that are meant among those that match.
class Choice {
 public:
  Choice(const hir::Table& table, std::span<const Text> values)
      : table_(table), floor_(floor_of(table)), expects_all_(table.expect == hir::Table::Expect::AllRows) {
    if (table.has_period()) days_ = DaysLeft(days_meant(values.back()));
  }

  // Offers the rows that match, in the order in which they are tried. Returns false when no later one can be meant.
  bool offer(std::uint32_t row) {
    if (table_.has_period()) {
      const bool is_meant = days_.take(table_.periods[row]) || expects_all_;
      if (is_meant) found_.rows.push_back(row);
      return expects_all_ || !days_.are_none();
    }
    if (floor_ != nullptr && !found_.rows.empty()) {
      const std::string_view best = table_.rows.at(found_.rows.front(), floor_->column);
      const std::string_view low = table_.rows.at(row, floor_->column);
      if (low > best) found_.rows.clear();
      if (low < best) return true;
    }
    if (found_.rows.empty() || expects_all_) found_.rows.push_back(row);
    return expects_all_ || floor_ != nullptr;
  }

  FoundRows take() {
    found_.has_every_day = table_.has_period() ? days_.are_none() : !found_.rows.empty();
    return std::move(found_);
  }

 private:
  const hir::Table& table_;
  const hir::TableKey* floor_;
  bool expects_all_;
  DaysLeft days_{DayRange::any()};
  FoundRows found_;
};

// The rows meant among candidates, given in row order.
template <class Candidates>
FoundRows choose(const hir::Table& table, const Candidates& candidates, std::span<const Text> values) {
  Choice choice(table, values);
  const auto goes_on = [&](std::uint32_t row) { return !row_matches(table, row, values) || choice.offer(row); };
  if (table.expect == hir::Table::Expect::LastRow) {
    for (std::size_t i = candidates.size(); i-- > 0;) {
      if (!goes_on(static_cast<std::uint32_t>(candidates[i]))) break;
    }
  } else {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (!goes_on(static_cast<std::uint32_t>(candidates[i]))) break;
    }
  }
  return choice.take();
}

}  // namespace

bool row_matches(const hir::Table& table, std::size_t row, std::span<const Text> values) {
  for (std::size_t key = 0; key < table.keys.size(); ++key) {
    if (!key_matches(table, row, table.keys[key], values[key])) return false;
  }
  return true;
}

FoundRows find_rows(const hir::Table& table, std::span<const Text> values) {
  EDICT_CHECK(values.size() == table.keys.size());
  return choose(table, std::views::iota(std::size_t{0}, table.rows.size()), values);
}

Truth nth_found(const hir::Table& table, const FoundRows& found, std::size_t nth, std::span<const Text> values) {
  if (nth >= found.rows.size()) return Truth::False;
  if (!table.has_period()) return Truth::True;
  if (table.expect == hir::Table::Expect::AllRows) {
    return holds(table.periods[found.rows[nth]], days_meant(values.back())) ? Truth::True : Truth::Unsure;
  }
  return nth == 0 && found.has_every_day ? Truth::True : Truth::Unsure;
}

Truth any_found(const FoundRows& found) {
  if (found.rows.empty()) return Truth::False;
  return found.has_every_day ? Truth::True : Truth::Unsure;
}

TableIndex::TableIndex(const hir::Table& table) : table_(&table) {
  for (std::size_t k = 0; k < table.keys.size(); ++k) {
    const hir::TableKey& key = table.keys[k];
    const bool is_alone = table.keys.size() == 1;
    if (key.match == Match::Exact) {
      keys_.push_back(index_exact(table, key));
      continue;
    }
    if (key.match == Match::Floor || key.match == Match::Period) {
      keys_.push_back(key.match == Match::Floor && is_alone ? index_floor(table, key) : KeyIndex{});
      continue;
    }
    std::vector<Interval> intervals;
    bool has_patterns = false;
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      if (key.match == Match::LowHigh) {
        const std::string_view low = table.rows.at(row, key.column);
        const std::string_view high = table.rows.at(row, key.high);
        intervals.push_back({low, high.empty() ? low : high, row});
        continue;
      }
      if (key.takes_blank(row)) intervals.push_back({{}, {}, row});
      for (const CodeSetEntry& entry : key.sets[key.set_of_row[row]].entries()) {
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
  for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
    index.by_value[table.rows.at(row, key.column)].push_back(row);
  }
  return index;
}

TableIndex::KeyIndex TableIndex::index_floor(const hir::Table& table, const hir::TableKey& key) {
  KeyIndex index;
  index.kind = KeyIndex::Kind::Floor;
  Rows rows(table.rows.size());
  std::iota(rows.begin(), rows.end(), 0U);
  const auto cell = [&](std::uint32_t row) { return table.rows.at(row, key.column); };
  std::ranges::stable_sort(rows, by_length_and_text, cell);
  for (const std::uint32_t row : rows) {
    if (index.ends.empty() || index.ends.back() != cell(row)) {
      index.ends.push_back(cell(row));
      index.by_segment.emplace_back();
    }
    index.by_segment.back().push_back(row);
  }
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
  const bool is_end = at != key.ends.end() && *at == value;
  if (key.kind == KeyIndex::Kind::Floor) {
    if (is_end) return key.by_segment[place];
    return place == 0 ? kNoRows : key.by_segment[place - 1];
  }
  if (is_end) return key.by_segment[place * 2];
  return place == 0 ? kNoRows : key.by_segment[place * 2 - 1];
}

FoundRows TableIndex::find_rows(std::span<const Text> values) const {
  EDICT_CHECK(values.size() == keys_.size());
  const Rows* shortest = nullptr;
  for (std::size_t key = 0; key < keys_.size(); ++key) {
    if (keys_[key].kind == KeyIndex::Kind::None) continue;
    const Rows& rows = candidates(keys_[key], values[key].value);
    if (shortest == nullptr || rows.size() < shortest->size()) shortest = &rows;
  }
  return shortest == nullptr ? kernel::find_rows(*table_, values) : choose(*table_, *shortest, values);
}

}  // namespace edict::kernel
