// The canonical text of a rule file.
//
// Clauses are indented by two blanks under their clause, the bodies of neighbours stand in one column, so do the
// columns of tables and the `=` of neighbouring code lists and conditions; code lists fill lines of 120 characters; a
// blank line parts blocks. What an author decides is kept: comments and their places, single blank lines, and where a
// condition breaks into lines, which are then aligned behind the bracket that is open. A list whose `[` ends its line
// keeps its lines, too.
//
// Formatting is a pure function and changes nothing but blanks, line ends and the dashes that a word processor put into
// code lists; the result is parsed again to prove it. Formatting what was formatted gives the same text.
#pragma once

#include <string>

#include "base/result.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {

// Fails if the tree has errors, as the lines of a broken file cannot be told apart with certainty (ErrorKind::Rules);
// and if the proof fails, which is a bug (ErrorKind::Engine). In Markdown only the rule text is formatted.
Result<std::string> format(const SyntaxTree& tree);

}  // namespace edict
