#include "runtime/kernels/values.h"

#include <algorithm>

namespace edict::kernel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// Takes two digits with a value of at most `most` from the front.
bool take_two_digits(std::string_view& text, int most) {
  if (text.size() < 2 || !is_digit(text[0]) || !is_digit(text[1])) return false;
  const int value = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return value <= most;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// hh, hh:mm, hh:mm:ss or hh:mm:ss.fff, then nothing, Z or the offset of the zone.
bool is_time(std::string_view text) {
  if (!take_two_digits(text, 24)) return false;
  if (take(text, ':')) {
    if (!take_two_digits(text, 59)) return false;
    if (take(text, ':')) {
      if (!take_two_digits(text, 60)) return false;
      if (take(text, '.')) {
        const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
        if (digits == 0) return false;
        text.remove_prefix(digits);
      }
    }
  }
  if (text.empty() || text == "Z") return true;
  if (!take(text, '+') && !take(text, '-')) return false;
  return take_two_digits(text, 14) && take(text, ':') && take_two_digits(text, 59) && text.empty();
}

bool is_well_formed(const Item& item, std::string_view value) {
  switch (item.kind) {
    case ItemKind::Code:
    case ItemKind::Text: return true;
    case ItemKind::Digits: return all_digits(value);
    case ItemKind::Number: return parse_decimal(value).has_value();
    case ItemKind::Date: return parse_registry_date(value).problem == DateProblem::None;
    case ItemKind::DateTime: return date_written_in(value).problem == DateProblem::None;
  }
  return false;
}

}  // namespace

ParsedDate date_written_in(std::string_view text) {
  const std::size_t t = text.find('T');
  const ParsedDate date = parse_written_date(text.substr(0, t));
  if (t == std::string_view::npos || date.problem != DateProblem::None) return date;
  if (date.parts < 3 || !is_time(text.substr(t + 1))) return {DayRange::any(), DateProblem::Format, 0};
  return date;
}

ValueState state_of(const Item& item, std::string_view value) {
  if (value.empty()) return ValueState::Blank;
  if (item.special_of(value) != nullptr) return ValueState::Special;
  return is_well_formed(item, value) ? ValueState::Ordinary : ValueState::Invalid;
}

ValueState state_of(Text text) {
  if (text.item != nullptr) return state_of(*text.item, text.value);
  return text.value.empty() ? ValueState::Blank : ValueState::Ordinary;
}

ParsedDate date_in(const Item& item, std::string_view value) {
  if (item.special_of(value) == nullptr) {
    if (item.kind == ItemKind::Date) return parse_registry_date(value);
    if (item.kind == ItemKind::DateTime) return date_written_in(value);
  }
  return {DayRange::any(), DateProblem::Format, 0};
}

DayRange days_of(const Item& item, std::string_view value) { return date_in(item, value).days; }

NumberRange number_of(const Item& item, std::string_view value) {
  if (state_of(item, value) != ValueState::Ordinary) return NumberRange::any();
  const auto number = parse_decimal(value);
  return number ? NumberRange::exactly(*number) : NumberRange::any();
}

}  // namespace edict::kernel
