// Truths between the spaces: moved to inner ones, reduced to outer ones, and what the place of a record says.
#pragma once

#include "compiler/codegen/plan.h"
#include "compiler/codegen/space_data.h"
#include "compiler/frame/frame.h"

namespace edict::native {

// Fills the masks of `step`. `from` is the space of the operand, `to` that of the value; both have begun.
void group_truths(const ir::Program& program, const GroupTruths& step, const frame::SpaceMap& spaces, SpaceData* from,
                  SpaceData& to);

}  // namespace edict::native
