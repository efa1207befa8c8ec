// Runs a rule program over generated records on all three engines and finds the first difference.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver/load_rules.h"

namespace edict::differential {

struct Comparison {
  std::uint64_t outcomes = 0;  // compared, each on three engines
  std::uint64_t seen[6] = {};  // by Outcome: what the reference answered
  std::string difference;      // empty when all agree; else what to look at, with the path of the repro file
};

// Compares on `patients` generated patients. On a mismatch writes the edit's text and the patient to a file in
// `repro_folder`.
Comparison compare_engines(const LoadedRules& rules, std::uint64_t seed, std::size_t patients,
                           const std::string& repro_folder);

// Rules from text over the generated registry; aborts on diagnostics, which would be a bug of the generator.
LoadedRules load_generated(const std::string& text);

}  // namespace edict::differential
