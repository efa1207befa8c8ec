// Measures: what share of some records is counted, by groups.
#pragma once

#include "dsl/sema/edits.h"

namespace edict::sema {

// Reads the measure that begins at `clause`: an edit whose two requires are the conditions of `among` and of `count`.
hir::Edit read_measure(Analysis& analysis, PackageNames& package, const ClauseRef& clause);

}  // namespace edict::sema
