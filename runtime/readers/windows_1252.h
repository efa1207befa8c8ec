// The Windows-1252 encoding: what much Windows software writes when it says "ANSI" (code page 1252 of the WHATWG
// Encoding Standard).
#pragma once

#include <string_view>

namespace edict {

// Whether a declared encoding name means it, in any case.
bool is_windows_1252(std::string_view encoding_name);

// The Unicode character of a byte; -1 for the five bytes that have none.
int windows_1252_character(unsigned char byte);

}  // namespace edict
