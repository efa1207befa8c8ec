// Patterns of the foreign language, compiled once a thread.
#pragma once

#include <string>

namespace edict::foreign::meaning {

// Whether all of `text` matches. The pattern is one of Java: `\s` also means the vertical tab, and a pattern that is
// not understood matches nothing.
bool matches_whole(const std::string& text, const std::string& pattern);

}  // namespace edict::foreign::meaning
