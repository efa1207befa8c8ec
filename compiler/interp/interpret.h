// The batch interpreter: evaluates a program operation by operation over whole batches. Starts at once.
#pragma once

#include <memory>

#include "compiler/ir/program.h"
#include "runtime/exec/executable.h"

namespace edict {

std::unique_ptr<Executable> interpret(ir::Program program, RunParameters parameters);

}  // namespace edict
