// Expressions: values, items, entries of the package.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/import/edits/decision/edit_converter.h"

namespace edict::foreign {

NodeId EditConverter::node_of(Frame& frame, ScriptNodeId id, const Symbolic& value) {
  const NodeId* node = std::get_if<NodeId>(&value);
  if (node == nullptr) refuse(frame, id, "a function is used as a value");
  return *node;
}

NodeId EditConverter::call(Frame& frame, ScriptNodeId id, Operation operation, std::vector<NodeId> arguments) {
  const NodeId result = graph_.call(operation, std::move(arguments));
  emit_throw(frame, id, graph_.throws(operation, result));
  return result;
}

NodeId EditConverter::evaluate_two(Frame& frame, ScriptNodeId id, Operation operation) {
  const Children children = frame.script->children(id);
  const NodeId left = evaluate(frame, children[0]);
  return call(frame, id, operation, {left, evaluate(frame, children[1])});
}

NodeId EditConverter::evaluate_swapped(Frame& frame, ScriptNodeId id, Operation operation) {
  const Children children = frame.script->children(id);
  const NodeId left = evaluate(frame, children[0]);
  return call(frame, id, operation, {evaluate(frame, children[1]), left});
}

Symbolic EditConverter::evaluate_symbolic(Frame& frame, ScriptNodeId id) {
  constexpr std::size_t kTextAtOnce = 64;
  begin_work(frame, id);
  ++depth_;
  Symbolic value = evaluated(frame, id);
  --depth_;
  const NodeId* node = std::get_if<NodeId>(&value);
  const std::string* text = node == nullptr ? nullptr : graph_.value_of(*node).text();
  if (text != nullptr) work_ += text->size() / kTextAtOnce;
  return value;
}

Symbolic EditConverter::evaluated(Frame& frame, ScriptNodeId id) {
  const ScriptNode& node = (*frame.script)[id];
  const Children children = frame.script->children(id);
  switch (node.kind) {
    case ScriptKind::Name: return value_of_name(frame, id);
    case ScriptKind::Number: return number(node.number);
    case ScriptKind::Text:
    case ScriptKind::Pattern: return graph_.constant(node.text);
    case ScriptKind::True:
    case ScriptKind::False: return truth_of(node.kind == ScriptKind::True);
    case ScriptKind::Null: return graph_.null();
    case ScriptKind::ListOf: return list_of(frame, children);
    case ScriptKind::MapOf: return map_of(frame, id);
    case ScriptKind::Lambda: return function_of(frame, id);
    case ScriptKind::Property:
    case ScriptKind::SafeProperty: return property(frame, id);
    case ScriptKind::Call:
    case ScriptKind::SafeCall: return method(frame, id);
    case ScriptKind::Apply: return inlined(frame, id, value_of_name(frame, children[0]), children.subspan(1));
    case ScriptKind::Index: return element(frame, id);
    case ScriptKind::New: return new_object(frame, id);
    case ScriptKind::Cast: return cast(frame, id);
    case ScriptKind::As: return evaluate_symbolic(frame, children[0]);
    case ScriptKind::Not: return graph_.negation(graph_.truth(evaluate(frame, children[0])));
    case ScriptKind::Negate: return call(frame, id, Operation::Subtract, {number(0), evaluate(frame, children[0])});
    case ScriptKind::Choose: {
      const NodeId condition = graph_.truth(evaluate(frame, children[0]));
      const NodeId chosen = only_if(frame, condition, [&] { return evaluate(frame, children[1]); });
      const NodeId negation = graph_.negation(condition);
      return graph_.select(condition, chosen, only_if(frame, negation, [&] { return evaluate(frame, children[2]); }));
    }
    case ScriptKind::Elvis: {
      const NodeId value = evaluate(frame, children[0]);
      const NodeId condition = graph_.truth(value);
      const NodeId negation = graph_.negation(condition);
      return graph_.select(condition, value, only_if(frame, negation, [&] { return evaluate(frame, children[1]); }));
    }
    case ScriptKind::And:
    case ScriptKind::BitAnd: return evaluate_junction(frame, children, true);
    case ScriptKind::Or:
    case ScriptKind::BitOr: return evaluate_junction(frame, children, false);
    case ScriptKind::Equal: return are_equal(frame, id);
    case ScriptKind::Unequal: return graph_.negation(are_equal(frame, id));
    case ScriptKind::MatchesWhole: return evaluate_two(frame, id, Operation::MatchesWhole);
    case ScriptKind::Less: return evaluate_two(frame, id, Operation::Less);
    case ScriptKind::Greater: return evaluate_swapped(frame, id, Operation::Less);
    case ScriptKind::LessEqual: return graph_.negation(evaluate_swapped(frame, id, Operation::Less));
    case ScriptKind::GreaterEqual: return graph_.negation(evaluate_two(frame, id, Operation::Less));
    case ScriptKind::In: return evaluate_swapped(frame, id, Operation::Contains);
    case ScriptKind::Range: return range(frame, id);
    case ScriptKind::Add: return evaluate_two(frame, id, Operation::Add);
    case ScriptKind::Subtract: return evaluate_two(frame, id, Operation::Subtract);
    case ScriptKind::Multiply: return evaluate_two(frame, id, Operation::Multiply);
    case ScriptKind::Divide: return evaluate_two(frame, id, Operation::Divide);
    case ScriptKind::Remainder: return evaluate_two(frame, id, Operation::Remainder);
    default: refuse(node, fmt::format("{} is not converted", describe(node.kind)));
  }
}

NodeId EditConverter::are_equal(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const Symbolic left = evaluate_symbolic(frame, children[0]);
  const Symbolic right = evaluate_symbolic(frame, children[1]);
  const NodeId* nodes[] = {std::get_if<NodeId>(&left), std::get_if<NodeId>(&right)};
  if (nodes[0] == nullptr && nodes[1] == nullptr) refuse(frame, id, "functions are compared");
  if (nodes[0] == nullptr || nodes[1] == nullptr) return truth_of(false);
  return graph_.call(Operation::Equal, {*nodes[0], *nodes[1]});
}

NodeId EditConverter::evaluate_junction(Frame& frame, Children children, bool is_and) {
  const NodeId left = graph_.truth(evaluate(frame, children[0]));
  const NodeId asks_right = is_and ? left : graph_.negation(left);
  if (asks_right == truth_of(false)) return left;
  const NodeId right = only_if(frame, asks_right, [&] { return graph_.truth(evaluate(frame, children[1])); });
  return is_and ? graph_.both(left, right) : graph_.either(left, right);
}

Symbolic EditConverter::value_of_name(Frame& frame, ScriptNodeId id) {
  const std::string_view name = (*frame.script)[id].text;
  if (const SymbolicVariable* variable = find(frame, name)) return variable->value;
  if (name == "line" || name == "untrimmedline") return graph_.constant(RecordRef{0});
  if (name == "binding") return graph_.null();
  refuse(frame, id, fmt::format("`{}` is not known", name));
}

NodeId EditConverter::list_of(Frame& frame, Children elements) {
  std::vector<NodeId> nodes;
  for (const ScriptNodeId element : elements) {
    const bool is_spread = (*frame.script)[element].kind == ScriptKind::Spread;
    const NodeId node = evaluate(frame, is_spread ? frame.script->child(element, 0) : element);
    const List* list = is_spread && graph_.is_constant(node) ? graph_.value_of(node).as<List>() : nullptr;
    if (is_spread && list == nullptr) refuse(frame, element, "a list that only a record tells");
    if (list == nullptr) {
      nodes.push_back(node);
      continue;
    }
    const List kept = *list;
    if (nodes.size() + kept->elements.size() > kMostElements) refuse(frame, element, kTooLong);
    work_ += kept->elements.size();
    for (const Value& each : kept->elements) nodes.push_back(graph_.constant(each));
  }
  return graph_.call(Operation::ListOf, std::move(nodes));
}

NodeId EditConverter::map_of(Frame& frame, ScriptNodeId id) {
  auto map = std::make_shared<MapValue>();
  for (const ScriptNodeId entry : frame.script->children(id)) {
    const Children parts = frame.script->children(entry);
    const ScriptNode& key = (*frame.script)[parts[0]];
    const NodeId key_node = key.kind == ScriptKind::Name ? graph_.constant(key.text) : evaluate(frame, parts[0]);
    const NodeId value = evaluate(frame, parts[1]);
    if (!graph_.is_constant(key_node) || !graph_.is_constant(value))
      refuse(frame, id, "a map that only a record tells");
    map->set(graph_.value_of(key_node), graph_.value_of(value));
  }
  return graph_.constant(map);
}

NodeId EditConverter::range(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const NodeId nodes[] = {evaluate(frame, children[0]), evaluate(frame, children[1])};
  const std::int64_t* low = graph_.value_of(nodes[0]).number();
  const std::int64_t* high = graph_.value_of(nodes[1]).number();
  if (low == nullptr || high == nullptr) refuse(frame, id, "a range that only a record tells");
  if (*high - *low >= static_cast<std::int64_t>(kMostElements)) refuse(frame, id, kTooLong);
  work_ += static_cast<std::uint64_t>(std::max<std::int64_t>(*high - *low, 0));
  auto list = std::make_shared<ListValue>();
  for (std::int64_t each = *low; each <= *high; ++each) list->elements.emplace_back(each);
  return graph_.constant(list);
}

Symbolic EditConverter::cast(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const std::string_view type = (*frame.script)[children[0]].text;
  const Symbolic value = evaluate_symbolic(frame, children[1]);
  const NodeId* node = std::get_if<NodeId>(&value);
  if (node == nullptr) return value;
  if (type == "int") return call(frame, id, Operation::WholePart, {*node});
  if (type == "String") return as_text(*node);
  if (type == "char" && graph_.kind_of(*node) != ValueKind::Text) {
    const std::int64_t* code = graph_.value_of(*node).number();
    if (code == nullptr) refuse(frame, id, "a character that only a record tells");
    return graph_.constant(std::string(1, static_cast<char>(*code)));
  }
  return value;
}

NodeId EditConverter::as_text(NodeId value) {
  if (graph_.kind_of(value) != ValueKind::Number) return value;
  const NodeId text = graph_.call(Operation::Add, {graph_.constant(""), value});
  return graph_.select(graph_.is_null(value), graph_.null(), text);
}

Symbolic EditConverter::property(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const std::string& name = (*frame.script)[children[1]].text;
  const ScriptNode& receiver = (*frame.script)[children[0]];
  const bool is_name = receiver.kind == ScriptKind::Name;
  if (is_name && receiver.text == "Context") return context_entry(frame, id, name);
  if (is_name && receiver.text == "Calendar") return graph_.constant(name);
  const NodeId value = evaluate(frame, children[0]);
  if (graph_.is_constant(value) && graph_.value_of(value).as<RecordRef>() != nullptr) return graph_.item(name);
  refuse(frame, id, fmt::format("`.{}` of what is not the record", name));
}

Symbolic EditConverter::context_entry(Frame& frame, ScriptNodeId id, const std::string& name) {
  if (const Script* script = package_.script_of(name)) {
    std::vector<Step> steps;
    Frame own{script, {}, &steps, 0, true};
    own.variables.push_back({kMessage, graph_.null(), 0});
    own.variables.push_back({kDateProblem, graph_.null(), 0});
    Symbolic result = graph_.null();
    const Children statements = script->children(script->root());
    for (const ScriptNodeId statement : statements) {
      const ScriptKind kind = (*script)[statement].kind;
      const bool is_only = statements.size() == 1 && (kind == ScriptKind::Return || kind == ScriptKind::Evaluate);
      if (!is_only || script->children(statement).empty()) {
        refuse(frame, id, fmt::format("`{}` is not one expression", name));
      }
      result = evaluate_symbolic(own, script->child(statement, 0));
    }
    if (!steps.empty()) refuse(frame, id, fmt::format("`{}` is more than a value", name));
    return result;
  }
  if (!package_.has(name)) refuse(frame, id, fmt::format("the package has no `{}`", name));
  return graph_.constant(package_.value_of(name));
}

NodeId EditConverter::element(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const NodeId whole = evaluate(frame, children[0]);
  const NodeId place = evaluate(frame, children[1]);
  const bool is_text = graph_.kind_of(whole) == ValueKind::Text;
  return call(frame, id, is_text ? Operation::CharacterAt : Operation::Get, {whole, place});
}

Symbolic EditConverter::new_object(Frame& frame, ScriptNodeId id) {
  const Children children = frame.script->children(id);
  const bool is_calendar = (*frame.script)[children[0]].text == "GregorianCalendar" && children.size() > 2;
  if (!is_calendar) refuse(frame, id, "an object is made that is not a calendar");
  const SymbolicMonth month{evaluate(frame, children[1]), evaluate(frame, children[2])};
  emit_throw(frame, id, graph_.either(graph_.is_null(month.year), graph_.is_null(month.month)));
  return month;
}

}  // namespace edict::foreign
