// Values of an edit's items that lie on the borders of its conditions: the ends of code lists and the codes beside
// them, the days around a date, numbers around a limit, blank, unknown.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/sema/hir.h"

namespace edict {

// Values that are tried together: one item alone, or all keys of a table's row.
using Assignment = std::vector<std::pair<ItemId, std::string>>;

// In order of first mention; each once.
std::vector<Assignment> boundary_values(const hir::Module& module, const hir::Edit& edit);

}  // namespace edict
