// Runs the test tables that stand beside the edits.
//
// Each row is a record of its own (or, with a `case` column, a tumor of its case's patient); items without a column are
// blank. A row passes when the edit's outcome is the one written, and its text, if any, stands in a message of what
// failed or was overridden, or in the clause that made the edit skipped or unsure.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "driver/engine.h"
#include "driver/load_rules.h"

namespace edict {

// Which edits a command is about. Empty lists leave the choice open; an edit is meant that fits all of them.
struct EditFilter {
  std::vector<std::string> ids;
  std::vector<std::string> packages;
  std::vector<std::string> tags;
};

// The selected edits that the filter names, in order. Fails when a word of the filter names nothing.
Result<std::vector<SelectedEdit>> filtered_edits(const LoadedRules& rules, const EditFilter& filter, Day as_of);

// The as-of date of tests does not follow the calendar: the same rules give the same result in any year.
inline constexpr Day kAsOfOfTests = day_from_civil({2026, 1, 1});

struct TestOptions {
  Day as_of = kAsOfOfTests;
  std::vector<EngineChoice> engines = {EngineChoice::Interpreter};
  EditFilter filter;
  std::vector<std::string> required;  // outcomes that every edit must have a row of, such as pass and fail
};

// One row on one engine.
struct RowResult {
  std::uint32_t edit = 0;  // index into Module::edits
  std::string path;        // of the rule file
  std::uint32_t line = 0;
  std::uint32_t number = 0;  // of the row in its table, from 1
  std::string case_name;
  std::string engine;
  std::string expected;
  std::string outcome;
  std::string problem;                // empty: as expected
  std::vector<std::string> reasons;   // the clauses that decided, with their values
  std::vector<std::string> messages;  // of the findings
  std::vector<std::pair<std::string, std::string>>
      record;  // items and values as people read them; blanks of columns too
};

struct TestReport {
  std::size_t edits = 0;     // with tests
  std::size_t untested = 0;  // without
  std::size_t rows = 0;      // with an expectation
  std::size_t failed = 0;    // on any engine
  std::vector<RowResult> results;
  std::vector<std::pair<std::uint32_t, std::string>> lacking;  // edits without a row of a required outcome
  [[nodiscard]] bool is_good() const { return failed == 0 && lacking.empty(); }
};

// Fails when an engine cannot be made; failed rows are in the report.
Result<TestReport> run_tests(const LoadedRules& rules, const TestOptions& options);

}  // namespace edict
