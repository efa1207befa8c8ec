// Lint: what is no mistake of rule text and still worth a word. What readers trip over, what can never happen, what
// says two things.
//
// Every rule has a code W2…, a page (`edict explain W201`), and can be silenced where it is meant:
//
//   edit N0123 "Laterality" on tumor
//     allow W201 because "a blank side is valid here"
//
// silences it for that edit; under a require for the require, at the margin for the file. An `allow` that silences
// nothing is reported itself (W214).
#pragma once

#include <span>

#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/sema/hir.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {

// Looks at `module`, which analyse() made of `trees`, and adds to what is in `sink`; then marks the warnings that the
// text allows, those of analyse() too. Edits with errors are left alone: they are not yet what their author meant.
void lint(std::span<const SyntaxTree> trees, const SourceMap& sources, const hir::Module& module, DiagnosticSink& sink);

// Whether no record can make the edit unsure: every part is definite, or its guards leave only values that are.
bool is_exact(const hir::Module& module, const hir::Edit& edit);

}  // namespace edict
