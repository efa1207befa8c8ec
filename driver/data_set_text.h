// Findings about a whole data set in words: records that share a key, and groups of measures.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/sema/hir.h"
#include "runtime/exec/duplicates.h"
#include "runtime/exec/result_sink.h"

namespace edict {

// Values of items that identify a person are masked.
RenderedDuplicates duplicates_text(const hir::Module& module, const hir::Edit& edit, const hir::Require& require,
                                   const DuplicateGroup& group, std::string_view language);

// The results of all measures of a plan, by measure, then by group. `edits`: the module's edit of each measure.
std::vector<MeasureResult> measure_results(const hir::Module& module, const RunPlan& plan,
                                           std::span<const std::uint32_t> edits, const RunTotals& totals,
                                           std::string_view language);

}  // namespace edict
