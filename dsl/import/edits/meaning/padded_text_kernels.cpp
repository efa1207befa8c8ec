// Text functions of packages whose items are padded: a value has the full length of its item.
#include <algorithm>
#include <limits>

#include "dsl/compatible/blanks.h"
#include "dsl/compatible/texts.h"
#include "dsl/import/edits/meaning/kernels.h"
#include "dsl/import/edits/meaning/pattern_cache.h"

namespace edict::foreign::meaning {
namespace {

std::string_view text_or_empty(const Value& value) {
  return value.text() == nullptr ? std::string_view() : std::string_view(*value.text());
}

std::int64_t number_or(const Value& value, std::int64_t otherwise) {
  return value.number() == nullptr ? otherwise : *value.number();
}

// `-1` characters and below count as none.
std::string_view first(std::string_view text, std::int64_t count) {
  return text.substr(0, static_cast<std::size_t>(std::max<std::int64_t>(count, 0)));
}

// From a place counted from 1; a start behind the end gives the whole text.
std::string_view part_of(std::string_view text, std::int64_t start, const Value& count) {
  if (static_cast<std::int64_t>(text.size()) < start) return text;
  text.remove_prefix(static_cast<std::size_t>(start - 1));
  return count.is_null() ? compatible::without_end_blanks(text) : first(text, number_or(count, 0));
}

}  // namespace

Value Empty(const Facts&, Arguments arguments) { return compatible::is_white(text_or_empty(argument(arguments, 0))); }

Value LeadingNumber(const Facts&, Arguments arguments) {
  const std::int64_t number = compatible::leading_number(text_or_empty(argument(arguments, 0)));
  const bool fits =
      number >= std::numeric_limits<std::int32_t>::min() && number <= std::numeric_limits<std::int32_t>::max();
  return fits ? Value(number) : Value(Raised{});
}

Value Trim(const Facts&, Arguments arguments) {
  const Value& value = argument(arguments, 0);
  if (value.text() == nullptr || value.text()->empty()) return value;
  std::string_view text = *value.text();
  const std::int64_t side = number_or(argument(arguments, 1), 2);  // 0 right, 1 left, else both
  if (side == 0) return compatible::trimmed_end(text);
  text.remove_prefix(std::min(text.find_first_not_of(compatible::kPatternSpace), text.size()));
  return side == 1 ? text : compatible::without_end(text, compatible::kPatternSpace);
}

Value Length(const Facts&, Arguments arguments) {
  return static_cast<std::int64_t>(text_or_empty(argument(arguments, 0)).size());
}

Value InList(const Facts& facts, Arguments arguments) {
  std::string_view value = text_or_empty(argument(arguments, 0));
  const std::string* list = argument(arguments, 1).text();
  const Value& pattern = argument(arguments, 2);
  if (value.empty() || list == nullptr || list->empty()) return false;
  if (!pattern.is_null()) {
    const Value tested[] = {argument(arguments, 0), pattern};
    if (!Match(facts, tested).is_true()) return false;
  }
  if (compatible::is_white(*list)) return *list == value;
  if (!pattern.is_null() && compatible::is_white(value)) return true;
  const Value& start = argument(arguments, 3);
  if (start.number() != nullptr) {
    const auto from = static_cast<std::size_t>(std::max<std::int64_t>(*start.number() - 1, 0));
    if (from >= value.size()) return false;
    value = first(value.substr(from), number_or(argument(arguments, 4), 0));
  }
  return compatible::is_in_list(value, *list);
}

Value Match(const Facts&, Arguments arguments) {
  const std::string* value = argument(arguments, 0).text();
  const std::string* pattern = argument(arguments, 1).text();
  if (value == nullptr || pattern == nullptr) return false;
  return matches_whole(*value, *pattern);
}

Value Find(const Facts&, Arguments arguments) {
  const auto step = static_cast<std::size_t>(std::max<std::int64_t>(number_or(argument(arguments, 2), 1), 1));
  return compatible::place_in(text_or_empty(argument(arguments, 0)), text_or_empty(argument(arguments, 1)), step);
}

Value CompareTexts(const Facts&, Arguments arguments) {
  if (argument(arguments, 0).text() == nullptr || argument(arguments, 1).text() == nullptr) return std::int64_t{-1};
  std::string_view left = *argument(arguments, 0).text();
  std::string_view right = *argument(arguments, 1).text();
  const Value& count = argument(arguments, 2);
  if (!count.is_null()) {
    left = part_of(left, 1, count);
    right = part_of(right, 1, count);
  }
  return std::int64_t{left < right ? -1 : (right < left ? 1 : 0)};
}

Value Substring(const Facts&, Arguments arguments) {
  const std::string* text = argument(arguments, 0).text();
  if (text == nullptr) return "";
  const std::int64_t start = number_or(argument(arguments, 1), 0);
  if (start < 1) return Raised{};
  return part_of(*text, start, argument(arguments, 2));
}

Value Left(const Facts&, Arguments arguments) {
  return first(text_or_empty(argument(arguments, 0)), number_or(argument(arguments, 1), 0));
}

Value Right(const Facts&, Arguments arguments) {
  const std::string_view text = text_or_empty(argument(arguments, 0));
  const auto count = static_cast<std::size_t>(std::max<std::int64_t>(number_or(argument(arguments, 1), 0), 0));
  return text.size() <= count ? text : text.substr(text.size() - count);
}

Value Upper(const Facts&, Arguments arguments) {
  std::string text(text_or_empty(argument(arguments, 0)));
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

Value Justified(const Facts&, Arguments arguments) {
  const std::string_view text = text_or_empty(argument(arguments, 0));
  if (text.empty()) return false;
  return (number_or(argument(arguments, 1), 0) == 1 ? text.front() : text.back()) != ' ';
}

// Arguments: what the variable held, the text, how many characters (null: all; negative: pad to so many), the size of
// the variable.
Value Copied(const Facts&, Arguments arguments) {
  const std::string_view old = text_or_empty(argument(arguments, 0));
  if (argument(arguments, 1).text() == nullptr) return old;
  const std::string_view text = *argument(arguments, 1).text();
  const std::int64_t size = number_or(argument(arguments, 3), 0);
  if (argument(arguments, 2).is_null()) return first(text, size);
  const std::int64_t count = number_or(argument(arguments, 2), 0);
  std::string copied(first(text, std::abs(count)));
  if (count < 0) {
    copied.resize(static_cast<std::size_t>(std::clamp<std::int64_t>(-count, 0, size)), ' ');
  } else if (text.size() < old.size()) {
    // A shorter text leaves the characters behind it as they were.
    const std::string_view kept = first(old, count);
    copied += kept.substr(std::min(kept.size(), text.size()));
  }
  return first(copied, size);
}

// Arguments: as of Copied.
Value Joined(const Facts&, Arguments arguments) {
  const std::string_view old = text_or_empty(argument(arguments, 0));
  const std::string_view text = text_or_empty(argument(arguments, 1));
  const Value& count = argument(arguments, 2);
  const std::string_view added = count.is_null() ? text : first(text, number_or(count, 0));
  std::string joined(old);
  joined += added;
  return first(joined, number_or(argument(arguments, 3), 0));
}

Value Cut(const Facts&, Arguments arguments) {
  return first(text_or_empty(argument(arguments, 0)), number_or(argument(arguments, 1), 0));
}

}  // namespace edict::foreign::meaning
