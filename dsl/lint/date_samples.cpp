#include "dsl/lint/date_samples.h"

#include <algorithm>

namespace edict::lint_rules {
namespace {

DayRange month_around(Day day) {
  const CivilDate date = civil_from_day(day);
  return {day_from_civil({date.year, date.month, 1}),
          day_from_civil({date.year, date.month, days_in_month(date.year, date.month)})};
}

DayRange year_around(Day day) {
  const std::int32_t year = civil_from_day(day).year;
  return {day_from_civil({year, 1, 1}), day_from_civil({year, 12, 31})};
}

void add_ordinary(DayRange days, bool has_month, bool has_day, std::vector<DateSample>& samples) {
  DateSample sample;
  sample.days = days;
  sample.has_month = has_month;
  sample.has_day = has_day;
  samples.push_back(sample);
}

// A value whose days are not known; which parts it seems to have depends on its text.
void add_undated(ValueState state, bool is_unknown, std::vector<DateSample>& samples) {
  for (int parts = 0; parts < 8; ++parts) {
    DateSample sample{.state = state, .days = DayRange::any(), .is_unknown = is_unknown};
    sample.has_year = (parts & 1) != 0;
    sample.has_month = (parts & 2) != 0;
    sample.has_day = (parts & 4) != 0;
    samples.push_back(sample);
  }
}

}  // namespace

NumberRange DateSample::years() const {
  if (days.is_any()) return NumberRange::any();
  return NumberRange::exactly(Decimal::whole(civil_from_day(days.first).year));
}

std::vector<DateSample> date_samples(const Item& item, std::vector<Day> thresholds) {
  if (thresholds.empty()) thresholds.push_back(day_from_civil({2000, 1, 1}));
  std::vector<Day> days;
  for (const Day threshold : thresholds) days.insert(days.end(), {threshold - 1, threshold, threshold + 1});
  std::ranges::sort(days);
  days.erase(std::unique(days.begin(), days.end()), days.end());

  std::vector<DateSample> samples;
  samples.push_back(
      {.state = ValueState::Blank, .days = DayRange::any(), .has_year = false, .has_month = false, .has_day = false});
  add_undated(ValueState::Invalid, false, samples);
  if (!item.specials.empty()) {
    add_undated(ValueState::Special, false, samples);
    add_undated(ValueState::Special, true, samples);
  }
  for (const Day day : days) {
    // Months and years that reach over no threshold are like a day among theirs.
    for (const DayRange range : {DayRange::exactly(day), month_around(day), year_around(day)}) {
      add_ordinary(range, true, true, samples);
      add_ordinary(range, true, false, samples);
      add_ordinary(range, false, false, samples);
    }
  }
  return samples;
}

}  // namespace edict::lint_rules
