// Which of the selected edits hold for a run: retired edits, and edits for other versions of the record layout, are
// left out of it, and the run says so.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "driver/load_rules.h"
#include "runtime/exec/result_sink.h"
#include "runtime/readers/record_reader.h"

namespace edict {

// Takes edits that are retired on the day of the run out of `edits`.
std::vector<LeftOutEdit> leave_out_retired(const hir::Module& module, Day as_of, std::vector<SelectedEdit>& edits);

// Whether some edit is only `for standard …`, so that the version of the input must be known.
bool ask_for_standard(const hir::Module& module, std::span<const SelectedEdit> edits);

// Takes edits for other standards than the inputs' out of `edits`. The standard is the version of an input's
// dictionary. Inputs of different standards are refused: which edits hold would differ between them. REQUIRES: the
// readers have read their headers.
Result<std::vector<LeftOutEdit>> leave_out_other_standards(const hir::Module& module,
                                                           std::span<const std::unique_ptr<RecordReader>> readers,
                                                           std::vector<SelectedEdit>& edits);

}  // namespace edict
