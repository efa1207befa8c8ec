#include "base/check.h"
#include "compiler/codegen/native.h"
#include "tests/support/engine.h"

std::unique_ptr<edict::Executable> edict::test::make_engine(const ir::Program& program, RunParameters parameters) {
  auto native = compile_native(program, parameters, {});
  EDICT_CHECK(native.has_value());
  return std::move(*native);
}
