// Edit sets: which edits, and how they are changed.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "dsl/sema/hir.h"
#include "dsl/sema/names.h"

namespace edict::sema {

struct Analysis;

// Reads the set of `package` that begins at `clause`. All edits are in the module already; `broken` are the ids of
// those that could not be read.
hir::EditSet read_edit_set(Analysis& analysis, std::string_view package,
                           const std::set<std::string, std::less<>>& broken, const ClauseRef& clause);

}  // namespace edict::sema
