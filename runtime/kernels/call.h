// Any builtin on scalar values, by its id: for evaluating one record and for folding constants. The engines' fast paths
// use the functions behind it directly.
#pragma once

#include <span>
#include <variant>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/truth.h"
#include "dsl/builtins/builtin.h"
#include "dsl/schema/code_set.h"
#include "dsl/sema/hir.h"
#include "runtime/batch/value_dictionary.h"
#include "runtime/kernels/values.h"

namespace edict::kernel {

using Value = std::variant<Truth, Text, DayRange, NumberRange>;

// What some builtins need beside their arguments.
struct CallFacts {
  const CodeSet* codes = nullptr;           // InCodes
  const hir::NumberSet* numbers = nullptr;  // NumberIn
  const Pattern* pattern = nullptr;         // Matches
  Count count{};                            // what BuiltinInfo::takes_count asks for
  Day as_of = 0;                            // where depends_on_day
  ValueDictionary* made = nullptr;          // of a builtin whose result is a text: keeps it
};

// Whether a builtin gives something else on another day: no run may know its result before it begins.
bool depends_on_day(Builtin builtin);

// REQUIRES: the arguments have the builtin's types, and the facts it needs are there.
Value call(Builtin builtin, std::span<const Value> arguments, const CallFacts& facts);

}  // namespace edict::kernel
