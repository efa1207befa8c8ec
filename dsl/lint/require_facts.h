// What is certain of a require before any record is read.
#pragma once

#include <optional>

#include "dsl/sema/hir.h"

namespace edict::lint_rules {

struct RequireFacts {
  bool is_never_asked = false;  // skipped on every record
  bool never_fails = false;     // asked of some, and certainly false on none
  bool always_fails = false;    // asked of some; certainly false on some, and true on none
  bool is_exact = false;        // unsure on no record
};

// Nothing when there are too many combinations of values to look at.
std::optional<RequireFacts> facts_of(const hir::Module& module, const hir::Edit& edit, const hir::Require& require);

}  // namespace edict::lint_rules
