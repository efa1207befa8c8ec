// Functions of packages whose items are trimmed.
#include <charconv>
#include <limits>
#include <optional>

#include "dsl/import/edits/meaning/kernels.h"
#include "dsl/import/edits/meaning/staging_facts.h"

namespace edict::foreign::meaning {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Of a text of digits; nothing if it is too large.
std::optional<std::int64_t> number_of(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || number > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  return number;
}

}  // namespace

Value WholeNumber(const Facts&, Arguments arguments) {
  const Value& value = argument(arguments, 0);
  if (value.number() != nullptr) return value;
  if (value.text() == nullptr || !is_digits(*value.text())) return Value();
  const auto number = number_of(*value.text());
  return number ? Value(*number) : Value(Raised{});
}

Value Between(const Facts&, Arguments arguments) {
  const Value& value = argument(arguments, 0);
  const Value& low = argument(arguments, 1);
  const Value& high = argument(arguments, 2);
  if (value.is_null() || low.is_null() || high.is_null()) return false;
  if (value.is_number()) {
    if (!low.is_number() || !high.is_number()) return false;
    return low.decimal() <= value.decimal() && value.decimal() <= high.decimal();
  }
  const std::string texts[] = {to_text(value), to_text(low), to_text(high)};
  if (is_digits(texts[0]) && is_digits(texts[1]) && is_digits(texts[2])) {
    const auto numbers = {number_of(texts[0]), number_of(texts[1]), number_of(texts[2])};
    for (const auto& number : numbers) {
      if (!number) return Raised{};
    }
    return numbers.begin()[1] <= numbers.begin()[0] && numbers.begin()[0] <= numbers.begin()[2];
  }
  return texts[1] <= texts[0] && texts[0] <= texts[2];
}

Value CurrentYear(const Facts& facts, Arguments) { return std::int64_t{facts.today.year}; }
Value CurrentMonth(const Facts& facts, Arguments) { return std::int64_t{facts.today.month}; }
Value CurrentDay(const Facts& facts, Arguments) { return std::int64_t{facts.today.day}; }

Value StagingVersion(const Facts& facts, Arguments) {
  return facts.staging == nullptr ? std::string() : facts.staging->version();
}

Value IsStagingCode(const Facts& facts, Arguments arguments) {
  const std::string* schema = argument(arguments, 0).text();
  const std::string* item = argument(arguments, 1).text();
  const std::string* code = argument(arguments, 2).text();
  if (facts.staging == nullptr || schema == nullptr || item == nullptr || code == nullptr) return false;
  return facts.staging->allows(*schema, *item, *code);
}

Value ObsoleteReason(const Facts& facts, Arguments arguments) {
  const std::string* schema = argument(arguments, 0).text();
  const std::string* item = argument(arguments, 1).text();
  const std::string* code = argument(arguments, 2).text();
  if (facts.staging == nullptr || schema == nullptr || item == nullptr || code == nullptr) return Value();
  const std::string reason = facts.staging->obsolete_reason(*schema, *item, *code);
  return reason.empty() ? Value() : Value(reason);
}

}  // namespace edict::foreign::meaning
