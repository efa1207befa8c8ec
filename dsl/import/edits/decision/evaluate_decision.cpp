#include "dsl/import/edits/decision/evaluate_decision.h"

#include "dsl/compatible/blanks.h"

namespace edict::foreign {

void DecisionEvaluator::begin_record(const ItemSource& items) {
  items_ = &items;
  for (const std::uint32_t node : asked_) values_[node].reset();
  asked_.clear();
  values_.resize(graph_.size());
}

const Value& DecisionEvaluator::value_of(NodeId id) {
  if (values_[id.index()]) return *values_[id.index()];
  const DecisionNode& node = graph_[id];
  Value value;
  switch (node.kind) {
    case DecisionKind::Constant: value = node.constant; break;
    case DecisionKind::Item: value = (*items_)(0, *node.constant.text()); break;
    case DecisionKind::Not: value = !value_of(node.arguments[0]).is_true(); break;
    case DecisionKind::And:
      value = value_of(node.arguments[0]).is_true() && value_of(node.arguments[1]).is_true();
      break;
    case DecisionKind::Or:
      value = value_of(node.arguments[0]).is_true() || value_of(node.arguments[1]).is_true();
      break;
    case DecisionKind::Select:
      value = value_of(node.arguments[0]).is_true() ? value_of(node.arguments[1]) : value_of(node.arguments[2]);
      break;
    case DecisionKind::Throws: value = value_of(node.arguments[0]).is_raised(); break;
    case DecisionKind::Call: {
      std::vector<Value> arguments;
      arguments.reserve(node.arguments.size());
      for (const NodeId argument : node.arguments) arguments.push_back(value_of(argument));
      value = apply(node.operation, facts_, arguments);
      break;
    }
  }
  asked_.push_back(id.value);
  return values_[id.index()].emplace(std::move(value));
}

Outcome DecisionEvaluator::outcome(const OutcomeNodes& nodes) {
  if (value_of(nodes.throws).is_true()) return Outcome::Error;
  return value_of(nodes.passes).is_true() ? Outcome::Pass : Outcome::Fail;
}

Verdict DecisionEvaluator::verdict(const Decision& decision, const std::string& message) {
  Verdict verdict;
  is_flagged_ = false;
  if (take(decision.steps, message, verdict)) {
    verdict.outcome = Outcome::Fail;
    verdict.message = filled_message(message, *items_);
  }
  return verdict;
}

bool DecisionEvaluator::take(const std::vector<Step>& steps, const std::string& message, Verdict& verdict) {
  for (const Step& step : steps) {
    switch (step.kind) {
      case StepKind::Branch:
        if (!take(value_of(step.node).is_true() ? step.chosen : step.otherwise, message, verdict)) return false;
        break;
      case StepKind::Return: {
        const bool passes = value_of(step.node).is_true() && !is_flagged_;
        verdict.outcome = passes ? Outcome::Pass : Outcome::Fail;
        if (passes) return false;
        const Value& own = value_of(step.message);
        verdict.message = filled_message(
            own.is_null() ? message : std::string(compatible::without_end_blanks(to_text(own))), *items_);
        return false;
      }
      case StepKind::Throw:
        if (!value_of(step.node).is_true()) break;
        verdict = {Outcome::Error, {}, {}};
        return false;
      case StepKind::Note: {
        is_flagged_ = true;
        const Value& note = value_of(step.node);
        if (note.is_null()) break;
        verdict.notes.push_back(filled_message(compatible::without_end_blanks(to_text(note)), *items_));
        break;
      }
    }
  }
  return true;
}

}  // namespace edict::foreign
