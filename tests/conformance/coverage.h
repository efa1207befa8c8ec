// Which cells of the completeness table the conformance cases fill: for each builtin, for each of its arguments, for
// each state that a value of that type can be in, a case where the argument is in it; and for each builtin that gives a
// truth, a case for each answer that it can give.
#pragma once

#include <set>
#include <string>

#include "compiler/reference/evaluation.h"

namespace edict::conformance {

// "NumberLess, argument 2 special", "DateLess unsure"
using Cells = std::set<std::string>;

Cells all_cells();

// Adds the cells that `expr`, evaluated for the record at hand, fills.
void add_cells(reference::Evaluation& evaluation, hir::ExprId expr, Cells& cells);

}  // namespace edict::conformance
