// An edit without assignments: the steps it takes, in order, with conditions and texts as nodes of a graph.
//
// This keeps how the edit is written (what is asked first, what is asked only in a branch), so it is what printing
// begins with. What the edit decides is a node too: see outcome_of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/import/edits/decision/decision_graph.h"

namespace edict::foreign {

enum class StepKind : std::uint8_t {
  Branch,  // a condition, and the steps if it is true and if it is not
  Return,  // passes if `node` is true; else fails
  Throw,   // has no result if `node` is true
  Note,    // fails, and the finding says `node` too; goes on
};

struct Step {
  StepKind kind = StepKind::Return;
  NodeId node;
  NodeId message;  // of a Return that fails: what the finding says; null: the message of the edit
  std::uint32_t line = 0;
  std::vector<Step> chosen;     // of a Branch
  std::vector<Step> otherwise;  // of a Branch
};

struct Decision {
  std::vector<Step> steps;  // without a Return at the end the edit fails there
};

// What an edit decides, as truths of the graph.
struct OutcomeNodes {
  NodeId passes;
  NodeId throws;  // decides before `passes` does
};
OutcomeNodes outcome_of(DecisionGraph& graph, const Decision& decision);

}  // namespace edict::foreign
