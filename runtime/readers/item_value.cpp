#include "runtime/readers/item_value.h"

#include <algorithm>

namespace edict {

std::string_view without_padding(const Item& item, std::string_view value) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = value.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  if (item.padding == Padding::RightBlank) return value.substr(0, value.find_last_not_of(kBlanks) + 1);
  if (item.padding == Padding::LeftBlank) return value.substr(first);
  return value;
}

std::size_t length_in_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace edict
