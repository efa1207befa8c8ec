// Bodies and statements.
#include "dsl/import/edits/evaluate/script_run.h"

namespace edict::foreign {

Variable* Scope::find(std::string_view name) {
  for (Scope* scope = this; scope != nullptr; scope = scope->outer.get()) {
    for (auto variable = scope->variables.rbegin(); variable != scope->variables.rend(); ++variable) {
      if (variable->name == name) return &*variable;
    }
  }
  return nullptr;
}

Value ScriptRun::call_script(const Script& script) {
  Call call{&script, std::make_shared<Scope>(), {}};
  return run_body(call, script.children(script.root()));
}

Value ScriptRun::run_body(Call& call, Children statements) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const bool is_last = i + 1 == statements.size();
    if (is_last && (*call.script)[statements[i]].kind == ScriptKind::Evaluate) {
      return evaluate(call, call.script->child(statements[i], 0));
    }
    const Flow flow = execute(call, statements[i]);
    if (flow == Flow::Raised) return Raised{};
    if (flow == Flow::Return) return call.result;
  }
  return Value();
}

Value ScriptRun::call_closure(const ClosureValue& closure, std::span<const Value> arguments) {
  Call call{closure.script, std::make_shared<Scope>(), {}};
  call.scope->outer = closure.scope;
  Children body = closure.script->children(closure.node);
  std::size_t given = 0;
  while (!body.empty() && (*closure.script)[body.front()].kind == ScriptKind::Parameter) {
    const std::string_view name = (*closure.script)[closure.script->children(body.front()).back()].text;
    call.scope->variables.push_back({name, given < arguments.size() ? arguments[given] : Value(), 0});
    ++given;
    body = body.subspan(1);
  }
  if (given == 0) call.scope->variables.push_back({"it", arguments.empty() ? Value() : arguments[0], 0});
  return run_body(call, body);
}

Flow ScriptRun::execute(Call& call, ScriptNodeId id) {
  if (!may_go_on()) return Flow::Raised;
  ++depth_;
  const Flow flow = executed(call, id);
  --depth_;
  return flow;
}

Flow ScriptRun::executed(Call& call, ScriptNodeId id) {
  const ScriptNode& node = (*call.script)[id];
  const Children children = call.script->children(id);
  switch (node.kind) {
    case ScriptKind::Block: return execute_block(call, children);
    case ScriptKind::If: {
      const Value condition = evaluate(call, children[0]);
      if (condition.is_raised()) return Flow::Raised;
      if (condition.is_true()) return execute(call, children[1]);
      return children.size() > 2 ? execute(call, children[2]) : Flow::Next;
    }
    case ScriptKind::While: return execute_while(call, children);
    case ScriptKind::ForIn: return execute_for(call, children);
    case ScriptKind::Return:
      call.result = children.empty() ? Value() : evaluate(call, children[0]);
      return call.result.is_raised() ? Flow::Raised : Flow::Return;
    case ScriptKind::Break: return Flow::Break;
    case ScriptKind::Continue: return Flow::Continue;
    case ScriptKind::Declare: return declare(call, children);
    case ScriptKind::Evaluate: return evaluate(call, children[0]).is_raised() ? Flow::Raised : Flow::Next;
    default: return assign(call, node.kind, children);
  }
}

Flow ScriptRun::execute_block(Call& call, Children statements) {
  const std::size_t outside = call.scope->variables.size();
  Flow flow = Flow::Next;
  for (std::size_t i = 0; i < statements.size() && flow == Flow::Next; ++i) flow = execute(call, statements[i]);
  call.scope->variables.resize(outside);
  return flow;
}

Flow ScriptRun::execute_while(Call& call, Children children) {
  for (;;) {
    const Value condition = evaluate(call, children[0]);
    if (condition.is_raised()) return Flow::Raised;
    if (!condition.is_true()) return Flow::Next;
    const Flow flow = execute(call, children[1]);
    if (flow == Flow::Break) return Flow::Next;
    if (flow == Flow::Return || flow == Flow::Raised) return flow;
  }
}

Flow ScriptRun::execute_for(Call& call, Children children) {
  const Value through = evaluate(call, children[1]);
  const List* list = through.as<List>();
  if (list == nullptr) return through.is_null() ? Flow::Next : Flow::Raised;
  const std::size_t count = (*list)->elements.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t outside = call.scope->variables.size();
    call.scope->variables.push_back({(*call.script)[children[0]].text, (*list)->elements[i], 0});
    const Flow flow = execute(call, children[2]);
    call.scope->variables.resize(outside);
    if (flow == Flow::Break) break;
    if ((*list)->elements.size() != count) return Flow::Raised;
    if (flow == Flow::Return || flow == Flow::Raised) return flow;
  }
  return Flow::Next;
}

Flow ScriptRun::declare(Call& call, Children children) {
  const std::string_view type = (*call.script)[children[0]].text;
  for (const ScriptNodeId declared : children.subspan(1)) {
    const Children parts = call.script->children(declared);
    Variable variable{(*call.script)[parts[0]].text, {}, 0};
    if (type == "int") variable.value = std::int64_t{0};
    if (type == "boolean") variable.value = false;
    if (parts.size() > 1) {
      const ScriptNode& initial = (*call.script)[parts[1]];
      if (initial.kind == ScriptKind::NewArray) {
        const Value size = evaluate(call, call.script->child(parts[1], 1));
        if (!is_size(size)) return Flow::Raised;
        variable.value = "";
        variable.size = *size.number();
      } else {
        variable.value = converted(type, evaluate(call, parts[1]));
        if (variable.value.is_raised()) return Flow::Raised;
      }
    }
    call.scope->variables.push_back(std::move(variable));
  }
  return Flow::Next;
}

bool ScriptRun::is_size(const Value& value) {
  const std::int64_t* number = value.number();
  return number != nullptr && *number >= 0 && *number <= static_cast<std::int64_t>(kLongestText);
}

Value ScriptRun::converted(std::string_view type, const Value& value) {
  if (value.is_raised()) return value;
  if (type == "boolean" || type == "Boolean") return value.is_true();
  if (type == "int" && !value.is_number()) return Raised{};
  if (type == "String" && value.is_number()) return to_text(value);
  return value;
}

Flow ScriptRun::assign(Call& call, ScriptKind kind, Children children) {
  const ScriptNode& target = (*call.script)[children[0]];
  if (target.kind == ScriptKind::Index) return end_text(call, children[0]);
  if (target.kind != ScriptKind::Name) return Flow::Raised;
  Value value = children.size() > 1 ? evaluate(call, children[1]) : Value(std::int64_t{1});
  if (value.is_raised()) return Flow::Raised;
  Variable* variable = call.scope->find(target.text);
  if (variable == nullptr) return Flow::Raised;
  const Value old = variable->value;
  if (kind == ScriptKind::AddAssign || kind == ScriptKind::Increment) value = with(Operation::Add, old, value);
  if (kind == ScriptKind::SubtractAssign || kind == ScriptKind::Decrement) {
    value = with(Operation::Subtract, old, value);
  }
  if (kind == ScriptKind::AndAssign) value = old.is_true() && value.is_true();
  if (kind == ScriptKind::OrAssign) value = old.is_true() || value.is_true();
  if (value.is_raised()) return Flow::Raised;
  variable->value = std::move(value);
  return Flow::Next;
}

Flow ScriptRun::end_text(Call& call, ScriptNodeId target) {
  const Children parts = call.script->children(target);
  const ScriptNode& name = (*call.script)[parts[0]];
  Variable* variable = name.kind == ScriptKind::Name ? call.scope->find(name.text) : nullptr;
  if (variable == nullptr || variable->size == 0) return Flow::Raised;
  variable->value = with(Operation::Cut, variable->value, evaluate(call, parts[1]));
  return Flow::Next;
}

}  // namespace edict::foreign
