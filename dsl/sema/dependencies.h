// `depends on`: skips an edit where another has failed, so that one mistake is told once.
#pragma once

#include "dsl/sema/analysis.h"

namespace edict::sema {

// Writes the dependencies of all edits out as guards. An edit has failed when one of its requires certainly fails and
// is not overridden; where it was itself skipped for an edit it depends on, so is what depends on it.
void settle_dependencies(Analysis& analysis);

}  // namespace edict::sema
