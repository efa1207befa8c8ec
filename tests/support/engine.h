// The engine that a test program is about: the same tests of programs run on every engine, each test program defines
// this for its own.
#pragma once

#include <memory>

#include "compiler/ir/program.h"
#include "runtime/exec/executable.h"

namespace edict::test {

std::unique_ptr<Executable> make_engine(const ir::Program& program, RunParameters parameters);

}  // namespace edict::test
