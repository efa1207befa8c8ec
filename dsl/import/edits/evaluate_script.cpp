#include "dsl/import/edits/evaluate_script.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "dsl/compatible/blanks.h"
#include "dsl/import/edits/closure_value.h"
#include "dsl/import/edits/limits.h"
#include "dsl/import/edits/meaning/function.h"
#include "dsl/import/edits/script/script_calls.h"

namespace edict::foreign {

Variable* Scope::find(std::string_view name) {
  for (Scope* scope = this; scope != nullptr; scope = scope->outer.get()) {
    for (auto variable = scope->variables.rbegin(); variable != scope->variables.rend(); ++variable) {
      if (variable->name == name) return &*variable;
    }
  }
  return nullptr;
}

namespace {

enum class Flow : std::uint8_t { Next, Return, Break, Continue, Raised };

std::string formatted_date(std::string_view date) {
  const auto part = [&](std::size_t from, std::size_t count) {
    return from < date.size() ? std::string(date.substr(from, count)) : std::string();
  };
  if (date.size() == 8 || date.size() == 6) return "Y:" + part(0, 4) + " M:" + part(4, 2) + " D:" + part(6, 2);
  if (date.size() == 4) return "Y:" + part(0, 4) + " M:   D:";
  return "Y:     M:   D:";
}

}  // namespace

std::string filled_message(std::string_view message, const ItemSource& items) {
  std::string filled;
  while (!message.empty()) {
    const std::size_t begin = message.find("${");
    const std::size_t end = begin == std::string_view::npos ? begin : message.find('}', begin);
    filled += message.substr(0, end == std::string_view::npos ? end : begin);
    if (end == std::string_view::npos) break;
    const std::string_view place = message.substr(begin, end + 1 - begin);
    message.remove_prefix(end + 1);
    const std::size_t dot = place.find('.');
    if (dot == std::string_view::npos) {
      filled += place;
      continue;
    }
    std::string_view item = place.substr(dot + 1, place.size() - dot - 2);
    const bool is_date = item.ends_with(".formatDate()");
    item = item.substr(0, item.find('.'));
    const Value value = items(0, item);
    const std::string_view text = value.text() == nullptr ? "" : compatible::without_blanks(*value.text());
    if (is_date && value.text() != nullptr) {
      filled += formatted_date(text);
    } else {
      filled += text.empty() ? std::string_view("<BLANK>") : text;
    }
  }
  return filled;
}

// One evaluation of one edit.
class ScriptEvaluator::Run {
 public:
  Run(const ParsedPackage& package, const Facts& facts, std::uint32_t record_count, const ItemSource& items)
      : package_(package), facts_(facts), record_count_(record_count), items_(items) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  // Functions hold the variables around them, which may hold them in turn; so may lists.
  ~Run() {
    for (const std::shared_ptr<Scope>& scope : seen_scopes_) scope->variables.clear();
    for (const List& list : changed_lists_) list->elements.clear();
  }

  Verdict run(const ForeignEdit& edit, const Script& script) {
    const Value result = call_script(script);
    if (result.is_raised()) return {Outcome::Error, {}, {}};
    if (result.is_true() && !is_flagged_) return {};
    Verdict verdict{Outcome::Fail, edit.message, {}};
    if (!message_.is_null()) verdict.message = compatible::without_end_blanks(to_text(message_));
    verdict.message = filled_message(verdict.message, items_);
    for (const Value& note : notes_) {
      if (note.is_null()) continue;
      verdict.notes.push_back(filled_message(compatible::without_end_blanks(to_text(note)), items_));
    }
    return verdict;
  }

 private:
  // A script that is called: its variables and what it has returned.
  struct Call {
    const Script* script;
    std::shared_ptr<Scope> scope;
    Value result;
  };

  using Children = std::span<const ScriptNodeId>;

  Value call_script(const Script& script) {
    Call call{&script, std::make_shared<Scope>(), {}};
    return run_body(call, script.children(script.root()));
  }

  // What a body returns; without `return`, the value of its last statement.
  Value run_body(Call& call, Children statements) {
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

  Value call_closure(const ClosureValue& closure, std::span<const Value> arguments) {
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

  // ---- statements

  // Whether the script may do one thing more.
  bool may_go_on() { return ++work_ <= kMostWork && depth_ < kDeepestWork; }

  Flow execute(Call& call, ScriptNodeId id) {
    if (!may_go_on()) return Flow::Raised;
    ++depth_;
    const Flow flow = executed(call, id);
    --depth_;
    return flow;
  }

  Flow executed(Call& call, ScriptNodeId id) {
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

  Flow execute_block(Call& call, Children statements) {
    const std::size_t outside = call.scope->variables.size();
    Flow flow = Flow::Next;
    for (std::size_t i = 0; i < statements.size() && flow == Flow::Next; ++i) flow = execute(call, statements[i]);
    call.scope->variables.resize(outside);
    return flow;
  }

  Flow execute_while(Call& call, Children children) {
    for (;;) {
      const Value condition = evaluate(call, children[0]);
      if (condition.is_raised()) return Flow::Raised;
      if (!condition.is_true()) return Flow::Next;
      const Flow flow = execute(call, children[1]);
      if (flow == Flow::Break) return Flow::Next;
      if (flow == Flow::Return || flow == Flow::Raised) return flow;
    }
  }

  Flow execute_for(Call& call, Children children) {
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

  Flow declare(Call& call, Children children) {
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

  static bool is_size(const Value& value) {
    const std::int64_t* number = value.number();
    return number != nullptr && *number >= 0 && *number <= static_cast<std::int64_t>(kLongestText);
  }

  // What a variable of a type holds after a value was put into it.
  static Value converted(std::string_view type, const Value& value) {
    if (value.is_raised()) return value;
    if (type == "boolean" || type == "Boolean") return value.is_true();
    if (type == "int" && !value.is_number()) return Raised{};
    if (type == "String" && value.is_number()) return to_text(value);
    return value;
  }

  Flow assign(Call& call, ScriptKind kind, Children children) {
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

  // `text[2] = (char)0` ends the text there; no other place of a text is ever assigned to.
  Flow end_text(Call& call, ScriptNodeId target) {
    const Children parts = call.script->children(target);
    const ScriptNode& name = (*call.script)[parts[0]];
    Variable* variable = name.kind == ScriptKind::Name ? call.scope->find(name.text) : nullptr;
    if (variable == nullptr || variable->size == 0) return Flow::Raised;
    variable->value = with(Operation::Cut, variable->value, evaluate(call, parts[1]));
    return Flow::Next;
  }

  // ---- expressions

  Value with(Operation operation, const Value& left, const Value& right) {
    const std::array arguments{left, right};
    return apply(operation, facts_, arguments);
  }
  static Value negated(const Value& value) { return value.is_raised() ? value : Value(!value.is_true()); }

  Value evaluate_two(Call& call, Operation operation, Children children) {
    const Value left = evaluate(call, children[0]);
    if (left.is_raised()) return left;
    return with(operation, left, evaluate(call, children[1]));
  }
  // The same with the two the other way round.
  Value evaluate_swapped(Call& call, Operation operation, Children children) {
    const Value left = evaluate(call, children[0]);
    if (left.is_raised()) return left;
    return with(operation, evaluate(call, children[1]), left);
  }

  // Long texts are copied from value to value: they count as work.
  Value evaluate(Call& call, ScriptNodeId id) {
    constexpr std::size_t kTextAtOnce = 64;
    if (!may_go_on()) return Raised{};
    ++depth_;
    Value value = evaluated(call, id);
    --depth_;
    if (const std::string* text = value.text()) work_ += text->size() / kTextAtOnce;
    return value;
  }

  Value evaluated(Call& call, ScriptNodeId id) {
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

  Value value_of_name(Call& call, std::string_view name) {
    if (const Variable* variable = call.scope->find(name)) return variable->value;
    if (name == "line" || name == "untrimmedline") return RecordRef{0};
    if (name == "lines" || name == "untrimmedlines") {
      auto records = std::make_shared<ListValue>();
      for (std::uint32_t i = 0; i < record_count_; ++i) records->elements.emplace_back(RecordRef{i});
      return records;
    }
    return name == "binding" ? Value() : Value(Raised{});
  }

  Value list_of(Call& call, Children elements) {
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

  Value map_of(Call& call, Children entries) {
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

  // Lists of the package are shared: no script changes them.
  Value appended(const Value& value, const Value& element) {
    const List* list = value.as<List>();
    if (list == nullptr || (*list)->is_fixed || element.is_raised()) return Raised{};
    if ((*list)->elements.empty()) changed_lists_.push_back(*list);
    (*list)->elements.push_back(element);
    return value;
  }

  Value range(const Value& low, const Value& high) {
    if (low.number() == nullptr || high.number() == nullptr) return Raised{};
    if (*high.number() - *low.number() >= static_cast<std::int64_t>(kMostElements)) return Raised{};
    auto list = std::make_shared<ListValue>();
    for (std::int64_t number = *low.number(); number <= *high.number(); ++number) list->elements.emplace_back(number);
    work_ += list->elements.size();
    return list;
  }

  Value cast(std::string_view type, const Value& value) {
    if (type == "int" && value.is_number()) return apply(Operation::WholePart, facts_, std::array{value});
    if (type == "char" && value.number() != nullptr) return std::string(1, static_cast<char>(*value.number()));
    if (type == "String" && value.is_number()) return to_text(value);
    return value;
  }

  Value property(Call& call, Children children, bool is_safe) {
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

  Value context_entry(const std::string& name) {
    if (const Script* script = package_.script_of(name)) return call_script(*script);
    return package_.has(name) ? package_.value_of(name) : Value(Raised{});
  }

  Value element(Call& call, Children children) {
    const Value whole = evaluate(call, children[0]);
    const Value place = evaluate(call, children[1]);
    if (whole.is_raised() || place.is_raised()) return Raised{};
    if (whole.text() != nullptr) return with(Operation::CharacterAt, whole, place);
    return with(Operation::Get, whole, place);
  }

  Value new_object(Call& call, Children children) {
    if ((*call.script)[children[0]].text != "GregorianCalendar" || children.size() < 3) return Raised{};
    const Value year = evaluate(call, children[1]);
    const Value month = evaluate(call, children[2]);
    if (year.number() == nullptr || month.number() == nullptr) return Raised{};
    return CalendarMonth{*year.number(), *month.number()};
  }

  // ---- calls

  // The values of arguments; nothing if one raised.
  std::optional<std::vector<Value>> values_of(Call& call, Children arguments) {
    std::vector<Value> values;
    values.reserve(arguments.size());
    for (const ScriptNodeId argument : arguments) {
      values.push_back(evaluate(call, argument));
      if (values.back().is_raised()) return std::nullopt;
    }
    return values;
  }

  Value apply_closure(Call& call, const Value& callee, Children arguments) {
    const Closure* closure = callee.as<Closure>();
    const auto values = values_of(call, arguments);
    if (closure == nullptr || !values) return Raised{};
    return call_closure(**closure, *values);
  }

  Value method(Call& call, ScriptNodeId id) {
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

  Value call_method(const Value& receiver, std::string_view name, const std::vector<Value>& arguments) {
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

  Value on_receiver(const ForeignMethod& method, const Value& receiver, std::span<const Value> arguments) {
    std::vector<Value> all{receiver};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return apply(method.operation, facts_, all);
  }

  // A map that makes lists gives one where it has nothing.
  static Value made_list_or(const Value& receiver, const std::vector<Value>& arguments, const ForeignMethod& method,
                            Value found) {
    const Map* map = receiver.as<Map>();
    const bool makes_list = map != nullptr && (*map)->makes_lists && method.operation == Operation::Get;
    if (!makes_list || !found.is_null()) return found;
    (*map)->set(arguments[0], std::make_shared<ListValue>());
    return *(*map)->find(arguments[0]);
  }

  Value for_each(const Value& receiver, const Value& callee) {
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

  // By a function of two that tells which comes first, or by a map that holds it as `compare`. Stable.
  Value sorted(const Value& receiver, const Value& comparison) {
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

  // ---- functions

  Value call_function(Call& call, std::string_view name, Children arguments) {
    const ForeignFunction* function = foreign_function(name);
    if (function == nullptr) return Raised{};
    switch (function->role) {
      case FunctionRole::CopiesText: return copy_text(call, function->operation, arguments);
      case FunctionRole::LooksUpKey:
        return look_up(call, function->search, {arguments[0], arguments[1], arguments[2], arguments[3]});
      case FunctionRole::LooksUpTable:
        return look_up(call, function->search, {arguments[2], arguments[0], arguments[1], arguments[3]});
      case FunctionRole::CallsLibrary: return call_library(call, arguments);
      default: break;
    }
    const auto values = values_of(call, arguments);
    if (!values) return Raised{};
    switch (function->role) {
      case FunctionRole::Dated:
        note_date_problem(function->operation, *values);
        return apply(function->operation, facts_, *values);
      case FunctionRole::OfSchema: {
        std::vector<Value> asked = *values;
        asked[0] = items_(0, "_csSchemaId");
        return apply(function->operation, facts_, asked);
      }
      case FunctionRole::Notes:
        notes_.insert(notes_.end(), values->begin(), values->end());
        is_flagged_ = true;
        return false;
      case FunctionRole::SetsMessage: {
        const std::array told{values->front(), date_problem_};
        message_ = apply(Operation::WithProblem, facts_, told);
        return false;
      }
      case FunctionRole::Warns: return true;
      case FunctionRole::Nothing: return Value();
      default: return apply(function->operation, facts_, *values);
    }
  }

  void note_date_problem(Operation operation, const std::vector<Value>& values) {
    std::vector<Value> arguments{Value(info(operation).name)};
    arguments.insert(arguments.end(), values.begin(), values.end());
    const Value problem = apply(Operation::DateProblem, facts_, arguments);
    if (problem.text() != nullptr && !problem.text()->empty()) date_problem_ = problem;
  }

  // The variable that an argument names, with a size.
  Variable* text_variable(Call& call, ScriptNodeId argument) {
    const ScriptNode& node = (*call.script)[argument];
    Variable* variable = node.kind == ScriptKind::Name ? call.scope->find(node.text) : nullptr;
    return variable != nullptr && variable->size > 0 ? variable : nullptr;
  }

  Value copy_text(Call& call, Operation operation, Children arguments) {
    const Value text = evaluate(call, arguments[1]);
    const Value count = arguments.size() > 2 ? evaluate(call, arguments[2]) : Value();
    Variable* variable = text_variable(call, arguments[0]);
    if (variable == nullptr) return Raised{};
    const std::array parts{variable->value, text, count, Value(variable->size)};
    Value changed = apply(operation, facts_, parts);
    if (changed.is_raised()) return changed;
    variable->value = std::move(changed);
    return Value();
  }

  struct LookUp {
    ScriptNodeId key;
    ScriptNodeId table;
    ScriptNodeId index;
    ScriptNodeId outputs;
  };

  // The name of a table or index that an argument names; nothing for `null`.
  static std::optional<std::string_view> entry_name(const Script& script, ScriptNodeId argument) {
    while (script[argument].kind == ScriptKind::Cast) argument = script.child(argument, 1);
    if (script[argument].kind != ScriptKind::Property) return std::nullopt;
    return script[script.child(argument, 1)].text;
  }

  Value look_up(Call& call, Search search, const LookUp& wanted) {
    const Value key = evaluate(call, wanted.key);
    if (key.is_raised()) return key;
    const auto index = entry_name(*call.script, wanted.index);
    const auto table = entry_name(*call.script, wanted.table);
    const Table* rows = table ? package_.tables().table(*table) : nullptr;
    const bool lacks_index = index && package_.tables().index(*index) == nullptr;
    if (lacks_index || (table && rows == nullptr)) return Raised{};
    std::vector<Value> asked{static_cast<std::int64_t>(search), index ? Value(*index) : Value(), key};
    const Value found = apply(Operation::Found, facts_, asked);
    if ((*call.script)[wanted.outputs].kind != ScriptKind::MapOf || !table || key.is_null()) return found;
    asked.resize(6);
    for (const ScriptNodeId entry : call.script->children(wanted.outputs)) {
      const Children parts = call.script->children(entry);
      Variable* variable = text_variable(call, parts[1]);
      const std::string& heading = (*call.script)[parts[0]].text;
      if (variable == nullptr) return Raised{};
      if (!rows->column(heading)) continue;
      asked[3] = *table;
      asked[4] = heading;
      asked[5] = variable->size;
      variable->value = apply(Operation::Cell, facts_, asked);
    }
    return found;
  }

  // Sets the variable that an argument names.
  Value put(Call& call, ScriptNodeId argument, const Value& text) {
    Variable* variable = text_variable(call, argument);
    if (variable == nullptr || text.text() == nullptr) return Raised{};
    variable->value = text.text()->substr(0, static_cast<std::size_t>(variable->size));
    return std::int64_t{0};
  }

  Value call_library(Call& call, Children arguments) {
    const LibraryFunction function = library_function((*call.script)[arguments[1]].text);
    const Children given = arguments.subspan(2);
    switch (function) {
      case LibraryFunction::CountSchemas: return apply(Operation::SchemaCount, facts_, {});
      case LibraryFunction::Version:
        return given.empty() ? Value(Raised{}) : put(call, given[0], apply(Operation::StagingVersion, facts_, {}));
      case LibraryFunction::NumberOfSchema: {
        const auto values = values_of(call, given);
        return values ? apply(Operation::SchemaNumber, facts_, *values) : Value(Raised{});
      }
      case LibraryFunction::NameOfSchema: {
        if (given.size() < 2) return Raised{};
        const std::array number{evaluate(call, given[0])};
        return put(call, given[1], apply(Operation::SchemaName, facts_, number));
      }
      case LibraryFunction::IsCodeValid: {
        const auto values = values_of(call, given);
        if (!values || values->size() < 4) return Raised{};
        const std::array asked{(*values)[0], (*values)[1], (*values)[3]};
        return apply(Operation::SchemaAllows, facts_, asked);
      }
      case LibraryFunction::Unknown: break;
    }
    return Raised{};
  }

  const ParsedPackage& package_;
  const Facts& facts_;
  std::uint32_t record_count_;
  const ItemSource& items_;
  Value message_;  // of SetsMessage, null if none
  Value date_problem_;
  std::vector<Value> notes_;
  bool is_flagged_ = false;
  std::vector<std::shared_ptr<Scope>> seen_scopes_;  // that functions see
  std::vector<List> changed_lists_;
  std::uint64_t work_ = 0;
  std::uint32_t depth_ = 0;  // of what is carried out now
};

ScriptEvaluator::ScriptEvaluator(const ParsedPackage& package, const Facts& facts) : package_(package), facts_(facts) {}
ScriptEvaluator::~ScriptEvaluator() = default;

Verdict ScriptEvaluator::evaluate(std::size_t edit, std::uint32_t record_count, const ItemSource& items) {
  const auto& script = package_.script(edit);
  if (!script) return {Outcome::Error, {}, {}};
  return Run(package_, facts_, record_count, items).run(package_.package().edits[edit], *script);
}

}  // namespace edict::foreign
