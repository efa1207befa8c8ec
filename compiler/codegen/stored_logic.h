// Decides which truths of truths get masks of their own instead of being computed again in each function that reads
// them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/codegen/classes.h"

namespace edict::native {

// By value: true for logic that a step reads, and for logic of some length that several functions read. `function_of`
// tells, for each require of the program, in which function it is.
std::vector<bool> logic_to_store(const ir::Program& program, const Classes& classes,
                                 std::span<const std::uint32_t> function_of);

}  // namespace edict::native
