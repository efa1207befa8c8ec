#include "dsl/schema/code_set.h"

#include <algorithm>
#include <compare>

namespace edict {
namespace {

enum class CharacterClass : std::uint8_t { Digit, Upper, Lower, Other };

constexpr CharacterClass class_of(char c) {
  if (c >= '0' && c <= '9') return CharacterClass::Digit;
  if (c >= 'A' && c <= 'Z') return CharacterClass::Upper;
  if (c >= 'a' && c <= 'z') return CharacterClass::Lower;
  return CharacterClass::Other;
}

// Orders codes of equal form side by side: by length, then by class place by place.
std::strong_ordering compare_form(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() <=> b.size();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (class_of(a[i]) != class_of(b[i])) return class_of(a[i]) <=> class_of(b[i]);
  }
  return std::strong_ordering::equal;
}

// By form, then as text: within one form a range is an interval.
bool is_before(std::string_view a, std::string_view b) {
  const auto form = compare_form(a, b);
  return form != 0 ? form < 0 : a < b;
}

bool matches_pattern(std::string_view pattern, std::string_view code) {
  std::size_t at = 0;
  for (const char c : pattern) {
    if (c == '*') return true;
    if (at == code.size()) return false;
    if (c != '?') {
      if (code[at++] != c) return false;
      continue;
    }
    do ++at;
    while (at < code.size() && (static_cast<unsigned char>(code[at]) & 0xC0) == 0x80);  // the rest of one character
  }
  return at == code.size();
}

// Sorts the ranges and joins those that overlap, so that one binary search decides.
std::vector<CodeSetEntry> disjoint(std::vector<CodeSetEntry> ranges) {
  std::ranges::sort(ranges, [](const CodeSetEntry& a, const CodeSetEntry& b) { return is_before(a.low, b.low); });
  std::vector<CodeSetEntry> joined;
  for (CodeSetEntry& range : ranges) {
    if (!joined.empty() && compare_form(joined.back().low, range.low) == 0 && range.low <= joined.back().high) {
      joined.back().high = std::max(joined.back().high, range.high);
    } else {
      joined.push_back(std::move(range));
    }
  }
  return joined;
}

}  // namespace

bool CodeSetEntry::contains(std::string_view code) const {
  if (code.empty()) return false;
  switch (kind) {
    case Kind::Single: return code == low;
    case Kind::Range: return compare_form(code, low) == 0 && low <= code && code <= high;
    case Kind::Pattern: return matches_pattern(low, code);
  }
  return false;
}

CodeSet::CodeSet(std::vector<CodeSetEntry> entries) : entries_(std::move(entries)) {
  for (const CodeSetEntry& entry : entries_) {
    switch (entry.kind) {
      case CodeSetEntry::Kind::Single: singles_.push_back(entry.low); break;
      case CodeSetEntry::Kind::Range: ranges_.push_back(entry); break;
      case CodeSetEntry::Kind::Pattern: patterns_.push_back(entry.low); break;
    }
  }
  if (!std::ranges::is_sorted(singles_)) std::ranges::sort(singles_);
  ranges_ = disjoint(std::move(ranges_));
}

bool CodeSet::contains(std::string_view code) const {
  if (code.empty()) return false;
  if (std::ranges::binary_search(singles_, code)) return true;
  // The last range that begins at or before the code.
  const auto after = std::ranges::upper_bound(ranges_, code, is_before,
                                              [](const CodeSetEntry& range) -> std::string_view { return range.low; });
  if (after != ranges_.begin() && std::prev(after)->contains(code)) return true;
  return std::ranges::any_of(patterns_, [code](const std::string& pattern) { return matches_pattern(pattern, code); });
}

std::string CodeSet::to_string() const {
  std::string text = "[";
  for (const CodeSetEntry& entry : entries_) {
    if (text.size() > 1) text += ", ";
    text += edict::to_string(entry);
  }
  return text + "]";
}

}  // namespace edict
