// Makes the plan of a program.
#pragma once

#include "compiler/codegen/plan.h"
#include "compiler/frame/frame.h"

namespace edict::native {

// Puts up to `requires_together` requires into a function. REQUIRES: sink_moves() made the program.
Plan make_plan(const frame::FramePlan& frame, std::size_t requires_together);

}  // namespace edict::native
