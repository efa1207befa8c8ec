// Measures: which share of some records is counted, by groups, and how far the records in doubt could move it.
//
// Counts are sums, so batches, inputs and shards combine exactly; shares and levels are worked out of them at the end.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/truth.h"
#include "runtime/exec/executable.h"
#include "runtime/exec/run_plan.h"

namespace edict {

// Records by two truths: whether they are among the cases, and whether they are counted.
class MeasureCounts {
 public:
  void add(Truth among, Truth counted) { ++records_[index(among)][index(counted)]; }
  void add(const MeasureCounts& other);
  // How many are certainly among the cases; and certainly counted there.
  [[nodiscard]] std::uint64_t cases() const;
  [[nodiscard]] std::uint64_t count() const { return of(Truth::True, Truth::True); }
  [[nodiscard]] std::uint64_t of(Truth among, Truth counted) const { return records_[index(among)][index(counted)]; }
  friend bool operator==(const MeasureCounts&, const MeasureCounts&) = default;

 private:
  static std::size_t index(Truth truth) { return static_cast<std::size_t>(truth); }
  std::array<std::array<std::uint64_t, 3>, 3> records_{};
};

// A share of cases; of none when there are no cases.
struct Share {
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  friend bool operator==(const Share&, const Share&) = default;
};
std::string percent_text(Share share);  // "2.9", rounded half up; empty when there are no cases

// The share as far as it is known, and the least and greatest it can be: whatever the records in doubt turn out to be,
// it lies between them, and each of the two can be reached.
struct MeasureShares {
  Share value, low, high;
};
MeasureShares shares_of(const MeasureCounts& counts);

inline constexpr std::string_view kNotRated = "not rated";

// The level a group reaches by its value: kNotRated, the first level that holds, else the measure's `otherwise`.
std::string_view level_of(const PlannedMeasure& measure, const MeasureCounts& counts);
// Whether the group counts as a flag of the measure's severity.
bool is_flag(const PlannedMeasure& measure, const MeasureCounts& counts);

// By the values of the measure's keys; a blank item and a year that is not known are empty.
using MeasureGroups = std::map<std::vector<std::string>, MeasureCounts>;

struct MeasureTotals {
  MeasureGroups groups;
  std::uint64_t not_counted = 0;  // records of inputs that lack items the measure reads

  void add(const MeasureTotals& other);
  friend bool operator==(const MeasureTotals&, const MeasureTotals&) = default;
};

// Counts the records of a batch. `masks`: those of `among` and of `count`, in which a truth that is false fails.
void count_measure(const PlannedMeasure& measure, const Batch& batch, const OutcomeMasks::Require& among,
                   const OutcomeMasks::Require& counted, MeasureGroups& groups);

}  // namespace edict
