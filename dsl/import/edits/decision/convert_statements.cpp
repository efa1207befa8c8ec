// Bodies and statements: the steps of an edit.
#include <fmt/format.h>

#include "dsl/import/edits/decision/edit_converter.h"

namespace edict::foreign {
namespace {

constexpr std::size_t kMostUnrolledTurns = 150;

}  // namespace

void EditConverter::run_body(Frame& frame, Children statements) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const ScriptNode& node = (*frame.script)[statements[i]];
    if (i + 1 == statements.size() && node.kind == ScriptKind::Evaluate) {
      emit_return(frame, statements[i], frame.script->child(statements[i], 0));
      return;
    }
    if (!execute(frame, statements[i])) return;
  }
}

void EditConverter::emit_return(Frame& frame, ScriptNodeId statement, ScriptNodeId value) {
  const NodeId returned = evaluate(frame, value);
  emit(frame, {StepKind::Return, returned, special(frame, kMessage), (*frame.script)[statement].line, {}, {}});
}

void EditConverter::begin_work(Frame& frame, ScriptNodeId id) {
  if (++work_ > kMostWork || graph_.is_exhausted()) refuse(frame, id, kTooMuch);
  if (depth_ == kDeepestWork) refuse(frame, id, "nested too deeply");
}

bool EditConverter::execute(Frame& frame, ScriptNodeId id) {
  begin_work(frame, id);
  ++depth_;
  const bool goes_on = executed(frame, id);
  --depth_;
  return goes_on;
}

bool EditConverter::executed(Frame& frame, ScriptNodeId id) {
  const ScriptNode& node = (*frame.script)[id];
  const Children children = frame.script->children(id);
  switch (node.kind) {
    case ScriptKind::Block: {
      const std::size_t outside = frame.variables.size();
      bool goes_on = true;
      for (std::size_t i = 0; i < children.size() && goes_on; ++i) goes_on = execute(frame, children[i]);
      frame.variables.resize(outside);
      return goes_on;
    }
    case ScriptKind::If: return execute_if(frame, id);
    case ScriptKind::While: return execute_while(frame, id, 0);
    case ScriptKind::ForIn: return execute_for(frame, id);
    case ScriptKind::Return:
      if (children.empty()) {
        emit(frame, {StepKind::Return, graph_.null(), special(frame, kMessage), node.line, {}, {}});
      } else {
        emit_return(frame, id, children[0]);
      }
      return false;
    case ScriptKind::Declare: declare(frame, children); return true;
    case ScriptKind::Evaluate: evaluate_symbolic(frame, children[0]); return true;
    case ScriptKind::Break:
    case ScriptKind::Continue: refuse(node, fmt::format("{} is not converted", describe(node.kind)));
    default: assign(frame, id); return true;
  }
}

bool EditConverter::execute_if(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const NodeId condition = graph_.truth(evaluate(frame, children[0]));
  if (condition == truth_of(true)) return execute(frame, children[1]);
  if (condition == truth_of(false)) return children.size() < 3 || execute(frame, children[2]);
  return branch(
      frame, id, condition, [&] { return execute(frame, children[1]); },
      [&] { return children.size() < 3 || execute(frame, children[2]); });
}

bool EditConverter::execute_while(Frame& frame, ScriptNodeId id, std::size_t turn) {
  if (turn == kMostUnrolledTurns) refuse(frame, id, "a loop without a bound");
  const Children children = frame.script->children(id);
  const NodeId condition = graph_.truth(evaluate(frame, children[0]));
  if (condition == truth_of(false)) return true;
  const auto next_turn = [&] { return execute(frame, children[1]) && execute_while(frame, id, turn + 1); };
  if (condition == truth_of(true)) return next_turn();
  return branch(frame, id, condition, next_turn, [] { return true; });
}

bool EditConverter::execute_for(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const NodeId through = evaluate(frame, children[1]);
  const List* list = graph_.is_constant(through) ? graph_.value_of(through).as<List>() : nullptr;
  if (list == nullptr) refuse(frame, id, "a loop through what only a record tells");
  const List kept = *list;
  const std::size_t outside = frame.variables.size();
  for (const Value& element : kept->elements) {
    frame.variables.push_back({(*frame.script)[children[0]].text, graph_.constant(element), 0});
    const bool goes_on = execute(frame, children[2]);
    frame.variables.resize(outside);
    if (!goes_on) return false;
  }
  return true;
}

void EditConverter::declare(Frame& frame, Children children) {
  const std::string_view type = (*frame.script)[children[0]].text;
  for (const ScriptNodeId declared : children.subspan(1)) {
    const Children parts = frame.script->children(declared);
    SymbolicVariable variable{(*frame.script)[parts[0]].text, graph_.null(), 0};
    if (type == "int") variable.value = number(0);
    if (type == "boolean") variable.value = truth_of(false);
    if (parts.size() > 1 && (*frame.script)[parts[1]].kind == ScriptKind::NewArray) {
      const NodeId size = evaluate(frame, frame.script->child(parts[1], 1));
      const std::int64_t* count = graph_.value_of(size).number();
      if (count == nullptr) refuse(frame, declared, "a text whose size only a record tells");
      const bool is_size = *count >= 0 && *count <= static_cast<std::int64_t>(kLongestText);
      if (!is_size) refuse(frame, declared, fmt::format("a text of {} characters", *count));
      variable.value = graph_.constant("");
      variable.size = *count;
    } else if (parts.size() > 1) {
      variable.value = converted(frame, declared, type, evaluate_symbolic(frame, parts[1]));
    }
    frame.variables.push_back(std::move(variable));
  }
}

Symbolic EditConverter::converted(Frame& frame, ScriptNodeId id, std::string_view type, const Symbolic& value) {
  const NodeId* node = std::get_if<NodeId>(&value);
  if (node == nullptr) return value;
  if (type == "boolean" || type == "Boolean") return graph_.truth(*node);
  if (type == "int") {
    if (graph_.kind_of(*node) != ValueKind::Number) refuse(frame, id, "a number is made of something else");
    emit_throw(frame, id, graph_.is_null(*node));
  }
  return type == "String" ? as_text(*node) : value;
}

void EditConverter::assign(Frame& frame, ScriptNodeId id) {
  const ScriptNode& node = (*frame.script)[id];
  const Children children = frame.script->children(id);
  const ScriptNode& target = (*frame.script)[children[0]];
  if (target.kind == ScriptKind::Index) return end_text(frame, children[0]);
  if (target.kind != ScriptKind::Name) refuse(node, fmt::format("{} is assigned to", describe(target.kind)));
  Symbolic value = children.size() > 1 ? evaluate_symbolic(frame, children[1]) : Symbolic(number(1));
  SymbolicVariable* variable = find(frame, target.text);
  if (variable == nullptr) refuse(node, fmt::format("`{}` is not declared", target.text));
  refuse_change(frame, node, *variable);
  if (node.kind != ScriptKind::Assign) value = changed(frame, id, node.kind, variable->value, value);
  find(frame, target.text)->value = std::move(value);
}

Symbolic EditConverter::changed(Frame& frame, ScriptNodeId id, ScriptKind kind, const Symbolic& old,
                                const Symbolic& value) {
  const NodeId left = node_of(frame, id, old);
  const NodeId right = node_of(frame, id, value);
  switch (kind) {
    case ScriptKind::AndAssign: return graph_.both(graph_.truth(left), graph_.truth(right));
    case ScriptKind::OrAssign: return graph_.either(graph_.truth(left), graph_.truth(right));
    case ScriptKind::SubtractAssign:
    case ScriptKind::Decrement: return call(frame, id, Operation::Subtract, {left, right});
    default: return call(frame, id, Operation::Add, {left, right});
  }
}

void EditConverter::end_text(Frame& frame, ScriptNodeId target) {
  const Children parts = frame.script->children(target);
  const NodeId place = evaluate(frame, parts[1]);
  SymbolicVariable& variable = text_variable(frame, parts[0]);
  variable.value = graph_.call(Operation::Cut, {std::get<NodeId>(variable.value), place});
}

}  // namespace edict::foreign
