// Functions of packages whose items are trimmed.
#include <algorithm>
#include <limits>

#include "dsl/compatible/texts.h"
#include "dsl/import/edits/meaning/kernels.h"
#include "dsl/import/edits/meaning/staging_facts.h"

namespace edict::foreign::meaning {
namespace {

constexpr std::int64_t kGreatestNumber = std::numeric_limits<std::int32_t>::max();

}  // namespace

Value WholeNumber(const Facts&, Arguments arguments) {
  const Value& value = argument(arguments, 0);
  if (value.number() != nullptr) return value;
  const std::int64_t number = value.text() == nullptr ? -1 : compatible::number_of_digits(*value.text());
  if (number < 0) return Value();
  return number > kGreatestNumber ? Value(Raised{}) : Value(number);
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
  const std::int64_t numbers[] = {compatible::number_of_digits(texts[0]), compatible::number_of_digits(texts[1]),
                                  compatible::number_of_digits(texts[2])};
  const bool are_numbers = std::ranges::min(numbers) >= 0;
  if (are_numbers && std::ranges::max(numbers) > kGreatestNumber) return Raised{};
  return compatible::is_between(texts[0], texts[1], texts[2]);
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
