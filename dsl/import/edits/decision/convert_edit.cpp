#include "dsl/import/edits/decision/convert_edit.h"

#include <fmt/format.h>

#include "dsl/import/edits/decision/edit_converter.h"

namespace edict::foreign {

Decision EditConverter::convert(const Script& script) {
  Decision decision;
  Frame frame{&script, {}, &decision.steps};
  frame.variables.push_back({kMessage, graph_.null(), 0});
  frame.variables.push_back({kDateProblem, graph_.null(), 0});
  run_body(frame, script.children(script.root()));
  outcome_of(graph_, decision);
  if (graph_.is_exhausted()) refuse(script[script.root()], kTooMuch);
  return decision;
}

void EditConverter::refuse(const ScriptNode& node, std::string_view problem) {
  throw Unconvertible{node.line, std::string(problem)};
}

void EditConverter::refuse(Frame& frame, ScriptNodeId id, std::string_view problem) {
  refuse((*frame.script)[id], problem);
}

SymbolicVariable* EditConverter::find(Frame& frame, std::string_view name) {
  for (auto variable = frame.variables.rbegin(); variable != frame.variables.rend(); ++variable) {
    if (variable->name == name) return &*variable;
  }
  return nullptr;
}

SymbolicVariable& EditConverter::text_variable(Frame& frame, ScriptNodeId argument) {
  const ScriptNode& node = (*frame.script)[argument];
  SymbolicVariable* variable = node.kind == ScriptKind::Name ? find(frame, node.text) : nullptr;
  const bool is_text = variable != nullptr && variable->size != 0 && std::holds_alternative<NodeId>(variable->value);
  if (!is_text) refuse(node, "not a text of fixed size");
  refuse_outside(frame, node, *variable);
  return *variable;
}

void EditConverter::refuse_outside(const Frame& frame, const ScriptNode& node, const SymbolicVariable& variable) {
  const auto index = static_cast<std::size_t>(&variable - frame.variables.data());
  if (index < frame.seen_count) refuse(node, fmt::format("a function sets `{}` outside itself", variable.name));
}

Variables EditConverter::merged(NodeId condition, const Variables& chosen, const Variables& otherwise) {
  Variables result = chosen;
  for (std::size_t i = 0; i < result.size(); ++i) {
    NodeId* node = std::get_if<NodeId>(&result[i].value);
    const NodeId* other = std::get_if<NodeId>(&otherwise[i].value);
    if (node != nullptr && other != nullptr) *node = graph_.select(condition, *node, *other);
  }
  return result;
}

void EditConverter::emit_throw(Frame& frame, ScriptNodeId id, NodeId condition) {
  if (condition == truth_of(false)) return;
  emit(frame, {StepKind::Throw, condition, {}, (*frame.script)[id].line, {}, {}});
}

std::expected<Decision, ConversionFault> convert_edit(DecisionGraph& graph, const ParsedPackage& package,
                                                      std::size_t edit) {
  graph.begin_edit();
  try {
    return EditConverter(graph, package).convert(*package.script(edit));
  } catch (const Unconvertible& fault) {
    return std::unexpected(ConversionFault{fault.line, fault.problem});
  }
}

}  // namespace edict::foreign
