// What the builtins on dates mean. A date is a range of days; an answer is definite when every choice of days gives it.
//
// One function per row of builtins.def, named as there. Total: any bits have an answer.
// Thread safety: pure functions.
#pragma once

#include "base/calendar.h"
#include "base/truth.h"
#include "runtime/kernels/values.h"

namespace edict::kernel {

inline DayRange DateOf(Text a) { return a.item == nullptr ? DayRange::any() : days_of(*a.item, a.value); }
inline Truth IsDate(Text a) {
  return truth(state_of(a) != ValueState::Special && date_written_in(a.value).problem == DateProblem::None);
}
inline DayRange Today(Day as_of) { return DayRange::exactly(as_of); }

inline Truth DateLess(DayRange a, DayRange b) {
  if (a.last < b.first) return Truth::True;
  return a.first >= b.last ? Truth::False : Truth::Unsure;
}

inline Truth DateLessEqual(DayRange a, DayRange b) {
  if (a.last <= b.first) return Truth::True;
  return a.first > b.last ? Truth::False : Truth::Unsure;
}

inline Truth DateEqual(DayRange a, DayRange b) {
  if (a.last < b.first || b.last < a.first) return Truth::False;
  return a.first == a.last && a == b ? Truth::True : Truth::Unsure;
}

// The calendar's own span. A range that leaves it has no years, months or days to speak of.
inline constexpr Day kFirstDay = day_from_civil({1, 1, 1});
inline constexpr Day kLastDay = day_from_civil({9999, 12, 31});
constexpr bool is_bounded(DayRange a) { return kFirstDay <= a.first && a.first <= a.last && a.last <= kLastDay; }

constexpr NumberRange whole_numbers(std::int64_t low, std::int64_t high) {
  return {Decimal::whole(low).millionths, Decimal::whole(high).millionths};
}

inline NumberRange YearOf(DayRange a) {
  if (!is_bounded(a)) return NumberRange::any();
  return whole_numbers(civil_from_day(a.first).year, civil_from_day(a.last).year);
}

inline NumberRange MonthOf(DayRange a) {
  if (!is_bounded(a)) return NumberRange::any();
  const CivilDate first = civil_from_day(a.first);
  const CivilDate last = civil_from_day(a.last);
  return first.year == last.year ? whole_numbers(first.month, last.month) : whole_numbers(1, 12);
}

inline NumberRange DayOf(DayRange a) {
  if (!is_bounded(a)) return NumberRange::any();
  const CivilDate first = civil_from_day(a.first);
  const CivilDate last = civil_from_day(a.last);
  const bool is_one_month = first.year == last.year && first.month == last.month;
  return is_one_month ? whole_numbers(first.day, last.day) : whole_numbers(1, 31);
}

// Both sides of a comparison `by year` or `by month`.
inline DayRange CutToYear(DayRange a) {
  if (!is_bounded(a)) return DayRange::any();
  return {day_from_civil({civil_from_day(a.first).year, 1, 1}), day_from_civil({civil_from_day(a.last).year, 1, 1})};
}

inline DayRange CutToMonth(DayRange a) {
  if (!is_bounded(a)) return DayRange::any();
  const auto cut = [](CivilDate date) { return day_from_civil({date.year, date.month, 1}); };
  return {cut(civil_from_day(a.first)), cut(civil_from_day(a.last))};
}

// A date moved as a whole: the later the day, the later its result, so the ends give the range. Beyond the calendar
// nothing is known.
inline DayRange moved_by_days(DayRange a, std::int64_t days) {
  if (!is_bounded(a) || a.first + days < kFirstDay || a.last + days > kLastDay) return DayRange::any();
  return {static_cast<Day>(a.first + days), static_cast<Day>(a.last + days)};
}
inline DayRange moved_by_months(DayRange a, std::int64_t months, Rounding rounding) {
  if (!is_bounded(a)) return DayRange::any();
  const std::optional<Day> first = add_months(a.first, months, rounding);
  const std::optional<Day> last = add_months(a.last, months, rounding);
  return first && last ? DayRange{*first, *last} : DayRange::any();
}

inline DayRange DaysAfter(DayRange a, Count days) { return moved_by_days(a, days.value); }
inline DayRange DaysBefore(DayRange a, Count days) { return moved_by_days(a, -std::int64_t{days.value}); }
inline DayRange MonthsAfterDown(DayRange a, Count months) { return moved_by_months(a, months.value, Rounding::Down); }
inline DayRange MonthsAfterUp(DayRange a, Count months) { return moved_by_months(a, months.value, Rounding::Up); }
inline DayRange MonthsBeforeDown(DayRange a, Count months) {
  return moved_by_months(a, -std::int64_t{months.value}, Rounding::Down);
}
inline DayRange MonthsBeforeUp(DayRange a, Count months) {
  return moved_by_months(a, -std::int64_t{months.value}, Rounding::Up);
}

// Completed units grow with the later date and shrink with the earlier one, one at a time, so the ends give the range.
inline NumberRange YearsBetween(DayRange a, DayRange b) {
  if (!is_bounded(a) || !is_bounded(b)) return NumberRange::any();
  return whole_numbers(completed_years(a.last, b.first), completed_years(a.first, b.last));
}

inline NumberRange MonthsBetween(DayRange a, DayRange b) {
  if (!is_bounded(a) || !is_bounded(b)) return NumberRange::any();
  return whole_numbers(completed_months(a.last, b.first), completed_months(a.first, b.last));
}

inline NumberRange DaysBetween(DayRange a, DayRange b) {
  if (!is_bounded(a) || !is_bounded(b)) return NumberRange::any();
  return whole_numbers(b.first - a.last, b.last - a.first);
}

}  // namespace edict::kernel
