// Blanks at the ends of texts, in the three ways that functions of older systems take them away.
//
// Thread safety: pure functions.
#pragma once

#include <string_view>

namespace edict::compatible {

inline constexpr std::string_view kWhiteSpace = " \t\n\r\f\v\x1c\x1d\x1e\x1f";
inline constexpr std::string_view kPatternSpace = " \t\n\v\f\r";

// Without what stands in `blanks` at the end.
inline std::string_view without_end(std::string_view text, std::string_view blanks) {
  const std::size_t last = text.find_last_not_of(blanks);
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

// Without control characters and blanks at the end; at both ends.
inline std::string_view without_end_blanks(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}
inline std::string_view without_blanks(std::string_view text) {
  text = without_end_blanks(text);
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  return text;
}
inline bool is_white(std::string_view text) { return text.find_first_not_of(kWhiteSpace) == std::string_view::npos; }

}  // namespace edict::compatible
