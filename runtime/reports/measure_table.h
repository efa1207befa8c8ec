// The groups of measures as lines of text, in columns.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "runtime/exec/result_sink.h"

namespace edict {

// `results`: of one measure. At most `most_groups` are shown; how many there are beside them is told.
std::vector<std::string> measure_table(const PlannedMeasure& measure, std::span<const MeasureResult> results,
                                       std::size_t most_groups);

}  // namespace edict
