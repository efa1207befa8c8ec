// Rule text inside Markdown: the fenced blocks that say ```edict.
#pragma once

#include <string_view>
#include <vector>

#include "base/source.h"

namespace edict {

// The lines between each pair of fences whose first word is `edict`, in order. A block left open reaches to the end.
std::vector<Span> fenced_rule_blocks(std::string_view markdown);

}  // namespace edict
