// Templates: an edit for each row of a table, its columns filled in.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "dsl/sema/names.h"

namespace edict::sema {

// A template is written out for each row, so that is bounded, and what is written out in all.
inline constexpr std::size_t kMostEditsOfATemplate = 10'000;
inline constexpr std::size_t kMostRequiresOfATemplate = 100'000;

// Reads the edits of the template that begins at `clause`; `take` is called for each, with the place of its row
// ("line 12 of tables/sites.csv").
void read_template(Analysis& analysis, PackageNames& package, const ClauseRef& clause,
                   const std::function<void(hir::Edit edit, const std::string& row)>& take);

}  // namespace edict::sema
