// Date functions of packages whose items are padded. A date is CCYYMMDD, or a year and month, or a year, followed by
// blanks. What cannot be told is a number larger than any real answer, so it counts as `greater`.
#include <optional>

#include "dsl/import/edits/meaning/kernels.h"
#include "dsl/import/edits/meaning/padded_text.h"

namespace edict::foreign::meaning {
namespace {

constexpr std::int64_t kEmpty = 1073741823;
constexpr std::int64_t kMonthEmpty = 536870911;
constexpr std::int64_t kDayEmpty = 805306367;
constexpr std::int64_t kError = 1879048191;
constexpr std::int64_t kUnknown = 2147483647;
constexpr std::int32_t kFirstYear = 1850;

// How parts that are missing are filled: so that the dates are as close as can be, as far apart, or not at all.
enum class Fill : std::int64_t { Nearest = 1, Farthest = 2, None = 3 };

std::string_view text_of(const Value& value) {
  return value.text() == nullptr ? std::string_view() : std::string_view(*value.text());
}

bool is_blank_date(const Value& value) { return without_blanks(text_of(value)).empty(); }

std::int32_t digits(std::string_view text) {
  std::int32_t number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number;
}

bool has_date_form(std::string_view text) {
  if (text.size() != 8) return false;
  std::size_t count = text.find_first_not_of("0123456789");
  if (count == std::string_view::npos) return true;
  if (count != 4 && count != 6) return false;
  return text.substr(count).find_first_not_of(kPatternSpace) == std::string_view::npos;
}

// What is wrong with a date: nothing if it is valid, an empty text if there is no word for it.
std::optional<std::string_view> problem_of(const Value& value, const CivilDate& today) {
  const std::string_view text = text_of(value);
  if (text.empty()) return "date is an empty string";
  if (!has_date_form(text)) return "date format must be CCYYMMDD";
  const std::int32_t year = digits(text.substr(0, 4));
  if (year < kFirstYear || year > today.year) return "invalid as to year";
  const std::size_t size = without_blanks(text).size();
  const std::int32_t month = size >= 6 ? digits(text.substr(4, 2)) : 1;
  if (month < 1 || month > 12) return "invalid as to month";
  const std::int32_t day = size == 8 ? digits(text.substr(6, 2)) : 1;
  if (day < 1 || day > days_in_month(year, month)) return "";
  if (day_from_civil({year, month, day}) > day_from_civil(today)) return "future date";
  return std::nullopt;
}

bool is_valid(const Value& value, const Facts& facts) { return !problem_of(value, facts.today); }

bool lacks_month(const Value& value) {
  const std::string_view text = text_of(value);
  return text.size() < 5 || (text.size() >= 6 && without_blanks(text.substr(4, 2)).empty());
}
bool lacks_day(const Value& value) {
  const std::string_view text = text_of(value);
  return text.size() < 7 || without_blanks(text.substr(6)).empty();
}

// A valid date with the parts it has.
struct PartialDate {
  std::int32_t year = 0;
  std::optional<std::int32_t> month;
  std::optional<std::int32_t> day;
};

PartialDate parts_of(const Value& value) {
  const std::string_view text = text_of(value);
  PartialDate date{digits(text.substr(0, 4)), {}, {}};
  if (!lacks_month(value)) date.month = digits(text.substr(4, 2));
  if (!lacks_day(value)) date.day = digits(text.substr(6, 2));
  return date;
}

struct DatePair {
  std::int64_t sentinel = 0;  // why there are no two days, else 0
  Day from = 0;
  Day to = 0;
};

std::int32_t month_from(const PartialDate& from, const PartialDate& to, Fill fill, bool for_distance) {
  if (from.month) return *from.month;
  if (fill == Fill::Farthest) return 1;
  if (!for_distance) return 12;
  if (from.year == to.year && to.month) return *to.month;
  return from.year < to.year ? 12 : 1;
}

std::int32_t month_to(const PartialDate& from, const PartialDate& to, std::int32_t from_month, Fill fill,
                      bool for_distance) {
  if (to.month) return *to.month;
  if (fill == Fill::Farthest) return 12;
  if (from.year == to.year) return from_month;
  return for_distance && from.year > to.year ? 12 : 1;
}

std::int32_t day_from(const PartialDate& from, const PartialDate& to, std::int32_t last, Fill fill, bool for_distance) {
  if (from.day) return *from.day;
  if (fill == Fill::Farthest) return 1;
  if (!for_distance) return last;
  const bool same_year = from.year == to.year;
  if (same_year && from.month && to.month && to.day) return 1;
  if (same_year && !from.month && to.day) return *to.day;
  if (from.year < to.year) return last;
  return from.year > to.year || !from.month ? 1 : last;
}

std::int32_t day_to(const PartialDate& from, const PartialDate& to, bool same_month, std::int32_t from_day,
                    std::int32_t last, Fill fill, bool for_distance) {
  if (to.day) return *to.day;
  if (fill == Fill::Farthest) return last;
  if (from.year == to.year && same_month) return from_day;
  return for_distance && from.year > to.year ? last : 1;
}

DatePair filled(const Facts& facts, Arguments arguments, bool for_distance) {
  if (is_blank_date(argument(arguments, 0)) || is_blank_date(argument(arguments, 1))) return {kEmpty};
  if (!is_valid(argument(arguments, 0), facts) || !is_valid(argument(arguments, 1), facts)) return {kError};
  const PartialDate from = parts_of(argument(arguments, 0));
  const PartialDate to = parts_of(argument(arguments, 1));
  const std::int64_t* flag = argument(arguments, 2).number();
  const Fill fill = flag == nullptr ? Fill::None : static_cast<Fill>(*flag);
  const bool is_filled = fill == Fill::Nearest || fill == Fill::Farthest;
  if (!is_filled && !(from.month && to.month && from.day && to.day)) return {kUnknown};
  const std::int32_t from_month = month_from(from, to, fill, for_distance);
  const std::int32_t to_month = month_to(from, to, from_month, fill, for_distance);
  const std::int32_t from_day = day_from(from, to, days_in_month(from.year, from_month), fill, for_distance);
  const std::int32_t to_day =
      day_to(from, to, from_month == to_month, from_day, days_in_month(to.year, to_month), fill, for_distance);
  return {0, day_from_civil({from.year, from_month, from_day}), day_from_civil({to.year, to_month, to_day})};
}

}  // namespace

Value ValidDate(const Facts& facts, Arguments arguments) { return is_valid(argument(arguments, 0), facts); }

Value Year(const Facts& facts, Arguments arguments) {
  const Value& date = argument(arguments, 0);
  if (is_blank_date(date)) return kEmpty;
  if (!is_valid(date, facts)) return kError;
  return std::int64_t{parts_of(date).year};
}

Value Month(const Facts& facts, Arguments arguments) {
  const Value& date = argument(arguments, 0);
  if (lacks_month(date)) return kMonthEmpty;
  if (!is_valid(date, facts)) return kError;
  return std::int64_t{*parts_of(date).month};
}

Value DayOfMonth(const Facts& facts, Arguments arguments) {
  const Value& date = argument(arguments, 0);
  if (lacks_day(date)) return kDayEmpty;
  if (!is_valid(date, facts)) return kError;
  return std::int64_t{*parts_of(date).day};
}

// Negative: the first is earlier whatever the missing parts are (nearest) or can be (farthest).
Value CompareDates(const Facts& facts, Arguments arguments) {
  const std::int64_t* flag = argument(arguments, 2).number();
  const DatePair pair = filled(facts, arguments, false);
  if (pair.sentinel != 0) return pair.sentinel;
  if (flag != nullptr && static_cast<Fill>(*flag) == Fill::Nearest) {
    const PartialDate from = parts_of(argument(arguments, 0));
    const PartialDate to = parts_of(argument(arguments, 1));
    const bool same_year = from.year == to.year;
    if (same_year && (!from.month || !to.month)) return std::int64_t{0};
    if (same_year && from.month == to.month && (!from.day || !to.day)) return std::int64_t{0};
  }
  return std::int64_t{pair.from < pair.to ? -1 : (pair.to < pair.from ? 1 : 0)};
}

Value DaysBetween(const Facts& facts, Arguments arguments) {
  const DatePair pair = filled(facts, arguments, true);
  return pair.sentinel != 0 ? pair.sentinel : std::int64_t{pair.to} - pair.from;
}

Value MonthsBetween(const Facts& facts, Arguments arguments) {
  const DatePair pair = filled(facts, arguments, true);
  return pair.sentinel != 0 ? pair.sentinel : (std::int64_t{pair.to} - pair.from) / 30;
}

// Arguments: two dates, the least and the most months, how to fill.
Value MonthsWithin(const Facts& facts, Arguments arguments) {
  const Value dates[] = {argument(arguments, 0), argument(arguments, 1), argument(arguments, 4)};
  const DatePair pair = filled(facts, dates, true);
  if (pair.sentinel != 0) return pair.sentinel;
  const std::int64_t months = (std::int64_t{pair.to} - pair.from) / 30;
  const std::int64_t* least = argument(arguments, 2).number();
  const std::int64_t* most = argument(arguments, 3).number();
  if (least == nullptr || most == nullptr) return Raised{};
  return std::int64_t{*least <= months && months <= *most ? 1 : 0};
}

// Arguments: which function looked (the name of its operation), and the dates it looked at. The first invalid date
// counts; null when nothing was wrong.
Value DateProblem(const Facts& facts, Arguments arguments) {
  const std::string_view function = text_of(argument(arguments, 0));
  const Value& date = argument(arguments, 1);
  const auto told = [&](const Value& looked_at) {
    const auto problem = problem_of(looked_at, facts.today);
    return problem ? Value(*problem) : Value();
  };
  if (function == "ValidDate") return told(date);
  if (function == "Year") return is_blank_date(date) ? Value() : told(date);
  if (function == "Month") return lacks_month(date) ? Value() : told(date);
  if (function == "DayOfMonth") return lacks_day(date) ? Value() : told(date);
  if (is_blank_date(date) || is_blank_date(argument(arguments, 2))) return Value();
  const Value first = told(date);
  return first.is_null() ? told(argument(arguments, 2)) : first;
}

Value Today(const Facts& facts, Arguments) {
  std::string text = to_string_day(day_from_civil(facts.today));
  std::erase(text, '-');
  return text;
}

// Arguments: a message, and what was wrong with a date or null.
Value WithProblem(const Facts&, Arguments arguments) {
  std::string message = to_text(argument(arguments, 0));
  if (argument(arguments, 1).is_null()) return message;
  const std::string problem = to_text(argument(arguments, 1));
  for (std::size_t place = message.find("%DC"); place != std::string::npos;
       place = message.find("%DC", place + problem.size())) {
    message.replace(place, 3, problem);
  }
  return message;
}

}  // namespace edict::foreign::meaning
