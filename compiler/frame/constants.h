// The values that are the same for all rows of a run (ValueFunctions::is_constant).
//
// Immutable; shared between workers.
#pragma once

#include <vector>

#include "compiler/frame/value_functions.h"
#include "runtime/exec/executable.h"
#include "runtime/kernels/call.h"

namespace edict::frame {

class Constants {
 public:
  Constants(const ir::Program& program, const ValueFunctions& functions, RunParameters parameters);

  // REQUIRES: `value` is constant. A text lives in the program or here.
  [[nodiscard]] const kernel::Value& operator[](ir::ValueId value) const { return values_[value.index()]; }

 private:
  std::vector<kernel::Value> values_;  // by value id; meaningless where not constant
  ValueDictionary made_;               // the texts that builtins made
};

}  // namespace edict::frame
