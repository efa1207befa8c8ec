// Whether one wrong value keeps conditions from being known: what the finding about that value tells.
#pragma once

#include <cstdint>

#include "compiler/reference/evaluation.h"

namespace edict::reference {

// Whether the value of an item takes part in the doubt of a require that is unsure: some condition below it is unsure,
// and compares the value. False for values that are well formed, whatever they are compared with.
// REQUIRES: the edit's subject is bound; `row` is one at the item's level.
bool is_in_doubt_over(Evaluation& evaluation, const hir::Edit& edit, const hir::Require& require, ItemId item,
                      std::uint32_t row);

}  // namespace edict::reference
