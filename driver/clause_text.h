// Rule text quoted in a sentence.
#pragma once

#include <string>
#include <string_view>

namespace edict {

// A clause that may span lines, on one line.
std::string on_one_line(std::string_view text);

}  // namespace edict
