// IR as text, both ways.
//
//   space s0 file
//   space s1 patient in s0
//   space s2 tumor in s1
//   space s3 tumor in s2 product
//   %0 = item primarySite : text @s2
//   %1 = in_codes %0 [C500-C509] : truth! @s2          (! definite)
//   %2 = reduce_some %1 : truth! @s1
//   require N0123.1 @s2 guard %1 condition %3 override %4
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "compiler/ir/program.h"

namespace edict::ir {

std::string print(const Program& program);

// Parses printed text. Items are looked up in the module's dictionary; code sets and number sets are added to a copy of the
// module; edits are named by id and branch and need to exist in the module.
Result<Program> parse_program(std::string_view text, const hir::Module& module);

// The first broken invariant in words, or empty: operand order, types, spaces, definiteness.
std::string verify(const Program& program);

}  // namespace edict::ir
