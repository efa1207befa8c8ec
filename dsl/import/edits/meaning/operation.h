// What foreign expressions do with values: the kernels behind direct evaluation and behind decision graphs.
//
// Kernels are pure: equal arguments and facts give equal values. Thread safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/calendar.h"
#include "dsl/import/edits/value.h"

namespace edict::foreign {

class Tables;
class StagingFacts;

// What kernels know besides their arguments.
struct Facts {
  CivilDate today;
  const Tables* tables = nullptr;         // null: no table has any row
  const StagingFacts* staging = nullptr;  // null: no schema is known
};

enum class Operation : std::uint8_t {
#define OPERATION(name, result, what) name,
#include "dsl/import/edits/meaning/operations.def"
#undef OPERATION
};

enum class ResultKind : std::uint8_t { Truth, Number, Text, Elements, Any };

struct OperationInfo {
  std::string_view name;
  ResultKind result;
  std::string_view what;
};
const OperationInfo& info(Operation operation);

Value apply(Operation operation, const Facts& facts, std::span<const Value> arguments);

}  // namespace edict::foreign
