// Operators and methods of the language itself.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

#include "dsl/import/edits/limits.h"
#include "dsl/import/edits/meaning/kernels.h"
#include "dsl/import/edits/meaning/pattern_cache.h"

namespace edict::foreign::meaning {
namespace {

// A text of one character beside a number counts as the number of the character.
std::optional<std::int64_t> single_character(const Value& value) {
  const std::string* text = value.text();
  if (text == nullptr || text->size() != 1) return std::nullopt;
  return static_cast<unsigned char>(text->front());
}

template <class T>
int order(const T& left, const T& right) {
  return left < right ? -1 : (right < left ? 1 : 0);
}

// Negative, zero, positive; nothing when the two cannot be compared.
std::optional<int> compared(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return order(right.is_null(), left.is_null());
  if (left.text() != nullptr && right.text() != nullptr) return order(*left.text(), *right.text());
  if (left.is_number() && right.is_number()) return order(left.decimal(), right.decimal());
  if (const auto character = single_character(left); character && right.is_number()) {
    return order(static_cast<double>(*character), right.decimal());
  }
  if (const auto character = single_character(right); character && left.is_number()) {
    return order(left.decimal(), static_cast<double>(*character));
  }
  if (left.as<bool>() != nullptr && right.as<bool>() != nullptr) return order(*left.as<bool>(), *right.as<bool>());
  return std::nullopt;
}

// A calculation with whole numbers stays whole.
template <class Whole, class Decimal>
Value calculated(Arguments arguments, Whole whole, Decimal decimal) {
  const Value& left = argument(arguments, 0);
  const Value& right = argument(arguments, 1);
  if (!left.is_number() || !right.is_number()) return Raised{};
  if (left.number() != nullptr && right.number() != nullptr) return whole(*left.number(), *right.number());
  return decimal(left.decimal(), right.decimal());
}

// Whole numbers have 32 bits there, and run over.
Value in_32_bits(std::uint64_t number) { return std::int64_t{static_cast<std::int32_t>(number)}; }

bool fits_place(const Value& place, std::size_t most) {
  return place.number() != nullptr && *place.number() >= 0 && static_cast<std::uint64_t>(*place.number()) <= most;
}

}  // namespace

Value Equal(const Facts&, Arguments arguments) {
  const Value& left = argument(arguments, 0);
  const Value& right = argument(arguments, 1);
  if (left.is_number() && right.is_number()) return left.decimal() == right.decimal();
  if (const auto character = single_character(left); character && right.number() != nullptr) {
    return *character == *right.number();
  }
  if (const auto character = single_character(right); character && left.number() != nullptr) {
    return *character == *left.number();
  }
  return left == right;
}

Value Less(const Facts&, Arguments arguments) {
  const auto result = compared(argument(arguments, 0), argument(arguments, 1));
  if (!result) return Raised{};
  return *result < 0;
}

Value IsTrue(const Facts&, Arguments arguments) { return argument(arguments, 0).is_true(); }

Value Add(const Facts&, Arguments arguments) {
  if (argument(arguments, 0).text() != nullptr || argument(arguments, 1).text() != nullptr) {
    std::string joined = to_text(argument(arguments, 0)) + to_text(argument(arguments, 1));
    return joined.size() > kLongestText ? Value(Raised{}) : Value(std::move(joined));
  }
  return calculated(
      arguments,
      [](std::int64_t a, std::int64_t b) {
        return in_32_bits(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
      },
      [](double a, double b) -> Value { return a + b; });
}

Value Subtract(const Facts&, Arguments arguments) {
  return calculated(
      arguments,
      [](std::int64_t a, std::int64_t b) {
        return in_32_bits(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
      },
      [](double a, double b) -> Value { return a - b; });
}

Value Multiply(const Facts&, Arguments arguments) {
  return calculated(
      arguments,
      [](std::int64_t a, std::int64_t b) {
        return in_32_bits(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
      },
      [](double a, double b) -> Value { return a * b; });
}

Value Divide(const Facts&, Arguments arguments) {
  const auto divided = [](double a, double b) -> Value {
    if (b == 0) return Raised{};
    return a / b;
  };
  return calculated(
      arguments,
      [&](std::int64_t a, std::int64_t b) { return divided(static_cast<double>(a), static_cast<double>(b)); }, divided);
}

Value Remainder(const Facts&, Arguments arguments) {
  return calculated(
      arguments,
      [](std::int64_t a, std::int64_t b) -> Value {
        if (b == 0) return Raised{};
        return b == -1 ? 0 : a % b;
      },
      [](double, double) -> Value { return Raised{}; });
}

Value WholePart(const Facts&, Arguments arguments) {
  const Value& value = argument(arguments, 0);
  if (const double* decimal = value.as<double>()) {
    const bool fits = std::abs(*decimal) <= std::numeric_limits<std::int32_t>::max();
    return fits ? Value(static_cast<std::int64_t>(std::trunc(*decimal))) : Value(Raised{});
  }
  if (value.number() != nullptr) return value;
  return Raised{};
}

Value MatchesWhole(const Facts&, Arguments arguments) {
  const Value& value = argument(arguments, 0);
  const std::string* pattern = argument(arguments, 1).text();
  if (value.is_null() || pattern == nullptr) return false;
  return matches_whole(to_text(value), *pattern);
}

Value Contains(const Facts&, Arguments arguments) {
  const Value& whole = argument(arguments, 0);
  const Value& part = argument(arguments, 1);
  if (const List* list = whole.as<List>()) return std::ranges::find((*list)->elements, part) != (*list)->elements.end();
  if (whole.text() == nullptr || part.text() == nullptr) return Raised{};
  return whole.text()->find(*part.text()) != std::string::npos;
}

Value HasKey(const Facts&, Arguments arguments) {
  const Map* map = argument(arguments, 0).as<Map>();
  if (map == nullptr) return Raised{};
  return (*map)->find(argument(arguments, 1)) != nullptr;
}

Value Get(const Facts& facts, Arguments arguments) {
  const Value& whole = argument(arguments, 0);
  const Value& key = argument(arguments, 1);
  if (const Map* map = whole.as<Map>()) {
    const Value* found = (*map)->find(key);
    return found == nullptr ? Value() : *found;
  }
  if (whole.text() != nullptr) return CharacterAt(facts, arguments);
  const List* list = whole.as<List>();
  if (list == nullptr || !fits_place(key, (*list)->elements.size())) return Raised{};
  const auto place = static_cast<std::size_t>(*key.number());
  return place < (*list)->elements.size() ? (*list)->elements[place] : Value();
}

Value GetOr(const Facts&, Arguments arguments) {
  const Map* map = argument(arguments, 0).as<Map>();
  if (map == nullptr) return Raised{};
  const Value* found = (*map)->find(argument(arguments, 1));
  return found == nullptr ? argument(arguments, 2) : *found;
}

Value Size(const Facts&, Arguments arguments) {
  const Value& value = argument(arguments, 0);
  if (const List* list = value.as<List>()) return static_cast<std::int64_t>((*list)->elements.size());
  if (const Map* map = value.as<Map>()) return static_cast<std::int64_t>((*map)->entries.size());
  if (const std::string* text = value.text()) return static_cast<std::int64_t>(text->size());
  return Raised{};
}

Value Part(const Facts&, Arguments arguments) {
  const std::string* text = argument(arguments, 0).text();
  const Value& from = argument(arguments, 1);
  const Value& to = argument(arguments, 2);
  if (text == nullptr || !fits_place(from, text->size())) return Raised{};
  const auto begin = static_cast<std::size_t>(*from.number());
  if (arguments.size() < 3) return text->substr(begin);
  if (!fits_place(to, text->size()) || *to.number() < *from.number()) return Raised{};
  return text->substr(begin, static_cast<std::size_t>(*to.number()) - begin);
}

Value CharacterAt(const Facts&, Arguments arguments) {
  const std::string* text = argument(arguments, 0).text();
  const Value& place = argument(arguments, 1);
  if (text == nullptr || text->empty() || !fits_place(place, text->size() - 1)) return Raised{};
  return text->substr(static_cast<std::size_t>(*place.number()), 1);
}

Value StartsWith(const Facts&, Arguments arguments) {
  const std::string* text = argument(arguments, 0).text();
  const std::string* part = argument(arguments, 1).text();
  if (text == nullptr || part == nullptr) return Raised{};
  return text->starts_with(*part);
}

Value EndsWith(const Facts&, Arguments arguments) {
  const std::string* text = argument(arguments, 0).text();
  const std::string* part = argument(arguments, 1).text();
  if (text == nullptr || part == nullptr) return Raised{};
  return text->ends_with(*part);
}

Value ExpandedList(const Facts&, Arguments arguments) {
  const List* list = argument(arguments, 0).as<List>();
  if (list == nullptr) return Raised{};
  auto expanded = std::make_shared<ListValue>();
  for (const Value& element : (*list)->elements) {
    if (const List* range = element.as<List>()) {
      expanded->elements.insert(expanded->elements.end(), (*range)->elements.begin(), (*range)->elements.end());
    } else {
      expanded->elements.push_back(element);
    }
    if (expanded->elements.size() > kMostElements) return Raised{};
  }
  return expanded;
}

// Arguments: the month of a calendar, or a year and a month from 0.
Value LastDayOfMonth(const Facts&, Arguments arguments) {
  const CalendarMonth* calendar = argument(arguments, 0).as<CalendarMonth>();
  const std::int64_t* year = argument(arguments, 0).number();
  const std::int64_t* month = argument(arguments, 1).number();
  if (calendar == nullptr && (year == nullptr || month == nullptr)) return Raised{};
  const CalendarMonth asked = calendar != nullptr ? *calendar : CalendarMonth{*year, *month};
  constexpr std::int64_t kFarthest = 1000000;
  if (std::abs(asked.year) > kFarthest || std::abs(asked.month) > kFarthest) return Raised{};
  const std::int64_t months = asked.year * 12 + asked.month;
  if (months < 12) return std::int64_t{31};
  return static_cast<std::int64_t>(
      days_in_month(static_cast<std::int32_t>(months / 12), static_cast<std::int32_t>(months % 12 + 1)));
}

Value ListOf(const Facts&, Arguments arguments) {
  auto list = std::make_shared<ListValue>();
  list->elements.assign(arguments.begin(), arguments.end());
  return list;
}

}  // namespace edict::foreign::meaning
