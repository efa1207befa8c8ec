#include "runtime/exec/measures.h"

#include <fmt/format.h>

#include "runtime/kernels/values.h"

namespace edict {
namespace {

Truth truth_at(const OutcomeMasks::Require& masks, std::uint32_t row) {
  if (has_bit(masks.fail, row)) return Truth::False;
  return has_bit(masks.unsure, row) ? Truth::Unsure : Truth::True;
}

std::string year_of(const Item& item, std::string_view value) {
  const DayRange days = kernel::date_in(item, value).days;
  if (days.is_any()) return {};
  const int first = civil_from_day(days.first).year;
  return first == civil_from_day(days.last).year ? fmt::format("{:04}", first) : std::string();
}

std::vector<std::string> group_of(const PlannedMeasure& measure, const Batch& batch, std::uint32_t row) {
  std::vector<std::string> group;
  for (const PlannedMeasure::Key& key : measure.keys) {
    const Item& item = batch.schema().dictionary()[key.item];
    const std::string_view value = batch.value(key.item, batch.ancestor_row(measure.level, row, item.level));
    group.push_back(key.is_year ? year_of(item, value) : std::string(value));
  }
  return group;
}

bool holds(const PlannedMeasure::Level& level, Share share) {
  // part / whole against millionths of a percent, without rounding.
  const auto left = static_cast<std::int64_t>(share.part) * 100 * Decimal::kOne;
  const auto right = static_cast<std::int64_t>(share.whole) * level.percent.millionths;
  if (left == right) return level.is_inclusive;
  return level.is_below == (left < right);
}

}  // namespace

void MeasureCounts::add(const MeasureCounts& other) {
  for (std::size_t among = 0; among < records_.size(); ++among) {
    for (std::size_t counted = 0; counted < records_[among].size(); ++counted) {
      records_[among][counted] += other.records_[among][counted];
    }
  }
}

std::uint64_t MeasureCounts::cases() const {
  return count() + of(Truth::True, Truth::False) + of(Truth::True, Truth::Unsure);
}

void MeasureTotals::add(const MeasureTotals& other) {
  for (const auto& [group, counts] : other.groups) groups[group].add(counts);
  not_counted += other.not_counted;
}

std::string percent_text(Share share) {
  if (share.whole == 0) return {};
  const std::uint64_t tenths = (share.part * 2000 + share.whole) / (2 * share.whole);
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

// The share is least when whatever may be left uncounted is a case that is not counted, and what certainly counts but
// may be no case is none; it is greatest the other way round.
MeasureShares shares_of(const MeasureCounts& counts) {
  using enum Truth;
  MeasureShares shares;
  shares.value = {counts.count(), counts.cases()};
  const std::uint64_t more_uncounted = counts.of(Unsure, False) + counts.of(Unsure, Unsure);
  const std::uint64_t more_counted = counts.of(Unsure, True) + counts.of(Unsure, Unsure);
  shares.low = {counts.count(), counts.cases() + more_uncounted};
  shares.high = {counts.count() + counts.of(True, Unsure) + more_counted, counts.cases() + more_counted};
  // Without a certain case, one end may be reached by no case at all: then there is only the other.
  if (shares.low.whole == 0) shares.low = shares.high;
  if (shares.high.whole == 0) shares.high = shares.low;
  return shares;
}

std::string_view level_of(const PlannedMeasure& measure, const MeasureCounts& counts) {
  if (counts.cases() == 0 || counts.cases() < measure.least_cases) return kNotRated;
  for (const PlannedMeasure::Level& level : measure.levels) {
    if (holds(level, shares_of(counts).value)) return level.name;
  }
  return measure.otherwise;
}

bool is_flag(const PlannedMeasure& measure, const MeasureCounts& counts) {
  return measure.severity && level_of(measure, counts) == measure.otherwise;
}

void count_measure(const PlannedMeasure& measure, const Batch& batch, const OutcomeMasks::Require& among,
                   const OutcomeMasks::Require& counted, MeasureGroups& groups) {
  const std::uint32_t rows = batch.rows(measure.level).row_count;
  for (std::uint32_t row = 0; row < rows; ++row) {
    const Truth is_among = truth_at(among, row);
    if (is_among != Truth::False) groups[group_of(measure, batch, row)].add(is_among, truth_at(counted, row));
  }
}

}  // namespace edict
