// Patterns of the foreign language, compiled once a thread.
#pragma once

#include <string>

namespace edict::foreign::meaning {

// Whether all of `text` matches. A pattern that is not understood matches nothing.
// Patterns are those of Java read by RE2, which differs in that its `\s` leaves the vertical tab out.
bool matches_whole(const std::string& text, const std::string& pattern);

}  // namespace edict::foreign::meaning
