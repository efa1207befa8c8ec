// Classes of characters in rule text.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace edict {

// A set of bytes; whether it has one is a single load, for the loops that see every byte of a file.
class CharacterSet {
 public:
  consteval explicit CharacterSet(std::string_view characters) {
    for (const char c : characters) has_[static_cast<std::uint8_t>(c)] = true;
  }
  [[nodiscard]] constexpr bool contains(char c) const { return has_[static_cast<std::uint8_t>(c)]; }

  // The first place in `text` from `begin` on with one of these characters; the end of the text if there is none.
  [[nodiscard]] constexpr std::size_t find_in(std::string_view text, std::size_t begin = 0) const {
    while (begin < text.size() && !contains(text[begin])) ++begin;
    return begin;
  }
  // The same for any other character.
  [[nodiscard]] constexpr std::size_t find_other_in(std::string_view text, std::size_t begin = 0) const {
    while (begin < text.size() && contains(text[begin])) ++begin;
    return begin;
  }

 private:
  std::array<bool, 256> has_{};
};

inline constexpr CharacterSet kBlanks(" \t\r\n");
inline constexpr CharacterSet kWordCharacters("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_word(char c) { return kWordCharacters.contains(c); }
constexpr bool is_blank(char c) { return kBlanks.contains(c); }

// Where [begin, end) ends without the blanks at its end. Texts are aligned with long runs of blanks: eight at a time.
inline const char* without_blanks_behind(const char* begin, const char* end) {
  static constexpr char kEight[] = "        ";
  while (end - begin >= 8 && std::memcmp(end - 8, kEight, 8) == 0) end -= 8;
  while (end > begin && is_blank(end[-1])) --end;
  return end;
}

// A text without the mark that some editors put before the first character of a file.
constexpr std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.substr(text.starts_with(kMark) ? kMark.size() : 0);
}

// The word at the start and at the end of `text`; empty if there is none.
constexpr std::string_view first_word(std::string_view text) {
  return text.substr(0, kWordCharacters.find_other_in(text));
}
std::string_view last_word(std::string_view text);

// Bytes of the UTF-8 character at the start of `text`; 0 if there is none. REQUIRES: text is not empty.
std::size_t character_length(std::string_view text);

}  // namespace edict
