// Where the clauses of a tree stand in canonical text: their indentation and the columns that neighbours share.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dsl/syntax/syntax_tree.h"

namespace edict {

// The place of one clause.
struct ClauseColumns {
  std::size_t indentation = 0;
  struct Stop {
    std::size_t token = 0;   // the token with this index
    std::size_t column = 0;  // begins here
  };
  std::vector<Stop> stops;  // in order of tokens
};

// By index of the clause.
std::vector<ClauseColumns> columns_of(const SyntaxTree& tree);

// The widths of the columns of the rows under a clause.
std::vector<std::size_t> cell_widths(const SyntaxTree& tree, const Clause& parent);

// Characters of a text.
std::size_t width_of(std::string_view text);

// True if an empty line lies in `text`, not counting what stands before its first and behind its last line end.
bool has_empty_line(std::string_view text);

}  // namespace edict
