// Why a comparison is unsure on a record: which of its values are not exactly known, and what they may be.
#pragma once

#include <string>

#include "compiler/reference/evaluation.h"

namespace edict::reference {

// "dateOfDiagnosis 2021 may be any day of 2021; before 2021-06-01 on some of them". Empty when the expression is no
// comparison, or is not unsure. REQUIRES: the variables of its scope are bound.
std::string doubt_of(Evaluation& evaluation, hir::ExprId expr);

}  // namespace edict::reference
