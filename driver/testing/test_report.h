// A test report as people and programs read it.
#pragma once

#include <string>

#include "driver/load_rules.h"
#include "driver/testing/test_runner.h"

namespace edict {

// Failed rows with the clauses that decided, edits that lack a required row, and a line that counts. With
// `shows_records` every row, with its record.
std::string test_report_as_text(const LoadedRules& rules, const TestReport& report, bool shows_records);

// One object: counts, every row, what is lacking (docs/testing.md).
std::string test_report_as_json(const LoadedRules& rules, const TestReport& report);

// JUnit XML, as build servers read it: a suite for each edit, a case for each row and engine.
std::string test_report_as_junit(const LoadedRules& rules, const TestReport& report);

}  // namespace edict
