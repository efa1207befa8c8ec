// Classes of characters in rule text.
#pragma once

#include <string_view>

namespace edict {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The word at the start and at the end of `text`; empty if there is none.
std::string_view first_word(std::string_view text);
std::string_view last_word(std::string_view text);

// Bytes of the UTF-8 character at the start of `text`; 0 if there is none. REQUIRES: text is not empty.
std::size_t character_length(std::string_view text);

}  // namespace edict
