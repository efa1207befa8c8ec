// What the builtins that make texts of texts mean, and how long a text is.
//
// One function per row of builtins.def, named as there. They work on the text as it stands, whatever it is worth to its
// item, and count characters of UTF-8; of a blank they make a blank. Total: bytes that are no UTF-8 count as characters
// or parts of one, somehow.
// Thread safety: pure functions.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "runtime/kernels/values.h"

namespace edict::kernel {

inline NumberRange LengthOf(Text a) {
  return NumberRange::exactly(Decimal::whole(static_cast<std::int64_t>(character_count(a.value))));
}

inline std::string FirstCharacters(Text a, Count count) {
  return std::string(a.value.substr(0, place_behind(a.value, count.value)));
}

inline std::string LastCharacters(Text a, Count count) {
  std::size_t place = a.value.size();
  for (std::uint32_t taken = 0; place > 0 && taken < count.value;) {
    if (begins_character(a.value[--place])) ++taken;
  }
  return std::string(a.value.substr(place));
}

// Counted from 1.
inline std::string CharactersFrom(Text a, Count place) {
  return std::string(a.value.substr(place_behind(a.value, std::max(place.value, 1U) - 1)));
}

inline std::string Join(Text a, Text b) {
  std::string text(a.value);
  return text.append(b.value);
}

// Letters of Windows-1252, which is what registries exchange; others stay as they are.
std::string UpperOf(Text a);

inline std::string TrimmedOf(Text a) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = std::min(a.value.find_first_not_of(kBlanks), a.value.size());
  return std::string(a.value.substr(first, a.value.find_last_not_of(kBlanks) + 1 - first));
}

inline std::string DigitsOf(Text a) {
  std::string digits;
  std::ranges::copy_if(a.value, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

}  // namespace edict::kernel
