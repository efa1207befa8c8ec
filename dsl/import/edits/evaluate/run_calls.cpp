// Calls of functions that the script makes, and of methods.
#include <array>
#include <utility>

#include "dsl/import/edits/evaluate/script_run.h"

namespace edict::foreign {

std::optional<std::vector<Value>> ScriptRun::values_of(Call& call, Children arguments) {
  std::vector<Value> values;
  values.reserve(arguments.size());
  for (const ScriptNodeId argument : arguments) {
    values.push_back(evaluate(call, argument));
    if (values.back().is_raised()) return std::nullopt;
  }
  return values;
}

Value ScriptRun::apply_closure(Call& call, const Value& callee, Children arguments) {
  const Closure* closure = callee.as<Closure>();
  const auto values = values_of(call, arguments);
  if (closure == nullptr || !values) return Raised{};
  return call_closure(**closure, *values);
}

Value ScriptRun::method(Call& call, ScriptNodeId id) {
  const Children children = call.script->children(id);
  const bool is_safe = (*call.script)[id].kind == ScriptKind::SafeCall;
  const std::string& name = (*call.script)[children[1]].text;
  const ScriptNode& receiver = (*call.script)[children[0]];
  const Children arguments = children.subspan(2);
  const bool is_name = receiver.kind == ScriptKind::Name;
  if (is_name && receiver.text == "Functions") return call_function(call, name, arguments_of(*call.script, id));
  if (is_name && receiver.text == "Context") return apply_closure(call, context_entry(name), arguments);
  const Value value = evaluate(call, children[0]);
  if (value.is_raised()) return value;
  if (value.is_null() && is_safe) return value;
  const auto values = values_of(call, arguments);
  return values ? call_method(value, name, *values) : Value(Raised{});
}

Value ScriptRun::call_method(const Value& receiver, std::string_view name, const std::vector<Value>& arguments) {
  const ForeignMethod* method = foreign_method(name);
  if (method == nullptr) return Raised{};
  switch (method->role) {
    case MethodRole::Kernel:
      return made_list_or(receiver, arguments, *method, on_receiver(*method, receiver, arguments));
    case MethodRole::LastDay:
      return receiver.as<CalendarMonth>() == nullptr ? Value(Raised{}) : on_receiver(*method, receiver, {});
    case MethodRole::IsEmpty:
      return negated(with(Operation::Less, std::int64_t{0}, on_receiver(*method, receiver, {})));
    case MethodRole::Appends: return appended(receiver, arguments[0]).is_raised() ? Value(Raised{}) : true;
    case MethodRole::ForEach: return for_each(receiver, arguments[0]);
    case MethodRole::Sorts: return sorted(receiver, arguments.back());
    case MethodRole::MakesLists: {
      const Map* map = receiver.as<Map>();
      if (map == nullptr || (*map)->is_fixed) return Raised{};
      (*map)->makes_lists = true;
      return receiver;
    }
    case MethodRole::CallsFunction: {
      const Closure* closure = receiver.as<Closure>();
      return closure == nullptr ? Value(Raised{}) : call_closure(**closure, arguments);
    }
  }
  std::unreachable();
}

Value ScriptRun::on_receiver(const ForeignMethod& method, const Value& receiver, std::span<const Value> arguments) {
  std::vector<Value> all{receiver};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return apply(method.operation, facts_, all);
}

Value ScriptRun::made_list_or(const Value& receiver, const std::vector<Value>& arguments, const ForeignMethod& method,
                              Value found) {
  const Map* map = receiver.as<Map>();
  const bool makes_list = map != nullptr && (*map)->makes_lists && method.operation == Operation::Get;
  if (!makes_list || !found.is_null()) return found;
  (*map)->set(arguments[0], std::make_shared<ListValue>());
  return *(*map)->find(arguments[0]);
}

Value ScriptRun::for_each(const Value& receiver, const Value& callee) {
  const Closure* closure = callee.as<Closure>();
  if (closure == nullptr) return Raised{};
  if (const List* list = receiver.as<List>()) {
    const std::size_t count = (*list)->elements.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::array arguments{(*list)->elements[i]};
      if (call_closure(**closure, arguments).is_raised()) return Raised{};
      if ((*list)->elements.size() != count) return Raised{};
    }
  } else if (const Map* map = receiver.as<Map>()) {
    const std::size_t count = (*map)->entries.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::array arguments{(*map)->entries[i].first, (*map)->entries[i].second};
      if (call_closure(**closure, arguments).is_raised()) return Raised{};
      if ((*map)->entries.size() != count) return Raised{};
    }
  }
  return receiver;
}

Value ScriptRun::sorted(const Value& receiver, const Value& comparison) {
  const Map* map = comparison.as<Map>();
  const Value* compare = map == nullptr ? &comparison : (*map)->find("compare");
  const List* list = receiver.as<List>();
  if (list == nullptr || compare == nullptr || compare->as<Closure>() == nullptr) return Raised{};
  if ((*list)->is_fixed) return Raised{};
  std::vector<Value>& elements = (*list)->elements;
  for (std::size_t i = 1; i < elements.size(); ++i) {
    for (std::size_t j = i; j > 0; --j) {
      const std::array arguments{elements[j - 1], elements[j]};
      const Value order = call_closure(**compare->as<Closure>(), arguments);
      if (!order.is_number()) return Raised{};
      if (order.decimal() <= 0) break;
      std::swap(elements[j - 1], elements[j]);
    }
  }
  return receiver;
}

}  // namespace edict::foreign
