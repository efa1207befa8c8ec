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
  refuse_change(frame, node, *variable);
  return *variable;
}

void EditConverter::refuse_change(const Frame& frame, const ScriptNode& node, const SymbolicVariable& variable) {
  const auto index = static_cast<std::size_t>(&variable - frame.variables.data());
  if (index < frame.seen_count) refuse(node, fmt::format("a function sets `{}` outside itself", variable.name));
  if (variable.is_seen)
    refuse(node, fmt::format("`{}` changes after a function was made that reads it", variable.name));
}

Variables EditConverter::merged(NodeId condition, const Variables& chosen, const Variables& otherwise) {
  Variables result = chosen;
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i].value = merged(condition, chosen[i].value, otherwise[i].value);
    result[i].is_seen = chosen[i].is_seen || otherwise[i].is_seen;
  }
  return result;
}

Symbolic EditConverter::merged(NodeId condition, const Symbolic& chosen, const Symbolic& otherwise) {
  if (chosen.index() != otherwise.index()) return Undecided{};
  if (const NodeId* node = std::get_if<NodeId>(&chosen)) {
    return graph_.select(condition, *node, std::get<NodeId>(otherwise));
  }
  if (const SymbolicMonth* month = std::get_if<SymbolicMonth>(&chosen)) {
    const SymbolicMonth& other = std::get<SymbolicMonth>(otherwise);
    return SymbolicMonth{graph_.select(condition, month->year, other.year),
                         graph_.select(condition, month->month, other.month)};
  }
  using Function = std::shared_ptr<const SymbolicClosure>;
  const Function* function = std::get_if<Function>(&chosen);
  return function != nullptr && *function == std::get<Function>(otherwise) ? chosen : Undecided{};
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
