// Finds and loads the shared object with LLVM in it.
#pragma once

#include "base/result.h"
#include "compiler/codegen/code_maker.h"

namespace edict::native {

// The code maker, loaded on the first call and kept for the life of the process. Fails, each time, when it cannot be
// loaded. Thread safe.
Result<const CodeMaker*> code_maker();

}  // namespace edict::native
