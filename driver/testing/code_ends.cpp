#include "driver/testing/code_ends.h"

#include <algorithm>

namespace edict {
namespace {

// Counts up or down like an odometer whose wheels are digits, upper case or lower case letters.
std::optional<std::string> step(std::string_view code, bool is_up) {
  std::string next(code);
  for (auto c = next.rbegin(); c != next.rend(); ++c) {
    const bool is_digit = *c >= '0' && *c <= '9';
    const bool is_upper = *c >= 'A' && *c <= 'Z';
    const bool is_lower = *c >= 'a' && *c <= 'z';
    if (!is_digit && !is_upper && !is_lower) return std::nullopt;
    const char first = is_digit ? '0' : is_upper ? 'A' : 'a';
    const char last = is_digit ? '9' : is_upper ? 'Z' : 'z';
    const bool turns_over = *c == (is_up ? last : first);
    *c = turns_over ? (is_up ? first : last) : static_cast<char>(*c + (is_up ? 1 : -1));
    if (!turns_over) return next;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> code_after(std::string_view code) { return step(code, true); }
std::optional<std::string> code_before(std::string_view code) { return step(code, false); }

bool can_hold(const Item& item, std::string_view code) { return !item.codes || item.codes->contains(code); }

std::vector<CodeEnd> ends_of(const CodeSet& codes, const Item& item) {
  std::vector<CodeEnd> ends;
  const auto add = [&](const std::optional<std::string>& code, bool is_inside) {
    if (!code || codes.contains(*code) != is_inside || !can_hold(item, *code)) return;
    if (std::ranges::find(ends, *code, &CodeEnd::code) == ends.end()) ends.push_back({*code, is_inside});
  };
  for (const CodeSetEntry& entry : codes.entries()) {
    if (entry.kind == CodeSetEntry::Kind::Pattern) continue;
    const std::string& last = entry.kind == CodeSetEntry::Kind::Range ? entry.high : entry.low;
    add(code_before(entry.low), false);
    add(entry.low, true);
    add(last, true);
    add(code_after(last), false);
  }
  return ends;
}

}  // namespace edict
