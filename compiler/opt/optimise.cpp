#include "compiler/opt/optimise.h"

namespace edict {

ir::Program optimise(ir::Program program, const OptimiserOptions& options) {
  bool has_changed = true;
  while (has_changed) {
    has_changed = false;
    if (options.fold_constants && fold_constants(program)) has_changed = true;
    if (options.simplify_truth && simplify_truth(program)) has_changed = true;
    if (options.share_subexpressions && share_subexpressions(program)) has_changed = true;
    if (options.drop_unused && drop_unused(program)) has_changed = true;
  }
  return program;
}

}  // namespace edict
