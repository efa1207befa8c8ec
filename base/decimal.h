// Exact decimals and ranges of them.
//
// A Decimal is a whole number of millionths: up to 12 digits before the point and 6 after, compared and added exactly.
// That holds every numeric item of the registry standards known to us; text beyond it is not a number of ours
// (parse_decimal refuses it), never a rounded one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/truth.h"

namespace edict {

struct Decimal {
  static constexpr std::int64_t kOne = 1'000'000;
  std::int64_t millionths = 0;

  static constexpr Decimal whole(std::int64_t value) { return Decimal{value * kOne}; }
  friend constexpr auto operator<=>(const Decimal&, const Decimal&) = default;
};

// Parses `-?digits[.digits]`; nothing for any other text, and for numbers out of range.
std::optional<Decimal> parse_decimal(std::string_view text);
std::string to_string(Decimal value);

// The numbers a value may be: a point when it is known, everything when nothing is known.
struct NumberRange {
  std::int64_t low = INT64_MIN;   // in millionths, inclusive; INT64_MIN: unbounded
  std::int64_t high = INT64_MAX;  // in millionths, inclusive; INT64_MAX: unbounded

  static constexpr NumberRange any() { return {}; }
  static constexpr NumberRange exactly(Decimal value) { return {value.millionths, value.millionths}; }
  [[nodiscard]] constexpr bool is_any() const { return low == INT64_MIN && high == INT64_MAX; }
  friend constexpr bool operator==(const NumberRange&, const NumberRange&) = default;
};

}  // namespace edict
