// Whether two modules say the same.
#pragma once

#include "dsl/sema/hir.h"

namespace edict {

// True if both have the same edits, sets and tables, whatever their text: code lists are compared by what is in them,
// so that a code listed twice makes no difference. May say false of modules that differ in words only.
bool have_same_meaning(const hir::Module& a, const hir::Module& b);

}  // namespace edict
