// What the tests of a rule set reach: conditions that were true, false and unsure; branches taken; rows of tables
// found; the codes at the ends of code lists.
//
// Only rows whose outcome is expected of a record count, and a condition counts only where the clauses before it let it
// be asked. Measured on the interpreter (probes.h); the rows of tables on the reference.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver/load_rules.h"
#include "driver/testing/probes.h"

namespace edict {

struct CoverageReport {
  std::size_t edits = 0;
  std::size_t rows = 0;
  std::vector<CoveragePoint> points;  // by file, then place
};

// Coverage of these edits by their own tests, on `threads` threads.
CoverageReport measure_coverage(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, Day as_of,
                                unsigned threads);

struct CoverageCount {
  std::size_t reached = 0;
  std::size_t goals = 0;
};
CoverageCount count_of(const CoveragePoint& point);
CoverageCount count_of(const CoverageReport& report, CoverageKind kind);

// The goals of a point that no row reached: "never false, never unsure".
std::string missing_text(const CoveragePoint& point);

}  // namespace edict
