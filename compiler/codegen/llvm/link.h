// From object files to code in memory.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "compiler/codegen/code_maker.h"

namespace edict::native {

Result<std::unique_ptr<LoadedCode>> link_objects(std::span<const std::string> objects,
                                                 std::span<const std::string> names);

}  // namespace edict::native
