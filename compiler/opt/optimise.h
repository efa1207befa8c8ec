// The passes over IR, each a file of its own and switchable.
#pragma once

#include "compiler/ir/program.h"

namespace edict {

struct OptimiserOptions {
  bool fold_constants = true;
  bool simplify_truth = true;
  bool share_subexpressions = true;  // over the whole set: value numbering
  bool drop_unused = true;
};

// Runs the passes until none changes anything. The outcomes of the program stay the same, whichever passes run.
ir::Program optimise(ir::Program program, const OptimiserOptions& options);

// The passes. Each returns whether it changed the program, and keeps it verified.
bool fold_constants(ir::Program& program);
bool simplify_truth(ir::Program& program);
bool share_subexpressions(ir::Program& program);
bool drop_unused(ir::Program& program);

}  // namespace edict
