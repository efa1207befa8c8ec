// The proof that formatting changed nothing.
#pragma once

#include <string>

#include "dsl/syntax/syntax_tree.h"

namespace edict {

// True if `text` parses without errors to a tree of the same clauses, nodes, words and comments as `tree`, and both
// texts are the same character by character when blanks are left out.
bool is_same_but_for_blanks(const SyntaxTree& tree, const std::string& text);

}  // namespace edict
