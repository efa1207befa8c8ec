#include "dsl/import/edits/decision/decision.h"

namespace edict::foreign {
namespace {

// What steps decide, from the last to the first: `after` is what is decided behind them.
NodeId passes(DecisionGraph& graph, const std::vector<Step>& steps, NodeId after) {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    switch (step->kind) {
      case StepKind::Branch: {
        const NodeId chosen = passes(graph, step->chosen, after);
        after = graph.select(step->node, chosen, passes(graph, step->otherwise, after));
        break;
      }
      case StepKind::Return: after = graph.truth(step->node); break;
      case StepKind::Throw: break;
      case StepKind::Note: after = graph.truth_of(false); break;
    }
  }
  return after;
}

NodeId throws(DecisionGraph& graph, const std::vector<Step>& steps, NodeId after) {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    switch (step->kind) {
      case StepKind::Branch: {
        const NodeId chosen = throws(graph, step->chosen, after);
        after = graph.select(step->node, chosen, throws(graph, step->otherwise, after));
        break;
      }
      case StepKind::Return: after = graph.truth_of(false); break;
      case StepKind::Throw: after = graph.either(step->node, after); break;
      case StepKind::Note: break;
    }
  }
  return after;
}

}  // namespace

OutcomeNodes outcome_of(DecisionGraph& graph, const Decision& decision) {
  return {passes(graph, decision.steps, graph.truth_of(false)), throws(graph, decision.steps, graph.truth_of(false))};
}

}  // namespace edict::foreign
