// Moves texts instead of what follows from them.
//
//   %2 = in_codes %1 [1-3] : truth! @patient          %2 = broadcast %1 : text @tumor
//   %3 = broadcast %2 : truth! @tumor            =>   %3 = in_codes %2 [1-3] : truth! @tumor
//
// A function of one text is a table by its codes, so at the other end of a move it costs no more than where it began;
// afterwards only texts and truths of whole groups of records are left to be moved.
#pragma once

#include "compiler/ir/program.h"

namespace edict::native {

// Returns an equal program where Broadcast and Element are applied to texts, rows of tables and truths that no builtin
// gives. Values that no require depends on are left out. REQUIRES: program is verified.
ir::Program sink_moves(const ir::Program& program);

}  // namespace edict::native
