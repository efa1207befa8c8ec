// Whether the tests of a rule set would notice a slip: each mutant (mutants.h) is run on the tests of the edits it
// changes, and is killed if some row that comes out as expected of the original does not of the mutant.
//
// Mutants that are the same program after optimisation are left out: no record tells them apart.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver/load_rules.h"

namespace edict {

struct SurvivingMutant {
  std::string edit;  // one that it changes
  std::string path;
  std::uint32_t line = 0;
  std::string text;  // "`laterality in [1-5, 9]` with 9 dropped"
};

struct MutationReport {
  std::size_t edits = 0;     // with tests
  std::size_t untested = 0;  // left out
  std::size_t mutants = 0;
  std::size_t killed = 0;
  std::size_t equivalent = 0;
  std::vector<SurvivingMutant> survivors;  // by file, then place
};

MutationReport run_mutants(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, Day as_of,
                           unsigned threads);

std::string mutation_as_text(const MutationReport& report);
std::string mutation_as_json(const MutationReport& report);

}  // namespace edict
