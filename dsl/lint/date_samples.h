// Dates that stand for all dates, as far as a few days can tell them apart.
#pragma once

#include <vector>

#include "base/calendar.h"
#include "base/decimal.h"
#include "dsl/schema/dictionary.h"

namespace edict::lint_rules {

struct DateSample {
  ValueState state = ValueState::Ordinary;
  DayRange days;  // any day for all but ordinary values
  bool is_unknown = false;
  bool has_year = true;
  bool has_month = true;
  bool has_day = true;

  // One year, or any: no written date reaches over two.
  [[nodiscard]] NumberRange years() const;
};

// Every value of a date item is like one of these for comparisons with the days just before, at and after a threshold.
std::vector<DateSample> date_samples(const Item& item, std::vector<Day> thresholds);

}  // namespace edict::lint_rules
