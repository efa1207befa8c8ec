// Text functions of packages whose items are padded: a value has the full length of its item.
#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_map>

#include "dsl/import/edits/meaning/kernels.h"
#include "dsl/import/edits/meaning/padded_text.h"
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
  return count.is_null() ? without_end_blanks(text) : first(text, *count.number());
}

// A code, or the codes between two in the order of texts.
struct ListTerm {
  std::string low;
  std::string high;  // empty: only `low`
  [[nodiscard]] bool has(std::string_view value) const {
    return high.empty() ? value == low : low <= value && value <= high;
  }
};

std::vector<ListTerm> terms_of(std::string_view list) {
  std::string dense(list);
  std::erase(dense, ' ');
  std::vector<ListTerm> terms;
  for (std::string_view rest = dense; !rest.empty();) {
    const std::string_view term = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), term.size() + 1));
    std::vector<std::string_view> parts;
    for (std::string_view left = term; !left.empty();) {
      const std::string_view part = left.substr(0, left.find('-'));
      left.remove_prefix(std::min(left.size(), part.size() + 1));
      if (!part.empty()) parts.push_back(part);
    }
    if (parts.size() == 1) terms.push_back({std::string(term), {}});
    if (parts.size() == 2) terms.push_back({std::string(parts[0]), std::string(parts[1])});
  }
  return terms;
}

const std::vector<ListTerm>& cached_terms(const std::string& list) {
  static thread_local std::unordered_map<std::string, std::vector<ListTerm>> cache;
  auto known = cache.find(list);
  if (known == cache.end()) known = cache.emplace(list, terms_of(list)).first;
  return known->second;
}

}  // namespace

Value Empty(const Facts&, Arguments arguments) { return is_white(text_or_empty(argument(arguments, 0))); }

Value LeadingNumber(const Facts&, Arguments arguments) {
  const std::string_view text = without_blanks(text_or_empty(argument(arguments, 0)));
  std::string_view digits = text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  const std::size_t count = std::min(digits.find_first_not_of("0123456789"), digits.size());
  const bool has_line_end = digits.substr(count).find_first_of("\n\r") != std::string_view::npos;
  if (count == 0 || has_line_end) return std::int64_t{0};
  const std::string_view written = text.substr(0, text.size() - digits.size() + count);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
  const bool fits = error == std::errc{} && number >= std::numeric_limits<std::int32_t>::min() &&
                    number <= std::numeric_limits<std::int32_t>::max();
  return fits ? Value(number) : Value(Raised{});
}

Value Trim(const Facts&, Arguments arguments) {
  const Value& value = argument(arguments, 0);
  if (value.text() == nullptr || value.text()->empty()) return value;
  std::string_view text = *value.text();
  const std::int64_t side = number_or(argument(arguments, 1), 2);  // 0 right, 1 left, else both
  if (side != 0) text.remove_prefix(std::min(text.find_first_not_of(kPatternSpace), text.size()));
  if (side == 1) return text;
  text = without_end(text, kPatternSpace);
  return side == 0 && text.empty() ? Value(" ") : Value(text);
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
  if (is_white(*list)) return *list == value;
  if (!pattern.is_null() && is_white(value)) return true;
  const Value& start = argument(arguments, 3);
  if (start.number() != nullptr) {
    const auto from = static_cast<std::size_t>(std::max<std::int64_t>(*start.number() - 1, 0));
    if (from >= value.size()) return false;
    value = first(value.substr(from), number_or(argument(arguments, 4), 0));
    if (value.empty()) return false;
  }
  const std::string_view trimmed = without_end(value, kWhiteSpace);
  bool is_first = true;
  for (const ListTerm& term : cached_terms(*list)) {
    if ((is_first && term.has(value)) || term.has(trimmed)) return true;
    is_first = false;
  }
  return false;
}

Value Match(const Facts&, Arguments arguments) {
  const std::string* value = argument(arguments, 0).text();
  const std::string* pattern = argument(arguments, 1).text();
  if (value == nullptr || pattern == nullptr) return false;
  return matches_whole(*value, *pattern);
}

Value Find(const Facts&, Arguments arguments) {
  const std::string_view value = text_or_empty(argument(arguments, 0));
  const std::string_view text = text_or_empty(argument(arguments, 1));
  if (value.empty() || text.empty()) return std::int64_t{0};
  const auto step = static_cast<std::size_t>(std::max<std::int64_t>(number_or(argument(arguments, 2), 1), 1));
  if (step == 1) {
    const std::size_t place = text.find(value);
    return place == std::string_view::npos ? std::int64_t{0} : static_cast<std::int64_t>(place + 1);
  }
  std::int64_t block = 1;
  for (std::size_t from = 0; from < text.size(); from += step, ++block) {
    if (text.substr(from, step).find(value) != std::string_view::npos) return block;
  }
  return std::int64_t{0};
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
  const Value& count = argument(arguments, 2);
  std::string copied;
  if (count.is_null()) {
    copied = text;
  } else if (*count.number() < 0) {
    copied = first(text, -*count.number());
    copied.resize(static_cast<std::size_t>(-*count.number()), ' ');
  } else {
    // A shorter text leaves the characters behind it as they were.
    copied = first(text, *count.number());
    if (text.size() < old.size())
      copied += first(old, *count.number()).substr(std::min(first(old, *count.number()).size(), text.size()));
  }
  return first(copied, size);
}

// Arguments: as of Copied.
Value Joined(const Facts&, Arguments arguments) {
  const std::string_view old = text_or_empty(argument(arguments, 0));
  const std::string_view text = text_or_empty(argument(arguments, 1));
  const Value& count = argument(arguments, 2);
  const std::string_view added = count.is_null() ? text : first(text, *count.number());
  std::string joined(old);
  joined += added;
  return first(joined, number_or(argument(arguments, 3), 0));
}

Value Cut(const Facts&, Arguments arguments) {
  return first(text_or_empty(argument(arguments, 0)), number_or(argument(arguments, 1), 0));
}

}  // namespace edict::foreign::meaning
