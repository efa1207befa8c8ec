// Runs the test tables that stand beside the edits.
//
// Each row is a record of its own (or, with a `case` column, a tumor of its case's patient); items without a column are
// blank. A row passes when the edit's outcome is the one written, and for `fail "text"` when some finding's message
// contains the text. A failing row names the clause that decided, with its values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "driver/engine.h"
#include "driver/load_rules.h"

namespace edict {

struct TestOptions {
  // The as-of date of tests does not follow the calendar: the same rules give the same result in any year.
  Day as_of = day_from_civil({2026, 1, 1});
  std::vector<EngineChoice> engines = {EngineChoice::Interpreter};
  std::vector<std::string> only;  // ids of edits; empty: all
  bool is_verbose = false;        // print the record of every row
};

struct TestReport {
  std::size_t edits = 0;     // with tests
  std::size_t untested = 0;  // without
  std::size_t rows = 0;      // with an expectation
  std::size_t failed = 0;
  std::string text;  // what the user reads
};

// Fails when an engine cannot be made; failed rows are in the report.
Result<TestReport> run_tests(const LoadedRules& rules, const TestOptions& options);

}  // namespace edict
