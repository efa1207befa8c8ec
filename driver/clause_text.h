// Rule text quoted in a sentence.
#pragma once

#include <string>
#include <string_view>

#include "base/source.h"
#include "dsl/sema/hir.h"

namespace edict {

// A clause that may span lines, on one line.
std::string on_one_line(std::string_view text);

// The clause of a guard, for "decided by: …". One that guards what stands elsewhere says so: "the earlier branch when x
// is 1".
std::string clause_of(const hir::Guard& guard, const SourceMap& sources);

}  // namespace edict
