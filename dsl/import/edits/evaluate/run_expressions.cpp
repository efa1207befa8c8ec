// Expressions: values, items, entries of the package.
#include <array>

#include "dsl/import/edits/evaluate/script_run.h"

namespace edict::foreign {

Value ScriptRun::with(Operation operation, const Value& left, const Value& right) {
  const std::array arguments{left, right};
  return apply(operation, facts_, arguments);
}

Value ScriptRun::evaluate_two(Call& call, Operation operation, Children children) {
  const Value left = evaluate(call, children[0]);
  if (left.is_raised()) return left;
  return with(operation, left, evaluate(call, children[1]));
}

Value ScriptRun::evaluate_swapped(Call& call, Operation operation, Children children) {
  const Value left = evaluate(call, children[0]);
  if (left.is_raised()) return left;
  return with(operation, evaluate(call, children[1]), left);
}

Value ScriptRun::evaluate(Call& call, ScriptNodeId id) {
  constexpr std::size_t kTextAtOnce = 64;
  if (!may_go_on()) return Raised{};
  ++depth_;
  Value value = evaluated(call, id);
  --depth_;
  if (const std::string* text = value.text()) work_ += text->size() / kTextAtOnce;
  return value;
}

Value ScriptRun::evaluated(Call& call, ScriptNodeId id) {
  const ScriptNode& node = (*call.script)[id];
  const Children children = call.script->children(id);
  switch (node.kind) {
    case ScriptKind::Name: return value_of_name(call, node.text);
    case ScriptKind::Number: return node.number;
    case ScriptKind::Text:
    case ScriptKind::Pattern: return node.text;
    case ScriptKind::True: return true;
    case ScriptKind::False: return false;
    case ScriptKind::Null: return Value();
    case ScriptKind::ListOf: return list_of(call, children);
    case ScriptKind::MapOf: return map_of(call, children);
    case ScriptKind::Lambda: {
      if (seen_scopes_.empty() || seen_scopes_.back() != call.scope) seen_scopes_.push_back(call.scope);
      return std::make_shared<ClosureValue>(ClosureValue{call.script, id, call.scope});
    }
    case ScriptKind::Property:
    case ScriptKind::SafeProperty: return property(call, children, node.kind == ScriptKind::SafeProperty);
    case ScriptKind::Call:
    case ScriptKind::SafeCall: return method(call, id);
    case ScriptKind::Apply:
      return apply_closure(call, value_of_name(call, (*call.script)[children[0]].text), children.subspan(1));
    case ScriptKind::Index: return element(call, children);
    case ScriptKind::New: return new_object(call, children);
    case ScriptKind::Cast: return cast((*call.script)[children[0]].text, evaluate(call, children[1]));
    case ScriptKind::As: return evaluate(call, children[0]);
    case ScriptKind::Not: return negated(evaluate(call, children[0]));
    case ScriptKind::Negate: return with(Operation::Subtract, std::int64_t{0}, evaluate(call, children[0]));
    case ScriptKind::Choose: {
      const Value condition = evaluate(call, children[0]);
      if (condition.is_raised()) return condition;
      return evaluate(call, condition.is_true() ? children[1] : children[2]);
    }
    case ScriptKind::Elvis: {
      Value value = evaluate(call, children[0]);
      return value.is_raised() || value.is_true() ? value : evaluate(call, children[1]);
    }
    case ScriptKind::And:
    case ScriptKind::BitAnd:
    case ScriptKind::Or:
    case ScriptKind::BitOr: {
      const bool decides = node.kind == ScriptKind::Or || node.kind == ScriptKind::BitOr;
      const Value left = evaluate(call, children[0]);
      if (left.is_raised()) return left;
      if (left.is_true() == decides) return decides;
      const Value right = evaluate(call, children[1]);
      return right.is_raised() ? right : Value(right.is_true());
    }
    case ScriptKind::Equal: return evaluate_two(call, Operation::Equal, children);
    case ScriptKind::Unequal: return negated(evaluate_two(call, Operation::Equal, children));
    case ScriptKind::MatchesWhole: return evaluate_two(call, Operation::MatchesWhole, children);
    case ScriptKind::Less: return evaluate_two(call, Operation::Less, children);
    case ScriptKind::Greater: return evaluate_swapped(call, Operation::Less, children);
    case ScriptKind::LessEqual: return negated(evaluate_swapped(call, Operation::Less, children));
    case ScriptKind::GreaterEqual: return negated(evaluate_two(call, Operation::Less, children));
    case ScriptKind::In: return evaluate_swapped(call, Operation::Contains, children);
    case ScriptKind::Append: return appended(evaluate(call, children[0]), evaluate(call, children[1]));
    case ScriptKind::Range: return range(evaluate(call, children[0]), evaluate(call, children[1]));
    case ScriptKind::Add: return evaluate_two(call, Operation::Add, children);
    case ScriptKind::Subtract: return evaluate_two(call, Operation::Subtract, children);
    case ScriptKind::Multiply: return evaluate_two(call, Operation::Multiply, children);
    case ScriptKind::Divide: return evaluate_two(call, Operation::Divide, children);
    case ScriptKind::Remainder: return evaluate_two(call, Operation::Remainder, children);
    default: return Raised{};
  }
}

Value ScriptRun::value_of_name(Call& call, std::string_view name) {
  if (const Variable* variable = call.scope->find(name)) return variable->value;
  if (name == "line" || name == "untrimmedline") return RecordRef{0};
  if (name == "lines" || name == "untrimmedlines") {
    auto records = std::make_shared<ListValue>();
    for (std::uint32_t i = 0; i < record_count_; ++i) records->elements.emplace_back(RecordRef{i});
    return records;
  }
  return name == "binding" ? Value() : Value(Raised{});
}

Value ScriptRun::list_of(Call& call, Children elements) {
  auto list = std::make_shared<ListValue>();
  for (const ScriptNodeId element : elements) {
    const bool is_spread = (*call.script)[element].kind == ScriptKind::Spread;
    Value value = evaluate(call, is_spread ? call.script->child(element, 0) : element);
    if (value.is_raised()) return value;
    const List* spread = is_spread ? value.as<List>() : nullptr;
    if (spread != nullptr) {
      list->elements.insert(list->elements.end(), (*spread)->elements.begin(), (*spread)->elements.end());
    } else {
      list->elements.push_back(std::move(value));
    }
    if (list->elements.size() > kMostElements) return Raised{};
  }
  work_ += list->elements.size();
  return list;
}

Value ScriptRun::map_of(Call& call, Children entries) {
  auto map = std::make_shared<MapValue>();
  for (const ScriptNodeId entry : entries) {
    const Children parts = call.script->children(entry);
    const ScriptNode& key = (*call.script)[parts[0]];
    Value value = evaluate(call, parts[1]);
    if (value.is_raised()) return value;
    map->set(key.kind == ScriptKind::Name ? Value(key.text) : evaluate(call, parts[0]), std::move(value));
  }
  return map;
}

Value ScriptRun::appended(const Value& value, const Value& element) {
  const List* list = value.as<List>();
  if (list == nullptr || (*list)->is_fixed || element.is_raised()) return Raised{};
  if ((*list)->elements.empty()) changed_lists_.push_back(*list);
  (*list)->elements.push_back(element);
  return value;
}

Value ScriptRun::range(const Value& low, const Value& high) {
  if (low.number() == nullptr || high.number() == nullptr) return Raised{};
  if (*high.number() - *low.number() >= static_cast<std::int64_t>(kMostElements)) return Raised{};
  auto list = std::make_shared<ListValue>();
  for (std::int64_t number = *low.number(); number <= *high.number(); ++number) list->elements.emplace_back(number);
  work_ += list->elements.size();
  return list;
}

Value ScriptRun::cast(std::string_view type, const Value& value) {
  if (type == "int") return apply(Operation::WholePart, facts_, std::array{value});
  if (type == "char" && value.number() != nullptr) return std::string(1, static_cast<char>(*value.number()));
  if (type == "String" && value.is_number()) return to_text(value);
  return value;
}

Value ScriptRun::property(Call& call, Children children, bool is_safe) {
  const std::string& name = (*call.script)[children[1]].text;
  const ScriptNode& receiver = (*call.script)[children[0]];
  if (receiver.kind == ScriptKind::Name && receiver.text == "Context") return context_entry(name);
  if (receiver.kind == ScriptKind::Name && receiver.text == "Calendar") return name;
  const Value value = evaluate(call, children[0]);
  if (value.is_null() && is_safe) return value;
  if (const RecordRef* record = value.as<RecordRef>()) return items_(record->index, name);
  if (const Map* map = value.as<Map>()) {
    const Value* found = (*map)->find(name);
    return found == nullptr ? Value() : *found;
  }
  return Raised{};
}

Value ScriptRun::context_entry(const std::string& name) {
  if (const Script* script = package_.script_of(name)) return call_script(*script);
  return package_.has(name) ? package_.value_of(name) : Value(Raised{});
}

Value ScriptRun::element(Call& call, Children children) {
  const Value whole = evaluate(call, children[0]);
  const Value place = evaluate(call, children[1]);
  if (whole.is_raised() || place.is_raised()) return Raised{};
  if (whole.text() != nullptr) return with(Operation::CharacterAt, whole, place);
  return with(Operation::Get, whole, place);
}

Value ScriptRun::new_object(Call& call, Children children) {
  if ((*call.script)[children[0]].text != "GregorianCalendar" || children.size() < 3) return Raised{};
  const Value year = evaluate(call, children[1]);
  const Value month = evaluate(call, children[2]);
  if (year.number() == nullptr || month.number() == nullptr) return Raised{};
  return CalendarMonth{*year.number(), *month.number()};
}

}  // namespace edict::foreign
