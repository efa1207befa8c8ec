#include "base/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace edict {
namespace {

// Reads `count` digits at `at`, or nothing.
std::optional<std::int32_t> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  std::int32_t value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

ParsedDate with_problem(DateProblem problem) { return {DayRange::any(), problem, 0}; }

}  // namespace

std::string_view describe(DateProblem problem) {
  switch (problem) {
    case DateProblem::None: return "";
    case DateProblem::Format: return "not a date of 4, 6 or 8 digits";
    case DateProblem::Year: return "no such year";
    case DateProblem::Month: return "no such month";
    case DateProblem::NoSuchDay: return "no such day";
    case DateProblem::Future: return "in the future";
    case DateProblem::TooEarly: return "too early to be plausible";
  }
  return "";
}

ParsedDate parse_registry_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 6 && text.size() != 8) return with_problem(DateProblem::Format);
  const auto year = digits(text, 0, 4);
  const auto month = text.size() >= 6 ? digits(text, 4, 2) : std::optional<std::int32_t>(1);
  const auto day = text.size() == 8 ? digits(text, 6, 2) : std::optional<std::int32_t>(1);
  if (!year || !month || !day) return with_problem(DateProblem::Format);
  if (*year == 0) return with_problem(DateProblem::Year);
  if (*month < 1 || *month > 12) return with_problem(DateProblem::Month);
  if (*day < 1 || *day > days_in_month(*year, *month)) return with_problem(DateProblem::NoSuchDay);

  const auto parts = static_cast<std::uint8_t>(text.size() / 2 - 1);
  const Day first = day_from_civil({*year, *month, *day});
  Day last = first;
  if (parts == 1) last = day_from_civil({*year, 12, 31});
  if (parts == 2) last = day_from_civil({*year, *month, days_in_month(*year, *month)});
  return {{first, last}, DateProblem::None, parts};
}

ParsedDate parse_written_date(std::string_view text) {
  if (text.find('-') == std::string_view::npos) return parse_registry_date(text);
  if (text.size() != 7 && text.size() != 10) return with_problem(DateProblem::Format);
  std::string compact;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash_place = i == 4 || i == 7;
    if (is_dash_place != (text[i] == '-')) return with_problem(DateProblem::Format);
    if (!is_dash_place) compact += text[i];
  }
  return parse_registry_date(compact);
}

std::string to_string_day(Day day) {
  const CivilDate date = civil_from_day(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::int32_t completed_years(Day from, Day to) {
  const CivilDate a = civil_from_day(from);
  const CivilDate b = civil_from_day(to);
  const bool is_short = b.month < a.month || (b.month == a.month && b.day < a.day);
  return b.year - a.year - (is_short ? 1 : 0);
}

std::int32_t completed_months(Day from, Day to) {
  const CivilDate a = civil_from_day(from);
  const CivilDate b = civil_from_day(to);
  return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
}

std::optional<Day> add_months(Day day, std::int64_t months, Rounding rounding) {
  const CivilDate from = civil_from_day(day);
  const std::int64_t month_count = std::int64_t{from.year} * 12 + from.month - 1 + months;
  if (month_count < 12 || month_count >= 12 * 10'000) return std::nullopt;
  const auto year = static_cast<std::int32_t>(month_count / 12);
  const auto month = static_cast<std::int32_t>(month_count % 12) + 1;
  const std::int32_t last_day = days_in_month(year, month);
  const Day in_month = day_from_civil({year, month, std::min(from.day, last_day)});
  return from.day > last_day && rounding == Rounding::Up ? in_month + 1 : in_month;
}

}  // namespace edict
