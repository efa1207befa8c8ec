// Numbers between the spaces: counts of the truths of an inner space, and counts moved to inner ones.
#pragma once

#include "compiler/codegen/plan.h"
#include "compiler/codegen/space_data.h"
#include "compiler/frame/frame.h"

namespace edict::native {

// Fills the arrays of `step`. `from` is the space of the operand, `to` that of the value; both have begun.
void group_numbers(const ir::Program& program, const GroupNumbers& step, const frame::SpaceMap& spaces, SpaceData& from,
                   SpaceData& to);

}  // namespace edict::native
