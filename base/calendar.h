// Days, partial dates as ranges of days, and completed calendar units between them.
//
// A day is its number of days since 1970-01-01 in the proleptic Gregorian calendar, years 1 to 9999. The conversions
// follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace edict {

using Day = std::int32_t;

struct CivilDate {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
  friend constexpr bool operator==(const CivilDate&, const CivilDate&) = default;
};

constexpr std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  constexpr std::int32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : kDays[month - 1];
}

constexpr Day day_from_civil(CivilDate date) {
  const std::int32_t y = date.month <= 2 ? date.year - 1 : date.year;
  const std::int32_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int32_t year_of_era = y - era * 400;
  const std::int32_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

constexpr CivilDate civil_from_day(Day day) {
  const std::int32_t z = day + 719468;
  const std::int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int32_t day_of_era = z - era * 146097;
  const std::int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int32_t mp = (5 * day_of_year + 2) / 153;
  const std::int32_t month = mp < 10 ? mp + 3 : mp - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * mp + 2) / 5 + 1};
}

// The days a date may be, both ends inclusive. A full date is one day, a year is its 365 or 366 days; a blank, special
// or invalid date is any day.
struct DayRange {
  static constexpr Day kFirst = INT32_MIN;
  static constexpr Day kLast = INT32_MAX;
  Day first = kFirst;
  Day last = kLast;

  static constexpr DayRange any() { return {}; }
  static constexpr DayRange exactly(Day day) { return {day, day}; }
  [[nodiscard]] constexpr bool is_any() const { return first == kFirst && last == kLast; }
  friend constexpr bool operator==(const DayRange&, const DayRange&) = default;
};

// Why a text is no date. The words are part of messages (`{dateOfDiagnosis.problem}`).
enum class DateProblem : std::uint8_t { None, Format, Year, Month, NoSuchDay, Future, TooEarly };
std::string_view describe(DateProblem problem);

struct ParsedDate {
  DayRange days;  // any() when there is a problem
  DateProblem problem = DateProblem::None;
  std::uint8_t parts = 0;  // 1 year, 2 year and month, 3 full; 0 with a problem
};

// Parses YYYY, YYYYMM or YYYYMMDD (the registry form). Blank text is Format.
ParsedDate parse_registry_date(std::string_view text);

// Parses YYYY, YYYY-MM, YYYY-MM-DD and the registry form: what rule text may say.
ParsedDate parse_written_date(std::string_view text);

// YYYY-MM-DD of one day.
std::string to_string_day(Day day);

// Whole completed calendar units from one day to another: the greatest n with from + n units <= to, so negative when
// `to` is earlier. A year is completed on the same month and day; from 29 February, on 1 March of a common year.
std::int32_t completed_years(Day from, Day to);
std::int32_t completed_months(Day from, Day to);

// The same day of the month so many months later (earlier, if negative). Where that month has no such day, its last day
// (Down) or the first of the next month (Up). Nothing beyond the years 1 to 9999.
enum class Rounding : std::uint8_t { Down, Up };
std::optional<Day> add_months(Day day, std::int64_t months, Rounding rounding);

}  // namespace edict
