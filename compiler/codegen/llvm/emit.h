// From straight-line code to LLVM IR.
#pragma once

#include "compiler/codegen/code.h"

namespace llvm {
class Module;
}

namespace edict::native {

// Adds the function to the module. `vector_bytes` is the width of the target's registers.
void emit_masks(llvm::Module& module, const Function& function, unsigned vector_bytes);
void emit_rows(llvm::Module& module, const Function& function, unsigned vector_bytes);

}  // namespace edict::native
