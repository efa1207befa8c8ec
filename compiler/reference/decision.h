// The outcome of one require on one record, and the clause that decided it.
#pragma once

#include <cstdint>

#include "compiler/reference/evaluation.h"
#include "dsl/sema/hir.h"
#include "runtime/exec/executable.h"

namespace edict::reference {

struct Decision {
  Outcome outcome = Outcome::Pass;
  std::int32_t guard = -1;  // Explanation::deciding_guard
};

// REQUIRES: the edit's subject is bound.
Decision decide(Evaluation& evaluation, const hir::Edit& edit, const hir::Require& require);

}  // namespace edict::reference
