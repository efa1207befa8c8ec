// Calls of functions that the script makes, put in where they are called, and of methods.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/import/edits/decision/edit_converter.h"

namespace edict::foreign {

std::vector<NodeId> EditConverter::nodes_of(Frame& frame, Children arguments) {
  std::vector<NodeId> nodes;
  for (const ScriptNodeId argument : arguments) nodes.push_back(evaluate(frame, argument));
  return nodes;
}

// The nodes of a function stand right before it.
Symbolic EditConverter::function_of(Frame& frame, ScriptNodeId lambda) {
  ScriptNodeId first = lambda;
  while (!frame.script->children(first).empty()) first = frame.script->child(first, 0);
  for (ScriptNodeId id = first; id < lambda; ++id) {
    const ScriptNode& node = (*frame.script)[id];
    SymbolicVariable* variable = node.kind == ScriptKind::Name ? find(frame, node.text) : nullptr;
    if (variable != nullptr) variable->is_seen = true;
  }
  work_ += frame.variables.size();
  return std::make_shared<const SymbolicClosure>(SymbolicClosure{frame.script, lambda, frame.variables});
}

NodeId EditConverter::inlined(Frame& frame, ScriptNodeId id, const Symbolic& callee, Children arguments) {
  const auto* closure = std::get_if<std::shared_ptr<const SymbolicClosure>>(&callee);
  if (closure == nullptr) refuse(frame, id, "what is called is not a function");
  std::vector<Symbolic> values;
  for (const ScriptNodeId argument : arguments) values.push_back(evaluate_symbolic(frame, argument));
  return inlined(frame, id, **closure, values);
}

NodeId EditConverter::inlined(Frame& frame, ScriptNodeId id, const SymbolicClosure& closure,
                              const std::vector<Symbolic>& values) {
  std::vector<Step> steps;
  Frame own{closure.script, closure.seen, &steps, closure.seen.size(), true};
  own.variables.push_back({kMessage, special(frame, kMessage), 0});
  own.variables.push_back({kDateProblem, special(frame, kDateProblem), 0});
  Children body = closure.script->children(closure.node);
  std::size_t given = 0;
  while (!body.empty() && (*closure.script)[body.front()].kind == ScriptKind::Parameter) {
    const std::string_view name = (*closure.script)[closure.script->children(body.front()).back()].text;
    own.variables.push_back({name, given < values.size() ? values[given] : Symbolic(graph_.null()), 0});
    ++given;
    body = body.subspan(1);
  }
  run_body(own, body);
  const bool sets_message = special(own, kMessage) != special(frame, kMessage);
  if (sets_message || has_message_of_its_own(steps, special(frame, kMessage))) {
    refuse(frame, id, "a function sets the message");
  }
  emit_throw(frame, id, outcome_of(graph_, {steps}).throws);
  return returned(frame, id, steps, graph_.null());
}

bool EditConverter::has_message_of_its_own(const std::vector<Step>& steps, NodeId message) {
  return std::ranges::any_of(steps, [&](const Step& step) {
    if (step.kind == StepKind::Return) return step.message != message;
    return has_message_of_its_own(step.chosen, message) || has_message_of_its_own(step.otherwise, message);
  });
}

NodeId EditConverter::returned(Frame& frame, ScriptNodeId id, const std::vector<Step>& steps, NodeId after) {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->kind == StepKind::Note) refuse(frame, id, "a function adds notes");
    if (step->kind == StepKind::Return) after = step->node;
    if (step->kind != StepKind::Branch) continue;
    const NodeId chosen = returned(frame, id, step->chosen, after);
    after = graph_.select(step->node, chosen, returned(frame, id, step->otherwise, after));
  }
  return after;
}

Symbolic EditConverter::method(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const std::string& name = (*frame.script)[children[1]].text;
  const ScriptNode& receiver = (*frame.script)[children[0]];
  const Children arguments = children.subspan(2);
  const bool is_name = receiver.kind == ScriptKind::Name;
  if (is_name && receiver.text == "Functions") {
    return function_call(frame, id, name, arguments_of(*frame.script, id));
  }
  if (is_name && receiver.text == "Context") return inlined(frame, id, context_entry(frame, id, name), arguments);
  const ForeignMethod* method = foreign_method(name);
  if (method == nullptr) refuse(frame, id, fmt::format("`.{}()` is not converted", name));
  const Symbolic callee = evaluate_symbolic(frame, children[0]);
  if (method->role == MethodRole::CallsFunction) return inlined(frame, id, callee, arguments);
  if (method->role == MethodRole::LastDay) return last_day(frame, id, callee);
  const NodeId value = node_of(frame, id, callee);
  if (method->role == MethodRole::ForEach) return for_each(frame, id, value, arguments);
  if ((*frame.script)[id].kind == ScriptKind::Call) {
    return call_method(frame, id, value, *method, nodes_of(frame, arguments));
  }
  const NodeId is_there = graph_.negation(graph_.is_null(value));
  const NodeId result =
      only_if(frame, is_there, [&] { return call_method(frame, id, value, *method, nodes_of(frame, arguments)); });
  return graph_.select(is_there, result, graph_.null());
}

NodeId EditConverter::last_day(Frame& frame, ScriptNodeId id, const Symbolic& calendar) {
  const SymbolicMonth* month = std::get_if<SymbolicMonth>(&calendar);
  if (month == nullptr) refuse(frame, id, "the last day of what is not a month");
  return call(frame, id, Operation::LastDayOfMonth, {month->year, month->month});
}

NodeId EditConverter::for_each(Frame& frame, ScriptNodeId id, NodeId whole, Children arguments) {
  const List* list = graph_.is_constant(whole) ? graph_.value_of(whole).as<List>() : nullptr;
  const Symbolic callee = evaluate_symbolic(frame, arguments[0]);
  const auto* closure = std::get_if<std::shared_ptr<const SymbolicClosure>>(&callee);
  if (list == nullptr || closure == nullptr) refuse(frame, id, "`each` of what only a record tells");
  const List kept = *list;
  for (const Value& element : kept->elements) inlined(frame, id, **closure, {graph_.constant(element)});
  return whole;
}

NodeId EditConverter::call_method(Frame& frame, ScriptNodeId id, NodeId receiver, const ForeignMethod& method,
                                  std::vector<NodeId> arguments) {
  const bool is_kernel = method.role == MethodRole::Kernel || method.role == MethodRole::IsEmpty;
  if (!is_kernel) refuse(frame, id, fmt::format("`.{}()` is not converted", method.name));
  arguments.insert(arguments.begin(), receiver);
  const NodeId result = call(frame, id, method.operation, std::move(arguments));
  return method.role == MethodRole::Kernel ? result : call(frame, id, Operation::Equal, {result, number(0)});
}

}  // namespace edict::foreign
