// Tells the user why a clause could not be read: what was expected, or which common wrong form stands there and what to
// write instead.
#pragma once

#include "dsl/syntax/clause_words.h"
#include "dsl/syntax/grammar.h"

namespace edict {

// REQUIRES: `clause` failed with `fault`.
void report_fault(const ClauseFault& fault, const ClauseText& clause, FileId file, DiagnosticSink& sink);

// A line among the clauses of `place` that begins with no clause word; `guess` is the clause that was probably meant.
void report_unknown_clause(const ClauseText& line, Span word, const ClauseInfo* guess, Place place, FileId file,
                           DiagnosticSink& sink);

}  // namespace edict
