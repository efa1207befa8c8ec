// Runs the tests of rules that speak about whole data sets: measures, and keys that are unique across a file. The rows
// of each table are one file.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "driver/engine.h"
#include "driver/load_rules.h"

namespace edict {

// A measure, or an edit with a `unique by … across file`.
bool speaks_of_data_set(const hir::Edit& edit);

// One row with an expectation: of an edit a record with its outcome, of a measure a group.
struct DataSetResult {
  std::uint32_t edit = 0;  // index into Module::edits
  Location location;
  std::uint32_t number = 0;  // of the row among those of its kind in the table, from 1
  std::string expected;
  std::string given;
  std::string problem;                // empty: as expected
  std::vector<std::string> messages;  // of what failed
};

// REQUIRES: speaks_of_data_set() is true of every edit. Fails when the engine cannot be made.
Result<std::vector<DataSetResult>> run_data_set_tests(const LoadedRules& rules, const std::vector<SelectedEdit>& edits,
                                                      EngineChoice engine, Day as_of);

}  // namespace edict
