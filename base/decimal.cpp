#include "base/decimal.h"

#include <fmt/format.h>

namespace edict {

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;

  std::int64_t value = 0;
  std::size_t significant = 0;
  for (char c : whole) {
    if (c < '0' || c > '9') return std::nullopt;
    if (significant > 0 || c != '0') ++significant;
    if (significant > 12) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  std::size_t places = 0;
  for (char c : fraction) {
    if (c < '0' || c > '9') return std::nullopt;
    if (places == 6) {
      if (c != '0') return std::nullopt;
      continue;
    }
    value = value * 10 + (c - '0');
    ++places;
  }
  for (; places < 6; ++places) value *= 10;
  return Decimal{is_negative ? -value : value};
}

std::string to_string(Decimal value) {
  const bool is_negative = value.millionths < 0;
  const std::uint64_t size =
      is_negative ? 0 - static_cast<std::uint64_t>(value.millionths) : static_cast<std::uint64_t>(value.millionths);
  std::string text = fmt::format("{}{}", is_negative ? "-" : "", size / Decimal::kOne);
  if (std::uint64_t fraction = size % Decimal::kOne; fraction != 0) {
    std::string digits = fmt::format("{:06}", fraction);
    digits.erase(digits.find_last_not_of('0') + 1);
    text += "." + digits;
  }
  return text;
}

}  // namespace edict
