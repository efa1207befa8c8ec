// A coverage report in four forms. HTML is a page for each rule file and one that lists them, each complete in itself.
#pragma once

#include <string>
#include <vector>

#include "driver/load_rules.h"
#include "driver/testing/coverage.h"

namespace edict {

// Totals by kind and what no row reached; `most` places are named.
std::string coverage_as_text(const LoadedRules& rules, const CoverageReport& report, std::size_t most);

// One object: totals, and every point with its goals (docs/testing.md).
std::string coverage_as_json(const LoadedRules& rules, const CoverageReport& report);

// LCOV trace (geninfo(1)): edits are functions, lines those of the clauses, branches the outcomes of conditions.
std::string coverage_as_lcov(const LoadedRules& rules, const CoverageReport& report);

struct CoveragePage {
  std::string name;  // of the file to write: "index.html", "core-sequence.edict.html"
  std::string text;
};
std::vector<CoveragePage> coverage_as_html(const LoadedRules& rules, const CoverageReport& report);

}  // namespace edict
