#include "compiler/interp/interpret.h"
#include "tests/support/engine.h"

std::unique_ptr<edict::Executable> edict::test::make_engine(const ir::Program& program, RunParameters parameters) {
  return interpret(program, parameters);
}
