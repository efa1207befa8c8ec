// HIR to IR.
#pragma once

#include <span>

#include "compiler/ir/program.h"

namespace edict {

// Lowers the given edits (indices into Module::edits), in that order. REQUIRES: the module has no errors.
ir::Program lower(std::shared_ptr<const hir::Module> module, std::span<const std::uint32_t> edits);

}  // namespace edict
