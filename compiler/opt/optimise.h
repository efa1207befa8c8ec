// The passes over IR, each a file of its own and switchable.
#pragma once

#include "compiler/ir/program.h"

namespace edict {

struct OptimiserOptions {
  bool fold_constants = true;
  bool share_subexpressions = true;   // whole-set common sub-expressions (value numbering)
  bool drop_unused = true;
};

ir::Program optimise(ir::Program program, const OptimiserOptions& options);

}  // namespace edict
