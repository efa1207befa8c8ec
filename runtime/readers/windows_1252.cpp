#include "runtime/readers/windows_1252.h"

#include <algorithm>
#include <array>

namespace edict {

bool is_windows_1252(std::string_view encoding_name) {
  constexpr std::array<std::string_view, 3> kNames = {"windows-1252", "cp1252", "x-cp1252"};
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::any_of(kNames,
                             [&](std::string_view name) { return std::ranges::equal(encoding_name, name, {}, lower); });
}

int windows_1252_character(unsigned char byte) {
  // The bytes 0x80 to 0x9F; all others are the characters of the same number.
  constexpr std::array<int, 32> kSpecial = {0x20AC, -1,     0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, -1,     0x017D, -1,
                                            -1,     0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, -1,     0x017E, 0x0178};
  return byte >= 0x80 && byte < 0xA0 ? kSpecial[byte - 0x80U] : byte;
}

}  // namespace edict
