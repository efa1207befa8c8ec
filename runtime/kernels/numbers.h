// What the builtins on numbers mean. A number is a range; an answer is definite when every number in it gives it.
//
// One function per row of builtins.def, named as there. Total: any bits have an answer.
// INVARIANT: no result has a low end of INT64_MAX or a high end of INT64_MIN, so an unbounded end never compares as
// less. Thread safety: pure functions.
#pragma once

#include <algorithm>

#include "base/decimal.h"
#include "base/truth.h"
#include "dsl/sema/hir.h"
#include "runtime/kernels/values.h"

namespace edict::kernel {

inline NumberRange NumberOf(Text a) {
  if (a.item != nullptr) return number_of(*a.item, a.value);
  const auto number = parse_decimal(a.value);
  return number ? NumberRange::exactly(*number) : NumberRange::any();
}

inline Truth IsNumber(Text a) { return truth(!NumberOf(a).is_any()); }

inline Truth HasDecimals(Text a, Count count) {
  const std::size_t point = a.value.find('.');
  const std::size_t decimals = point == std::string_view::npos ? 0 : a.value.size() - point - 1;
  return truth(decimals == count.value && IsNumber(a) == Truth::True);
}

inline Truth HasDigits(Text a, Count count) {
  const std::string_view whole = a.value.substr(a.value.starts_with('-') ? 1 : 0);
  return truth(std::min(whole.find('.'), whole.size()) == count.value && IsNumber(a) == Truth::True);
}

inline Truth NumberLess(NumberRange a, NumberRange b) {
  if (a.high < b.low) return Truth::True;
  return a.low >= b.high ? Truth::False : Truth::Unsure;
}

inline Truth NumberLessEqual(NumberRange a, NumberRange b) {
  if (a.high <= b.low) return Truth::True;
  return a.low > b.high ? Truth::False : Truth::Unsure;
}

inline Truth NumberEqual(NumberRange a, NumberRange b) {
  if (a.high < b.low || b.high < a.low) return Truth::False;
  return a.low == a.high && a == b ? Truth::True : Truth::Unsure;
}

// Rounded down and up to whole numbers: so compared with a set's bounds, nothing overflows.
constexpr std::int64_t floor_whole(std::int64_t millionths) {
  return millionths / Decimal::kOne - (millionths % Decimal::kOne < 0 ? 1 : 0);
}
constexpr std::int64_t ceil_whole(std::int64_t millionths) {
  return millionths / Decimal::kOne + (millionths % Decimal::kOne > 0 ? 1 : 0);
}

inline Truth NumberIn(NumberRange a, const hir::NumberSet& numbers) {
  Truth result = Truth::False;
  for (const auto& range : numbers.ranges) {
    const bool is_bounded_below = a.low != INT64_MIN && floor_whole(a.low) >= range.low;
    const bool is_bounded_above = a.high != INT64_MAX && ceil_whole(a.high) <= range.high;
    if (is_bounded_below && is_bounded_above) return Truth::True;
    if (ceil_whole(a.low) <= range.high && floor_whole(a.high) >= range.low) result = Truth::Unsure;
  }
  return result;
}

// One end of a sum or a difference; `unbounded` where an operand is, and where the result leaves the 64 bits.
constexpr bool is_unbounded(std::int64_t end) { return end == INT64_MIN || end == INT64_MAX; }
constexpr std::int64_t end_of_sum(std::int64_t a, std::int64_t b, std::int64_t unbounded) {
  std::int64_t sum = 0;
  const bool leaves = is_unbounded(a) || is_unbounded(b) || __builtin_add_overflow(a, b, &sum) || is_unbounded(sum);
  return leaves ? unbounded : sum;
}
constexpr std::int64_t end_of_difference(std::int64_t a, std::int64_t b, std::int64_t unbounded) {
  std::int64_t rest = 0;
  const bool leaves = is_unbounded(a) || is_unbounded(b) || __builtin_sub_overflow(a, b, &rest) || is_unbounded(rest);
  return leaves ? unbounded : rest;
}

inline NumberRange Add(NumberRange a, NumberRange b) {
  return {end_of_sum(a.low, b.low, INT64_MIN), end_of_sum(a.high, b.high, INT64_MAX)};
}
inline NumberRange Subtract(NumberRange a, NumberRange b) {
  return {end_of_difference(a.low, b.high, INT64_MIN), end_of_difference(a.high, b.low, INT64_MAX)};
}

}  // namespace edict::kernel
