// Base records: items and values that the rows of tests begin with (`record Name … end`, `test from Name`).
//
// A test may begin from a record of its own package, or of the nearest package that this one builds on, so that a
// state's package tests with the records of the national one. Its own record goes before one of the same name there:
// a name that the national package takes later changes no test here.
#pragma once

#include <string_view>

#include "dsl/sema/hir.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict::sema {

struct Analysis;

// Reads the records of all packages. Best effort: rows that were not understood are reported and left out.
void read_base_records(Analysis& analysis);

// The record that `name` is in `package`; reports and returns an invalid id when there is none, or more than one.
hir::BaseRecordId find_base_record(Analysis& analysis, std::string_view package, NodeRef name);

}  // namespace edict::sema
