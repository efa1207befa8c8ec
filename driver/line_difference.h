// The difference of two texts by lines, in the unified form that every tool reads.
#pragma once

#include <string>
#include <string_view>

namespace edict {

// Empty when the texts are equal. `path` heads both sides.
std::string line_difference(std::string_view path, std::string_view before, std::string_view after);

}  // namespace edict
