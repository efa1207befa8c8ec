// Text inside HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace edict {

// The text with `&`, `<`, `>` and `"` escaped; control characters that XML forbids are blanks.
std::string markup_text(std::string_view text);

}  // namespace edict
