// `edict check --fix`: applies what lint offers and proves safe.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "driver/load_rules.h"

namespace edict {

struct FixResult {
  std::string text;       // the differences, or the files changed, a line each
  std::size_t fixes = 0;  // applied
};

// Applies the safe fixes of the files of `request` until none is left, and writes the files unless `only_show`. The
// texts must then be read without new errors and mean the same, edit by edit; else nothing is written and the call
// fails (ErrorKind::Engine).
Result<FixResult> fix_rules(const RuleRequest& request, bool only_show);

}  // namespace edict
