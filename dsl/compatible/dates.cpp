#include "dsl/compatible/dates.h"

#include "dsl/compatible/blanks.h"

namespace edict::compatible {
namespace {

constexpr std::int32_t kFirstYear = 1850;
constexpr std::int64_t kDaysOfMonth = 30;

std::int32_t digits(std::string_view text) {
  std::int32_t number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number;
}

bool has_date_form(std::string_view text) {
  if (text.size() != 8) return false;
  const std::size_t count = text.find_first_not_of("0123456789");
  if (count == std::string_view::npos) return true;
  if (count != 4 && count != 6) return false;
  return text.substr(count).find_first_not_of(kPatternSpace) == std::string_view::npos;
}

// A valid date with the parts it has.
struct PartialDate {
  std::int32_t year = 0;
  std::optional<std::int32_t> month;
  std::optional<std::int32_t> day;
};

PartialDate parts_of(std::string_view text) {
  PartialDate date{digits(text.substr(0, 4)), {}, {}};
  if (!lacks_month(text)) date.month = digits(text.substr(4, 2));
  if (!lacks_day(text)) date.day = digits(text.substr(6, 2));
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

DatePair filled(std::string_view first, std::string_view second, Fill fill, const CivilDate& today, bool for_distance) {
  if (is_blank_date(first) || is_blank_date(second)) return {kBlankDate};
  if (!is_valid_date(first, today) || !is_valid_date(second, today)) return {kInvalidDate};
  const PartialDate from = parts_of(first);
  const PartialDate to = parts_of(second);
  const bool is_filled = fill == Fill::Nearest || fill == Fill::Farthest;
  if (!is_filled && !(from.month && to.month && from.day && to.day)) return {kPartialDate};
  const std::int32_t from_month = month_from(from, to, fill, for_distance);
  const std::int32_t to_month = month_to(from, to, from_month, fill, for_distance);
  const std::int32_t from_day = day_from(from, to, days_in_month(from.year, from_month), fill, for_distance);
  const std::int32_t to_day =
      day_to(from, to, from_month == to_month, from_day, days_in_month(to.year, to_month), fill, for_distance);
  return {0, day_from_civil({from.year, from_month, from_day}), day_from_civil({to.year, to_month, to_day})};
}

}  // namespace

bool is_blank_date(std::string_view date) { return without_blanks(date).empty(); }

bool lacks_month(std::string_view date) {
  return date.size() < 5 || (date.size() >= 6 && without_blanks(date.substr(4, 2)).empty());
}

bool lacks_day(std::string_view date) { return date.size() < 7 || without_blanks(date.substr(6)).empty(); }

std::optional<std::string_view> problem_of(std::string_view date, const CivilDate& today) {
  if (date.empty()) return "date is an empty string";
  if (!has_date_form(date)) return "date format must be CCYYMMDD";
  const std::int32_t year = digits(date.substr(0, 4));
  if (year < kFirstYear || year > today.year) return "invalid as to year";
  const std::size_t size = without_blanks(date).size();
  const std::int32_t month = size >= 6 ? digits(date.substr(4, 2)) : 1;
  if (month < 1 || month > 12) return "invalid as to month";
  const std::int32_t day = size == 8 ? digits(date.substr(6, 2)) : 1;
  if (day < 1 || day > days_in_month(year, month)) return "";
  if (day_from_civil({year, month, day}) > day_from_civil(today)) return "future date";
  return std::nullopt;
}

std::int64_t year_of(std::string_view date, const CivilDate& today) {
  if (is_blank_date(date)) return kBlankDate;
  return is_valid_date(date, today) ? parts_of(date).year : kInvalidDate;
}

std::int64_t month_of(std::string_view date, const CivilDate& today) {
  if (lacks_month(date)) return kBlankMonth;
  return is_valid_date(date, today) ? *parts_of(date).month : kInvalidDate;
}

std::int64_t day_of(std::string_view date, const CivilDate& today) {
  if (lacks_day(date)) return kBlankDay;
  return is_valid_date(date, today) ? *parts_of(date).day : kInvalidDate;
}

std::int64_t compare_dates(std::string_view from, std::string_view to, Fill fill, const CivilDate& today) {
  const DatePair pair = filled(from, to, fill, today, false);
  if (pair.sentinel != 0) return pair.sentinel;
  if (fill == Fill::Nearest) {
    const PartialDate a = parts_of(from);
    const PartialDate b = parts_of(to);
    const bool same_year = a.year == b.year;
    if (same_year && (!a.month || !b.month)) return 0;
    if (same_year && a.month == b.month && (!a.day || !b.day)) return 0;
  }
  return pair.from < pair.to ? -1 : (pair.to < pair.from ? 1 : 0);
}

std::int64_t days_between(std::string_view from, std::string_view to, Fill fill, const CivilDate& today) {
  const DatePair pair = filled(from, to, fill, today, true);
  return pair.sentinel != 0 ? pair.sentinel : std::int64_t{pair.to} - pair.from;
}

std::int64_t months_between(std::string_view from, std::string_view to, Fill fill, const CivilDate& today) {
  const DatePair pair = filled(from, to, fill, today, true);
  return pair.sentinel != 0 ? pair.sentinel : (std::int64_t{pair.to} - pair.from) / kDaysOfMonth;
}

}  // namespace edict::compatible
