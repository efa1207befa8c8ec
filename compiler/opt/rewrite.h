// Rebuilds a program value by value, in order: what the passes are made of.
#pragma once

#include <functional>

#include "compiler/ir/program.h"

namespace edict {

// Says by which value of the new program `inst` is replaced, appending to the program what is needed for it; invalid:
// it is kept, as the rule leaves it. The operands of `inst` are values of the new program already.
using RewriteRule = std::function<ir::ValueId(ir::Program& program, ir::Inst& inst)>;

// Returns whether the rule replaced anything.
bool rewrite(ir::Program& program, const RewriteRule& rule);

}  // namespace edict
