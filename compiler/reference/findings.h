// Which records a failed condition is about.
#pragma once

#include <vector>

#include "compiler/reference/evaluation.h"
#include "compiler/reference/reference.h"

namespace edict::reference {

using Finding = std::vector<InvolvedRow>;

// What made `expr` come out as it did, by the quantifiers in it:
//   no two           each group of records that its failing pairs connect: the two of one pair first, in their roles
//   no, not some     each record that satisfies it
//   every            each record that does not
//   at most, exactly, at least   all records that satisfy it, together
//   earliest, latest            the record that is the first, and is not so; all that may be, together
//   in order         each pair of neighbours that are not
//   some             nothing: no record did
// and, or, not, implies, definitely, possibly and named conditions are looked into; below a doubt it is the records in
// doubt. No finding: the condition is about the subject alone.
// REQUIRES: the variables of its scope are bound.
std::vector<Finding> findings_of(Evaluation& evaluation, hir::ExprId expr);

}  // namespace edict::reference
