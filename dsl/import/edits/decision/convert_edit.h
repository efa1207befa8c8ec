// Turns an edit as it stands into a decision: statements are carried out on nodes instead of values, variables that
// two branches leave different become a choice, loops are written out, functions are put in where they are called.
#pragma once

#include <expected>
#include <string>

#include "dsl/import/edits/decision/decision.h"
#include "dsl/import/edits/parsed_package.h"

namespace edict::foreign {

// Why an edit has no decision.
struct ConversionFault {
  std::uint32_t line = 0;
  std::string problem;
};

// REQUIRES: the package outlives the graph; the edit's script was parsed.
std::expected<Decision, ConversionFault> convert_edit(DecisionGraph& graph, const ParsedPackage& package,
                                                      std::size_t edit);

}  // namespace edict::foreign
