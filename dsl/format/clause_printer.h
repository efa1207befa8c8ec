// Prints one clause from its tokens.
#pragma once

#include <span>
#include <string>

#include "dsl/format/clause_tokens.h"
#include "dsl/format/columns.h"

namespace edict {

inline constexpr std::size_t kLineWidth = 120;

// Lines begin as they did, aligned behind the bracket that is open, else with the body of the clause. A code list
// without comments fills its lines; one whose `[` ends a line, or that has comments, keeps its lines. No line end at
// the end.
std::string print_clause(std::span<const ClauseToken> tokens, const ClauseColumns& columns);

}  // namespace edict
