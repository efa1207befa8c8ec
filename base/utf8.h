// Characters of UTF-8 text, which are not its bytes.
//
// Total: of bytes that are no UTF-8 each one that cannot continue a character counts as one.
// Thread safety: pure functions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace edict {

constexpr bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

inline std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

// Where the character with `count` characters before it begins; the end of a text that has no more of them.
inline std::size_t place_behind(std::string_view text, std::size_t count) {
  std::size_t place = 0;
  for (; place < text.size(); ++place) {
    if (begins_character(text[place]) && count-- == 0) break;
  }
  return place;
}

}  // namespace edict
