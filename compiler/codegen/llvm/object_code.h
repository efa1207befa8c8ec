// From functions to an object file, and what the machine is.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "compiler/codegen/code_maker.h"

namespace edict::native {

Result<Target> find_target(const std::string& cpu);
Result<std::string> compile_object(std::span<const Function> functions, const Target& target, std::string* llvm_text);

}  // namespace edict::native
