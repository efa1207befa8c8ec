// IR as text, both ways.
//
//   space s0 file
//   space s1 patient in s0
//   space s2 tumor in s1
//   space s3 tumor in s2 product
//   %0 = item primarySite : text @s2
//   %1 = in_codes %0 [C500-C509, "8000-3", 95*] : truth! @s2      (! definite; quoted: a single code)
//   %2 = number_in %7 [2016-2017, 2019] : truth @s2
//   %12 = matches %0 "C[0-9]{3}" : truth! @s2                     (a pattern)
//   %13 = first_characters %0 2 : text @s2                        (a count)
//   %3 = text_value "C509" : text @s0
//   %4 = date_value 2018-01-01 : date! @s0                        (a range: 2018-01-01..2018-12-31; `*` is open)
//   %5 = number_value 1.5 : number! @s0                           (a range: 1..*)
//   %6 = truth_value true : truth! @s0
//   %8 = reduce_at_least %1 2 : truth! @s1                        (the count stands last)
//   %9 = in_order strictly %1 %2 %3 : truth @s1
//   %10 = find_row SiteType %0 %3 : number! @s2                   (a number behind the operands: which row, from 0)
//   %11 = cell SiteType %10 "verdict" : text @s2
//   require N0123.1 @s2 guard %1 condition %3 override %4
//
// In text to be parsed, names of values and spaces may be any words after `%` and `s`; a line that starts with `#` is a
// comment.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "compiler/ir/program.h"

namespace edict::ir {

std::string print(const Program& program);

// Parses printed text; does not verify it. Items, tables and edits (by id and branch) are looked up in the module; code
// sets and number sets are added to a copy of it. The error names the line.
Result<Program> parse_program(std::string_view text, const hir::Module& module);

// The first broken invariant in words, or empty: operand order, types, spaces, definiteness.
std::string verify(const Program& program);

}  // namespace edict::ir
