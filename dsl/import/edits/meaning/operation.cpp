#include "dsl/import/edits/meaning/operation.h"

#include <array>

#include "dsl/import/edits/meaning/kernels.h"

namespace edict::foreign {

const OperationInfo& info(Operation operation) {
  static constexpr std::array kInfo = {
#define OPERATION(name, result, what) OperationInfo{#name, ResultKind::result, what},
#include "dsl/import/edits/meaning/operations.def"
#undef OPERATION
  };
  return kInfo[static_cast<std::size_t>(operation)];
}

Value apply(Operation operation, const Facts& facts, std::span<const Value> arguments) {
  using Kernel = Value (*)(const Facts&, meaning::Arguments);
  static constexpr Kernel kKernels[] = {
#define OPERATION(name, result, what) &meaning::name,
#include "dsl/import/edits/meaning/operations.def"
#undef OPERATION
  };
  for (const Value& value : arguments) {
    if (value.is_raised()) return Raised{};
  }
  return kKernels[static_cast<std::size_t>(operation)](facts, arguments);
}

}  // namespace edict::foreign
