// One function for each row of operations.def; called through apply.
#pragma once

#include "dsl/import/edits/meaning/operation.h"

namespace edict::foreign::meaning {

using Arguments = std::span<const Value>;

#define OPERATION(name, result, what) Value name(const Facts& facts, Arguments arguments);
#include "dsl/import/edits/meaning/operations.def"
#undef OPERATION

// Cells beyond those given count as null.
inline const Value& argument(Arguments arguments, std::size_t index) {
  static const Value kNull;
  return index < arguments.size() ? arguments[index] : kNull;
}

}  // namespace edict::foreign::meaning
