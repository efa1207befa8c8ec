// InOrder for each record of a space: its rows in key order are in value order.
#pragma once

#include "compiler/codegen/plan.h"
#include "compiler/codegen/space_data.h"
#include "compiler/frame/frame.h"

namespace edict::native {

void check_order(const ir::Program& program, const CheckOrder& step, const frame::Frame& frame, SpaceData& from,
                 SpaceData& to);

}  // namespace edict::native
