#include "dsl/compatible/texts.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "dsl/compatible/blanks.h"

namespace edict::compatible {
namespace {

constexpr std::string_view kDigits = "0123456789";

// Of digits, perhaps with a sign.
std::int64_t whole_number(std::string_view written) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
  if (error == std::errc{}) return number;
  return written.starts_with('-') ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
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

// Lists come from rules and are read once a thread. One that is the value of an item is another one for each record.
constexpr std::size_t kMostKeptLists = 10'000;

const std::vector<ListTerm>& cached_terms(std::string_view list) {
  static thread_local std::unordered_map<std::string, std::vector<ListTerm>> cache;
  if (cache.size() >= kMostKeptLists) cache.clear();
  const std::string key(list);
  auto known = cache.find(key);
  if (known == cache.end()) known = cache.emplace(key, terms_of(list)).first;
  return known->second;
}

}  // namespace

std::int64_t leading_number(std::string_view text) {
  text = without_blanks(text);
  std::string_view digits = text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  const std::size_t count = std::min(digits.find_first_not_of(kDigits), digits.size());
  const bool has_line_end = digits.substr(count).find_first_of("\n\r") != std::string_view::npos;
  if (count == 0 || has_line_end) return 0;
  return whole_number(text.substr(0, text.size() - digits.size() + count));
}

bool is_in_list(std::string_view text, std::string_view list) {
  if (text.empty() || list.empty()) return false;
  if (is_white(list)) return list == text;
  const std::string_view trimmed = without_end(text, kWhiteSpace);
  bool is_first = true;
  for (const ListTerm& term : cached_terms(list)) {
    if ((is_first && term.has(text)) || term.has(trimmed)) return true;
    is_first = false;
  }
  return false;
}

std::int64_t place_in(std::string_view text, std::string_view whole, std::size_t step) {
  if (text.empty() || whole.empty()) return 0;
  if (step <= 1) {
    const std::size_t place = whole.find(text);
    return place == std::string_view::npos ? 0 : static_cast<std::int64_t>(character_count(whole.substr(0, place)) + 1);
  }
  for (std::int64_t block = 1; !whole.empty(); ++block) {
    const std::size_t end = place_behind(whole, step);
    if (whole.substr(0, end).find(text) != std::string_view::npos) return block;
    whole.remove_prefix(end);
  }
  return 0;
}

std::string_view trimmed_end(std::string_view text) {
  const std::string_view trimmed = without_end(text, kPatternSpace);
  return trimmed.empty() && !text.empty() ? " " : trimmed;
}

std::int64_t number_of_digits(std::string_view text) {
  const bool is_digits = !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
  return is_digits ? whole_number(text) : -1;
}

bool is_between(std::string_view text, std::string_view low, std::string_view high) {
  if (text.empty() || low.empty() || high.empty()) return false;
  const std::int64_t numbers[] = {number_of_digits(low), number_of_digits(text), number_of_digits(high)};
  if (std::ranges::find(numbers, -1) == std::end(numbers)) return std::ranges::is_sorted(numbers);
  return low <= text && text <= high;
}

}  // namespace edict::compatible
