// What the builtins that ask something of texts mean: states, codes, order of codes, parts of texts, parts of dates
// that are there or not.
//
// One function per row of builtins.def, named as there. Total: any value has an answer.
// Thread safety: pure functions.
#pragma once

#include "base/pattern.h"
#include "base/truth.h"
#include "dsl/schema/code_set.h"
#include "runtime/kernels/values.h"

namespace edict::kernel {

inline Truth IsBlank(Text a) { return truth(a.value.empty()); }

inline Truth IsSpecial(Text a) { return truth(state_of(a) == ValueState::Special); }

inline Truth IsUnknown(Text a) {
  const SpecialCode* special = a.item == nullptr || a.value.empty() ? nullptr : a.item->special_of(a.value);
  return truth(special != nullptr && special->reason == SpecialReason::Unknown);
}

inline Truth IsValid(Text a) {
  const ValueState state = state_of(a);
  return truth(state == ValueState::Ordinary || state == ValueState::Special);
}

inline Truth InCodes(Text a, const CodeSet& codes) { return truth(codes.contains(a.value)); }

inline Truth TextEqual(Text a, Text b) { return truth(a.value == b.value); }

// Codes have an order when both are ordinary and equally long: 9 and 10 are not compared digit by digit.
inline bool are_ordered(Text a, Text b) {
  return a.value.size() == b.value.size() && state_of(a) == ValueState::Ordinary && state_of(b) == ValueState::Ordinary;
}

inline Truth CodeLess(Text a, Text b) { return are_ordered(a, b) ? truth(a.value < b.value) : Truth::Unsure; }

inline Truth CodeLessEqual(Text a, Text b) { return are_ordered(a, b) ? truth(a.value <= b.value) : Truth::Unsure; }

// A blank begins, ends and is part of nothing.
inline Truth StartsWith(Text a, Text b) { return truth(!b.value.empty() && a.value.starts_with(b.value)); }
inline Truth EndsWith(Text a, Text b) { return truth(!b.value.empty() && a.value.ends_with(b.value)); }
inline Truth Contains(Text a, Text b) {
  return truth(!b.value.empty() && a.value.find(b.value) != std::string_view::npos);
}

inline Truth Matches(Text a, const Pattern& pattern) { return truth(!a.value.empty() && pattern.matches(a.value)); }

// True if the characters of a date part, counted without the dashes of a time stamp, are missing or blanks.
inline Truth is_part_blank(Text a, int first, int last) {
  int place = 0;
  for (char c : a.value) {
    if (c == 'T') break;
    if (c == '-') continue;
    ++place;
    if (place >= first && place <= last && c != ' ') return Truth::False;
  }
  return Truth::True;
}

inline Truth YearIsBlank(Text a) { return is_part_blank(a, 1, 4); }
inline Truth MonthIsBlank(Text a) { return is_part_blank(a, 5, 6); }
inline Truth DayIsBlank(Text a) { return is_part_blank(a, 7, 8); }

}  // namespace edict::kernel
