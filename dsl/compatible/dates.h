// What older systems compute with dates: texts of eight characters, CCYYMMDD, or a year and month or a year with blanks
// behind. What cannot be told is a number larger than any real answer, so it counts as `greater`.
//
// A date is valid if it exists and lies from 1850 to the day of the run; one that lacks parts counts as its first day.
//
// Total: any bytes have an answer. Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/calendar.h"

namespace edict::compatible {

// In place of a year, of days or of months where a date is blank; of a month or day that a date does not have; where a
// date is not valid; where parts are missing that Fill::None would need.
inline constexpr std::int64_t kBlankDate = 1073741823;
inline constexpr std::int64_t kBlankMonth = 536870911;
inline constexpr std::int64_t kBlankDay = 805306367;
inline constexpr std::int64_t kInvalidDate = 1879048191;
inline constexpr std::int64_t kPartialDate = 2147483647;

// How parts that are missing are filled: so that the dates are as close as can be, as far apart, or not at all.
enum class Fill : std::uint8_t { Nearest = 1, Farthest = 2, None = 3 };

bool is_blank_date(std::string_view date);
bool lacks_month(std::string_view date);
bool lacks_day(std::string_view date);
// What is wrong with a date: nothing if it is valid, an empty text if there is no word for it.
std::optional<std::string_view> problem_of(std::string_view date, const CivilDate& today);
inline bool is_valid_date(std::string_view date, const CivilDate& today) { return !problem_of(date, today); }

std::int64_t year_of(std::string_view date, const CivilDate& today);
std::int64_t month_of(std::string_view date, const CivilDate& today);
std::int64_t day_of(std::string_view date, const CivilDate& today);

// Negative: the first is earlier whatever the missing parts are (nearest) or can be (farthest).
std::int64_t compare_dates(std::string_view from, std::string_view to, Fill fill, const CivilDate& today);
// Days, and months of 30 days counted toward zero, from the first date to the second.
std::int64_t days_between(std::string_view from, std::string_view to, Fill fill, const CivilDate& today);
std::int64_t months_between(std::string_view from, std::string_view to, Fill fill, const CivilDate& today);

}  // namespace edict::compatible
