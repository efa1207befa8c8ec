#include "compiler/reference/shown.h"

#include <algorithm>
#include <set>

namespace edict::reference {
namespace {

std::string_view label_of(const Item& item, std::string_view value) {
  const std::string_view label = item.label_of(value);
  if (!label.empty()) return label;
  const SpecialCode* special = item.special_of(value);
  return special == nullptr ? std::string_view{} : special->label;
}

// Its natural key, or nothing where that does not name it.
std::string key_of(const Batch& batch, LevelId level, std::uint32_t row) {
  std::string key;
  for (ItemId id : batch.schema().dictionary().keys_of(level)) {
    const std::string_view value = batch.value(id, row);
    const bool is_person = batch.schema().dictionary()[id].identifier == IdentifierClass::Person;
    if (value.empty() || is_person) return {};
    if (!key.empty()) key += '/';
    key += value;
  }
  return key;
}

std::string number_of(const Batch& batch, LevelId level, std::uint32_t row) {
  if (level.index() == 0) return std::to_string(row + 1);
  const std::uint32_t parent = batch.rows(level).parent[row];
  return std::to_string(row - batch.rows(LevelId(level.index() - 1)).offsets[parent] + 1);
}

}  // namespace

std::string shown(const Item& item, std::string_view value) {
  if (value.empty()) return std::string(kBlankShown);
  return std::string(item.identifier == IdentifierClass::Person ? kMask : value);
}

std::string shown_with_label(const Item& item, std::string_view value) {
  std::string text = shown(item, value);
  if (value.empty() || item.identifier == IdentifierClass::Person) return text;
  const std::string_view label = label_of(item, value);
  if (label.empty()) return text;
  text += ' ';
  return text += label;
}

std::string shown_as_date(const Item& item, std::string_view value) {
  const ParsedDate date = kernel::date_in(item, value);
  if (date.problem != DateProblem::None || item.identifier == IdentifierClass::Person) return shown(item, value);
  constexpr std::size_t kLengths[] = {0, 4, 7, 10};
  return to_string_day(date.days.first).substr(0, kLengths[date.parts]);
}

std::string shown(Truth truth) {
  switch (truth) {
    case Truth::True: return "true";
    case Truth::False: return "false";
    case Truth::Unsure: return "unsure";
  }
  return "";
}

std::string shown(DayRange days) {
  if (days.is_any()) return "any day";
  if (days.first == days.last) return to_string_day(days.first);
  if (days.first == DayRange::kFirst) return "up to " + to_string_day(days.last);
  if (days.last == DayRange::kLast) return "from " + to_string_day(days.first);
  return to_string_day(days.first) + " to " + to_string_day(days.last);
}

std::string shown(NumberRange number) {
  if (number.is_any()) return "any number";
  const std::string low = to_string(Decimal{number.low});
  const std::string high = to_string(Decimal{number.high});
  if (number.low == number.high) return low;
  if (number.low == INT64_MIN) return "at most " + high;
  if (number.high == INT64_MAX) return "at least " + low;
  return low + " to " + high;
}

std::string shown(kernel::Text text) {
  if (text.item != nullptr) return shown_with_label(*text.item, text.value);
  return std::string(text.value.empty() ? kBlankShown : text.value);
}

std::string shown(const kernel::Value& value) {
  return std::visit([](const auto& any) { return shown(any); }, value);
}

std::string either(std::span<const std::string> texts) {
  std::string all;
  for (auto text = texts.begin(); text != texts.end(); ++text) {
    if (std::find(texts.begin(), text, *text) != text) continue;
    if (!all.empty()) all += " or ";
    all += *text;
  }
  return all;
}

std::string problem_of(const Item& item, std::string_view value) {
  switch (kernel::state_of(item, value)) {
    case ValueState::Ordinary: return "";
    case ValueState::Blank: return "blank";
    case ValueState::Special: {
      const std::string_view label = label_of(item, value);
      return std::string(label.empty() ? name_of(item.special_of(value)->reason) : label);
    }
    case ValueState::Invalid: break;
  }
  switch (item.kind) {
    case ItemKind::Date: return std::string(describe(kernel::date_in(item, value).problem));
    case ItemKind::DateTime: return "not a date and time";
    case ItemKind::Number: return "not a number";
    case ItemKind::Digits: return "not all digits";
    case ItemKind::Code:
    case ItemKind::Text: return "";
  }
  return "";
}

std::vector<std::string> names_of(const Batch& batch, LevelId level, std::span<const std::uint32_t> rows) {
  std::vector<std::string> keys;
  std::vector<std::string> numbers;
  for (std::uint32_t row : rows) {
    keys.push_back(key_of(batch, level, row));
    numbers.push_back(number_of(batch, level, row));
  }
  const std::set<std::string> distinct(keys.begin(), keys.end());
  return distinct.contains("") || distinct.size() < rows.size() ? numbers : keys;
}

}  // namespace edict::reference
