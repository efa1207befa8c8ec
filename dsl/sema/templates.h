// Templates: an edit for each row of a table, its columns filled in.
#pragma once

#include <functional>
#include <string>

#include "dsl/sema/names.h"

namespace edict::sema {

// Reads the edits of the template that begins at `clause`; `take` is called for each, with the place of its row
// ("line 12 of tables/sites.csv").
void read_template(Analysis& analysis, PackageNames& package, const ClauseRef& clause,
                   const std::function<void(hir::Edit edit, const std::string& row)>& take);

}  // namespace edict::sema
