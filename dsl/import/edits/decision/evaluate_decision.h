// Evaluates a converted edit on a record: what conversion made of it, to be held against the edit as it stands.
#pragma once

#include <optional>
#include <vector>

#include "dsl/import/edits/decision/decision.h"
#include "dsl/import/edits/evaluate_script.h"

namespace edict::foreign {

class DecisionEvaluator {
 public:
  // REQUIRES: both outlive the evaluator.
  DecisionEvaluator(const DecisionGraph& graph, const Facts& facts) : graph_(graph), facts_(facts) {}

  // Forgets the record before, and takes values from `items` from now on. REQUIRES: `items` outlives what is asked.
  void begin_record(const ItemSource& items);

  [[nodiscard]] const Value& value_of(NodeId node);

  // The outcome by its nodes alone.
  Outcome outcome(const OutcomeNodes& nodes);
  // The same by the steps, with message and notes. REQUIRES: `message` is the message of the edit.
  Verdict verdict(const Decision& decision, const std::string& message);

 private:
  // Whether the edit goes on behind the steps.
  bool take(const std::vector<Step>& steps, const std::string& message, Verdict& verdict);

  const DecisionGraph& graph_;
  const Facts& facts_;
  const ItemSource* items_ = nullptr;
  bool is_flagged_ = false;  // by a note
  std::vector<std::optional<Value>> values_;
  std::vector<std::uint32_t> asked_;  // nodes that have a value
};

}  // namespace edict::foreign
