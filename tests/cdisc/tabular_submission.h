// Data sets as records of a dictionary: what an adapter of a submission has to know of the rule set's dictionaries.
//
// A variable fills the item of its own name (a point in it is an underscore) and, when its name begins with the
// domain's code, the item of the rest behind two underscores: LBORRES of LB fills `__ORRES`. `has…` items tell which of
// these the data set has.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/batch/batch.h"
#include "tests/cdisc/published_cases.h"

namespace edict::cdisc {

// Fills a cleared batch and seals it. Row r of the middle level is the r-th data set.
void fill(Batch& batch, const std::vector<DataSet>& data_sets);

}  // namespace edict::cdisc
