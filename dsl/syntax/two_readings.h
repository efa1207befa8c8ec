// Texts that the grammar takes and a reader could take in two ways.
#pragma once

#include "dsl/syntax/syntax_tree.h"

namespace edict {

// A `when` with nothing under it guards everything beside it: it stands once, before what it guards, and not beside a
// `when` with clauses under it, so that a `require` that slipped out of a block never turns the block into a guard.
void check_guards(const SyntaxTree& tree, DiagnosticSink& sink);

// `x is 1 or 2` counts as `or`: beside `and` it needs parentheses.
void check_alternatives(const SyntaxTree& tree, DiagnosticSink& sink);

}  // namespace edict
