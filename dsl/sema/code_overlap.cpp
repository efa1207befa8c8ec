// Codes that two entries of code lists have in common.
#include <algorithm>

#include "dsl/sema/codes.h"

namespace edict::sema {
namespace {

bool same_class(char a, char b) {
  const auto class_of = [](char c) {
    if (c >= '0' && c <= '9') return 0;
    if (c >= 'A' && c <= 'Z') return 1;
    return c >= 'a' && c <= 'z' ? 2 : 3;
  };
  return class_of(a) == class_of(b);
}

bool patterns_meet(std::string_view a, std::string_view b) {
  for (std::size_t i = 0;; ++i) {
    if ((i < a.size() && a[i] == '*') || (i < b.size() && b[i] == '*')) return true;
    if (i == a.size() || i == b.size()) return a.size() == b.size();
    if (a[i] != b[i] && a[i] != '?' && b[i] != '?') return false;
  }
}

// Whether a code that fits the pattern lies between the ends of the range. Walks the places; a code is below the high
// end (above the low end) for good once it has differed from it.
bool pattern_meets_range(std::string_view pattern, std::string_view low, std::string_view high, bool at_low = true,
                         bool at_high = true) {
  if (!pattern.empty() && pattern.front() == '*') return true;
  if (pattern.empty() || low.empty()) return pattern.empty() && low.empty();
  const auto next = [&](bool still_low, bool still_high) {
    return pattern_meets_range(pattern.substr(1), low.substr(1), high.substr(1), still_low, still_high);
  };
  const char from = low.front();
  const char to = high.front();
  if (const char c = pattern.front(); c != '?') {
    if (!same_class(c, from) || (at_low && c < from) || (at_high && c > to)) return false;
    return next(at_low && c == from, at_high && c == to);
  }
  if (!at_low && !at_high) return next(false, false);
  if (at_low && at_high && from == to) return next(true, true);
  if (at_low && next(true, false)) return true;
  if (at_high && next(false, true)) return true;
  // A character strictly between the ends, or beyond the one end that still binds.
  return at_low && at_high ? to - from > 1 && next(false, false) : next(false, false);
}

bool pattern_includes(std::string_view outer, std::string_view inner) {
  for (std::size_t i = 0;; ++i) {
    if (i < outer.size() && outer[i] == '*') return true;
    if (i == outer.size() || i == inner.size()) return outer.size() == inner.size();
    if (inner[i] == '*' || (outer[i] != inner[i] && outer[i] != '?')) return false;
  }
}

// Places where the ends of the range differ, and all after them, may hold anything of their class.
bool pattern_includes_range(std::string_view pattern, std::string_view low, std::string_view high) {
  bool is_fixed = true;
  for (std::size_t i = 0;; ++i) {
    if (i < pattern.size() && pattern[i] == '*') return true;
    if (i == pattern.size() || i == low.size()) return pattern.size() == low.size();
    is_fixed &= low[i] == high[i];
    if (pattern[i] != '?' && !(is_fixed && pattern[i] == low[i])) return false;
  }
}

}  // namespace

bool have_common_code(const CodeSetEntry& a, const CodeSetEntry& b) {
  if (b.kind == CodeSetEntry::Kind::Single) return a.contains(b.low);
  if (a.kind == CodeSetEntry::Kind::Single) return b.contains(a.low);
  if (a.kind == CodeSetEntry::Kind::Pattern && b.kind == CodeSetEntry::Kind::Pattern)
    return patterns_meet(a.low, b.low);
  if (a.kind == CodeSetEntry::Kind::Pattern) return pattern_meets_range(a.low, b.low, b.high);
  if (b.kind == CodeSetEntry::Kind::Pattern) return pattern_meets_range(b.low, a.low, a.high);
  // Ranges of one form overlap if one of them begins inside the other.
  return a.contains(b.low) || b.contains(a.low);
}

bool includes(const CodeSetEntry& outer, const CodeSetEntry& inner) {
  switch (inner.kind) {
    case CodeSetEntry::Kind::Single: return outer.contains(inner.low);
    case CodeSetEntry::Kind::Range:
      return outer.kind == CodeSetEntry::Kind::Pattern ? pattern_includes_range(outer.low, inner.low, inner.high)
                                                       : outer.contains(inner.low) && outer.contains(inner.high);
    case CodeSetEntry::Kind::Pattern:
      return outer.kind == CodeSetEntry::Kind::Pattern && pattern_includes(outer.low, inner.low);
  }
  return false;
}

}  // namespace edict::sema
