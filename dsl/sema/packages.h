// Packages: which file belongs to which, what a package says of itself, and what it builds on.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dsl/syntax/syntax_tree.h"

namespace edict::sema {

struct Analysis;

// The package a file belongs to, by its `package` clause; empty when it has none.
std::string package_of(const SyntaxTree& tree);

// Enters the packages of all files, each with its manifest: the `package` clause that has clauses under it.
void read_packages(Analysis& analysis, std::span<const SyntaxTree> trees);

// Reports packages that build on one that is not there, is too old or too new, or builds on them.
void check_packages(Analysis& analysis);

// Whether a package of version `found` serves who asked for `needed`: not older, and of the same major version, since a
// new major version removes or redefines edits. Versions are numbers with dots; an empty one serves and needs anything.
bool serves(std::string_view found, std::string_view needed);

}  // namespace edict::sema
