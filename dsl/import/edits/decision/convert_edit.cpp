#include "dsl/import/edits/decision/convert_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

#include "dsl/import/edits/limits.h"
#include "dsl/import/edits/meaning/function.h"
#include "dsl/import/edits/script/script_calls.h"

namespace edict::foreign {
namespace {

constexpr std::size_t kMostUnrolledTurns = 150;
constexpr std::string_view kTooMuch = "more than can be written out";
constexpr std::string_view kTooLong = "a list that is too long";

// A function of the script, with the variables it saw when it was made.
struct SymbolicClosure;
// What a variable holds: a node, a function, or the parts of a calendar month.
struct SymbolicMonth {
  NodeId year;
  NodeId month;
};
using Symbolic = std::variant<NodeId, std::shared_ptr<const SymbolicClosure>, SymbolicMonth>;

struct SymbolicVariable {
  std::string_view name;
  Symbolic value;
  std::int64_t size = 0;  // of a text of fixed size, else 0
};
using Variables = std::vector<SymbolicVariable>;

struct SymbolicClosure {
  const Script* script;
  ScriptNodeId node;
  Variables seen;
};

// The message so far and what was wrong with a date are variables like others.
constexpr std::string_view kMessage = "the message";
constexpr std::string_view kDateProblem = "the problem";

// Thrown from deep inside an expression by this file alone, and caught at its end: an edit is converted whole or not.
struct Unconvertible {
  std::uint32_t line;
  std::string problem;
};

class Converter {
 public:
  Converter(DecisionGraph& graph, const ParsedPackage& package) : graph_(graph), package_(package) {}

  Decision convert(const Script& script) {
    Decision decision;
    Frame frame{&script, {}, &decision.steps};
    frame.variables.push_back({kMessage, graph_.null(), 0});
    frame.variables.push_back({kDateProblem, graph_.null(), 0});
    run_body(frame, script.children(script.root()));
    outcome_of(graph_, decision);
    if (graph_.is_exhausted()) refuse(script[script.root()], kTooMuch);
    return decision;
  }

 private:
  // A script that is carried out: its variables, and where its steps go.
  struct Frame {
    const Script* script;
    Variables variables;
    std::vector<Step>* steps;
    std::size_t seen_count = 0;  // of a function: its first variables are those outside, which it reads and never sets
  };
  using Children = std::span<const ScriptNodeId>;

  [[noreturn]] static void refuse(const ScriptNode& node, std::string_view problem) {
    throw Unconvertible{node.line, std::string(problem)};
  }
  [[noreturn]] static void refuse(Frame& frame, ScriptNodeId id, std::string_view problem) {
    refuse((*frame.script)[id], problem);
  }

  NodeId truth_of(bool truth) { return graph_.truth_of(truth); }
  NodeId number(std::int64_t number) { return graph_.constant(number); }

  // ---- variables

  static SymbolicVariable* find(Frame& frame, std::string_view name) {
    for (auto variable = frame.variables.rbegin(); variable != frame.variables.rend(); ++variable) {
      if (variable->name == name) return &*variable;
    }
    return nullptr;
  }
  static NodeId& special(Frame& frame, std::string_view name) { return std::get<NodeId>(find(frame, name)->value); }

  // The text of fixed size that a statement or function writes to.
  SymbolicVariable& text_variable(Frame& frame, ScriptNodeId argument) {
    const ScriptNode& node = (*frame.script)[argument];
    SymbolicVariable* variable = node.kind == ScriptKind::Name ? find(frame, node.text) : nullptr;
    const bool is_text = variable != nullptr && variable->size != 0 && std::holds_alternative<NodeId>(variable->value);
    if (!is_text) refuse(node, "not a text of fixed size");
    refuse_outside(frame, node, *variable);
    return *variable;
  }

  // What a function sets outside itself would be lost: functions are put in where they are called.
  static void refuse_outside(const Frame& frame, const ScriptNode& node, const SymbolicVariable& variable) {
    const auto index = static_cast<std::size_t>(&variable - frame.variables.data());
    if (index < frame.seen_count) refuse(node, fmt::format("a function sets `{}` outside itself", variable.name));
  }

  // What variables hold where two ways meet. Both have the same variables.
  Variables merged(NodeId condition, const Variables& chosen, const Variables& otherwise) {
    Variables result = chosen;
    for (std::size_t i = 0; i < result.size(); ++i) {
      NodeId* node = std::get_if<NodeId>(&result[i].value);
      const NodeId* other = std::get_if<NodeId>(&otherwise[i].value);
      if (node != nullptr && other != nullptr) *node = graph_.select(condition, *node, *other);
    }
    return result;
  }

  // ---- steps

  void emit(Frame& frame, Step step) { frame.steps->push_back(std::move(step)); }

  void emit_throw(Frame& frame, ScriptNodeId id, NodeId condition) {
    if (condition == truth_of(false)) return;
    emit(frame, {StepKind::Throw, condition, {}, (*frame.script)[id].line, {}, {}});
  }

  // Carries something out that happens only if `condition` is true.
  template <class Action>
  auto only_if(Frame& frame, NodeId condition, Action action) {
    std::vector<Step> steps;
    std::vector<Step>* outer = std::exchange(frame.steps, &steps);
    const Variables before = frame.variables;
    const auto result = action();
    frame.steps = outer;
    frame.variables = merged(condition, frame.variables, before);
    if (!steps.empty()) emit(frame, {StepKind::Branch, condition, {}, 0, std::move(steps), {}});
    return result;
  }

  // ---- statements: each tells whether the edit can go on behind it

  // Without `return` a body gives the value of its last statement.
  void run_body(Frame& frame, Children statements) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const ScriptNode& node = (*frame.script)[statements[i]];
      if (i + 1 == statements.size() && node.kind == ScriptKind::Evaluate) {
        emit_return(frame, statements[i], frame.script->child(statements[i], 0));
        return;
      }
      if (!execute(frame, statements[i])) return;
    }
  }

  void emit_return(Frame& frame, ScriptNodeId statement, ScriptNodeId value) {
    const NodeId returned = evaluate(frame, value);
    emit(frame, {StepKind::Return, returned, special(frame, kMessage), (*frame.script)[statement].line, {}, {}});
  }

  // Counts a statement or expression.
  void begin_work(Frame& frame, ScriptNodeId id) {
    if (++work_ > kMostWork || graph_.is_exhausted()) refuse(frame, id, kTooMuch);
    if (depth_ == kDeepestWork) refuse(frame, id, "nested too deeply");
  }

  bool execute(Frame& frame, ScriptNodeId id) {
    begin_work(frame, id);
    ++depth_;
    const bool goes_on = executed(frame, id);
    --depth_;
    return goes_on;
  }

  bool executed(Frame& frame, ScriptNodeId id) {
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

  bool execute_if(Frame& frame, ScriptNodeId id) {
    const Children children = frame.script->children(id);
    const NodeId condition = graph_.truth(evaluate(frame, children[0]));
    if (condition == truth_of(true)) return execute(frame, children[1]);
    if (condition == truth_of(false)) return children.size() < 3 || execute(frame, children[2]);
    return branch(
        frame, id, condition, [&] { return execute(frame, children[1]); },
        [&] { return children.size() < 3 || execute(frame, children[2]); });
  }

  // Carries out both ways of a branch, and goes on with what variables hold then.
  template <class Chosen, class Otherwise>
  bool branch(Frame& frame, ScriptNodeId id, NodeId condition, Chosen chosen, Otherwise otherwise) {
    Step step{StepKind::Branch, condition, {}, (*frame.script)[id].line, {}, {}};
    std::vector<Step>* outer = frame.steps;
    const Variables before = frame.variables;
    frame.steps = &step.chosen;
    const bool chosen_goes_on = chosen();
    frame.variables.resize(before.size());  // what a way declares ends with it
    Variables after_chosen = std::exchange(frame.variables, before);
    frame.steps = &step.otherwise;
    const bool otherwise_goes_on = otherwise();
    frame.variables.resize(before.size());
    frame.steps = outer;
    if (chosen_goes_on && otherwise_goes_on) frame.variables = merged(condition, after_chosen, frame.variables);
    if (chosen_goes_on && !otherwise_goes_on) frame.variables = std::move(after_chosen);
    if (!step.chosen.empty() || !step.otherwise.empty()) emit(frame, std::move(step));
    return chosen_goes_on || otherwise_goes_on;
  }

  bool execute_while(Frame& frame, ScriptNodeId id, std::size_t turn) {
    if (turn == kMostUnrolledTurns) refuse(frame, id, "a loop without a bound");
    const Children children = frame.script->children(id);
    const NodeId condition = graph_.truth(evaluate(frame, children[0]));
    if (condition == truth_of(false)) return true;
    const auto next_turn = [&] { return execute(frame, children[1]) && execute_while(frame, id, turn + 1); };
    if (condition == truth_of(true)) return next_turn();
    return branch(frame, id, condition, next_turn, [] { return true; });
  }

  bool execute_for(Frame& frame, ScriptNodeId id) {
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

  void declare(Frame& frame, Children children) {
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

  // What a variable of a type holds after a value was put into it.
  Symbolic converted(Frame& frame, ScriptNodeId id, std::string_view type, const Symbolic& value) {
    const NodeId* node = std::get_if<NodeId>(&value);
    if (node == nullptr) return value;
    if (type == "boolean" || type == "Boolean") return graph_.truth(*node);
    if (type == "int") {
      if (graph_.kind_of(*node) != ValueKind::Number) refuse(frame, id, "a number is made of something else");
      emit_throw(frame, id, graph_.is_null(*node));
    }
    if (type == "String" && graph_.is_constant(*node) && graph_.value_of(*node).is_number()) {
      return graph_.constant(to_text(graph_.value_of(*node)));
    }
    return value;
  }

  void assign(Frame& frame, ScriptNodeId id) {
    const ScriptNode& node = (*frame.script)[id];
    const Children children = frame.script->children(id);
    const ScriptNode& target = (*frame.script)[children[0]];
    if (target.kind == ScriptKind::Index) return end_text(frame, children[0]);
    if (target.kind != ScriptKind::Name) refuse(node, fmt::format("{} is assigned to", describe(target.kind)));
    Symbolic value = children.size() > 1 ? evaluate_symbolic(frame, children[1]) : Symbolic(number(1));
    SymbolicVariable* variable = find(frame, target.text);
    if (variable == nullptr) refuse(node, fmt::format("`{}` is not declared", target.text));
    refuse_outside(frame, node, *variable);
    if (node.kind != ScriptKind::Assign) value = changed(frame, id, node.kind, variable->value, value);
    find(frame, target.text)->value = std::move(value);
  }

  Symbolic changed(Frame& frame, ScriptNodeId id, ScriptKind kind, const Symbolic& old, const Symbolic& value) {
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

  // `text[2] = (char)0` ends the text there.
  void end_text(Frame& frame, ScriptNodeId target) {
    const Children parts = frame.script->children(target);
    const NodeId place = evaluate(frame, parts[1]);
    SymbolicVariable& variable = text_variable(frame, parts[0]);
    variable.value = graph_.call(Operation::Cut, {std::get<NodeId>(variable.value), place});
  }

  // ---- expressions

  NodeId node_of(Frame& frame, ScriptNodeId id, const Symbolic& value) {
    const NodeId* node = std::get_if<NodeId>(&value);
    if (node == nullptr) refuse(frame, id, "a function is used as a value");
    return *node;
  }

  NodeId evaluate(Frame& frame, ScriptNodeId id) { return node_of(frame, id, evaluate_symbolic(frame, id)); }

  // Does an operation, and throws when it does.
  NodeId call(Frame& frame, ScriptNodeId id, Operation operation, std::vector<NodeId> arguments) {
    const NodeId result = graph_.call(operation, std::move(arguments));
    emit_throw(frame, id, graph_.throws(operation, result));
    return result;
  }

  NodeId evaluate_two(Frame& frame, ScriptNodeId id, Operation operation) {
    const Children children = frame.script->children(id);
    const NodeId left = evaluate(frame, children[0]);
    return call(frame, id, operation, {left, evaluate(frame, children[1])});
  }
  NodeId evaluate_swapped(Frame& frame, ScriptNodeId id, Operation operation) {
    const Children children = frame.script->children(id);
    const NodeId left = evaluate(frame, children[0]);
    return call(frame, id, operation, {evaluate(frame, children[1]), left});
  }

  // Long texts are copied from node to node: they count as work.
  Symbolic evaluate_symbolic(Frame& frame, ScriptNodeId id) {
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

  Symbolic evaluated(Frame& frame, ScriptNodeId id) {
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
      case ScriptKind::Lambda:
        work_ += frame.variables.size();
        return std::make_shared<const SymbolicClosure>(SymbolicClosure{frame.script, id, frame.variables});
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

  // A calendar or a function is equal to nothing it is ever compared with.
  NodeId are_equal(Frame& frame, ScriptNodeId id) {
    const Children children = frame.script->children(id);
    const Symbolic left = evaluate_symbolic(frame, children[0]);
    const Symbolic right = evaluate_symbolic(frame, children[1]);
    const NodeId* nodes[] = {std::get_if<NodeId>(&left), std::get_if<NodeId>(&right)};
    if (nodes[0] == nullptr || nodes[1] == nullptr) return truth_of(false);
    return graph_.call(Operation::Equal, {*nodes[0], *nodes[1]});
  }

  NodeId evaluate_junction(Frame& frame, Children children, bool is_and) {
    const NodeId left = graph_.truth(evaluate(frame, children[0]));
    const NodeId asks_right = is_and ? left : graph_.negation(left);
    if (asks_right == truth_of(false)) return left;
    const NodeId right = only_if(frame, asks_right, [&] { return graph_.truth(evaluate(frame, children[1])); });
    return is_and ? graph_.both(left, right) : graph_.either(left, right);
  }

  Symbolic value_of_name(Frame& frame, ScriptNodeId id) {
    const std::string_view name = (*frame.script)[id].text;
    if (const SymbolicVariable* variable = find(frame, name)) return variable->value;
    if (name == "line" || name == "untrimmedline") return graph_.constant(RecordRef{0});
    if (name == "binding") return graph_.null();
    refuse(frame, id, fmt::format("`{}` is not known", name));
  }

  NodeId list_of(Frame& frame, Children elements) {
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

  // Maps are made of what is known beforehand; one of values of the record is only ever handed to a function that does
  // not look at it.
  NodeId map_of(Frame& frame, ScriptNodeId id) {
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

  NodeId range(Frame& frame, ScriptNodeId id) {
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

  Symbolic cast(Frame& frame, ScriptNodeId id) {
    const Children children = frame.script->children(id);
    const std::string_view type = (*frame.script)[children[0]].text;
    const Symbolic value = evaluate_symbolic(frame, children[1]);
    const NodeId* node = std::get_if<NodeId>(&value);
    if (node == nullptr) return value;
    if (type == "int") return call(frame, id, Operation::WholePart, {*node});
    if (type == "String" && graph_.is_constant(*node) && graph_.value_of(*node).is_number()) {
      return graph_.constant(to_text(graph_.value_of(*node)));
    }
    return value;
  }

  Symbolic property(Frame& frame, ScriptNodeId id) {
    const Children children = frame.script->children(id);
    const std::string& name = (*frame.script)[children[1]].text;
    const ScriptNode& receiver = (*frame.script)[children[0]];
    const bool is_name = receiver.kind == ScriptKind::Name && find(frame, receiver.text) == nullptr;
    if (is_name && receiver.text == "Context") return context_entry(frame, id, name);
    if (is_name && receiver.text == "Calendar") return graph_.constant(name);
    const NodeId value = evaluate(frame, children[0]);
    if (graph_.is_constant(value) && graph_.value_of(value).as<RecordRef>() != nullptr) return graph_.item(name);
    refuse(frame, id, fmt::format("`.{}` of what is not the record", name));
  }

  Symbolic context_entry(Frame& frame, ScriptNodeId id, const std::string& name) {
    if (const Script* script = package_.script_of(name)) {
      std::vector<Step> steps;
      Frame own{script, {}, &steps};
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

  NodeId element(Frame& frame, ScriptNodeId id) {
    const Children children = frame.script->children(id);
    const NodeId whole = evaluate(frame, children[0]);
    const NodeId place = evaluate(frame, children[1]);
    const bool is_text = graph_.kind_of(whole) == ValueKind::Text;
    return call(frame, id, is_text ? Operation::CharacterAt : Operation::Get, {whole, place});
  }

  Symbolic new_object(Frame& frame, ScriptNodeId id) {
    const Children children = frame.script->children(id);
    const bool is_calendar = (*frame.script)[children[0]].text == "GregorianCalendar" && children.size() > 2;
    if (!is_calendar) refuse(frame, id, "an object is made that is not a calendar");
    const SymbolicMonth month{evaluate(frame, children[1]), evaluate(frame, children[2])};
    emit_throw(frame, id, graph_.either(graph_.is_null(month.year), graph_.is_null(month.month)));
    return month;
  }

  // ---- calls

  std::vector<NodeId> nodes_of(Frame& frame, Children arguments) {
    std::vector<NodeId> nodes;
    for (const ScriptNodeId argument : arguments) nodes.push_back(evaluate(frame, argument));
    return nodes;
  }

  // The function put in where it is called: its parameters are the arguments, what it returns is a choice.
  NodeId inlined(Frame& frame, ScriptNodeId id, const Symbolic& callee, Children arguments) {
    const auto* closure = std::get_if<std::shared_ptr<const SymbolicClosure>>(&callee);
    if (closure == nullptr) refuse(frame, id, "what is called is not a function");
    std::vector<Symbolic> values;
    for (const ScriptNodeId argument : arguments) values.push_back(evaluate_symbolic(frame, argument));
    return inlined(frame, id, **closure, values);
  }

  NodeId inlined(Frame& frame, ScriptNodeId id, const SymbolicClosure& closure, const std::vector<Symbolic>& values) {
    std::vector<Step> steps;
    Frame own{closure.script, closure.seen, &steps, closure.seen.size()};
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

  static bool has_message_of_its_own(const std::vector<Step>& steps, NodeId message) {
    return std::ranges::any_of(steps, [&](const Step& step) {
      if (step.kind == StepKind::Return) return step.message != message;
      return has_message_of_its_own(step.chosen, message) || has_message_of_its_own(step.otherwise, message);
    });
  }

  // What steps return, `after` being what is returned behind them.
  NodeId returned(Frame& frame, ScriptNodeId id, const std::vector<Step>& steps, NodeId after) {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      if (step->kind == StepKind::Note) refuse(frame, id, "a function adds notes");
      if (step->kind == StepKind::Return) after = step->node;
      if (step->kind != StepKind::Branch) continue;
      const NodeId chosen = returned(frame, id, step->chosen, after);
      after = graph_.select(step->node, chosen, returned(frame, id, step->otherwise, after));
    }
    return after;
  }

  Symbolic method(Frame& frame, ScriptNodeId id) {
    const Children children = frame.script->children(id);
    const std::string& name = (*frame.script)[children[1]].text;
    const ScriptNode& receiver = (*frame.script)[children[0]];
    const Children arguments = children.subspan(2);
    const bool is_name = receiver.kind == ScriptKind::Name && find(frame, receiver.text) == nullptr;
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

  NodeId last_day(Frame& frame, ScriptNodeId id, const Symbolic& calendar) {
    const SymbolicMonth* month = std::get_if<SymbolicMonth>(&calendar);
    if (month == nullptr) refuse(frame, id, "the last day of what is not a month");
    return call(frame, id, Operation::LastDayOfMonth, {month->year, month->month});
  }

  NodeId for_each(Frame& frame, ScriptNodeId id, NodeId whole, Children arguments) {
    const List* list = graph_.is_constant(whole) ? graph_.value_of(whole).as<List>() : nullptr;
    const Symbolic callee = evaluate_symbolic(frame, arguments[0]);
    const auto* closure = std::get_if<std::shared_ptr<const SymbolicClosure>>(&callee);
    if (list == nullptr || closure == nullptr) refuse(frame, id, "`each` of what only a record tells");
    const List kept = *list;
    for (const Value& element : kept->elements) inlined(frame, id, **closure, {graph_.constant(element)});
    return whole;
  }

  NodeId call_method(Frame& frame, ScriptNodeId id, NodeId receiver, const ForeignMethod& method,
                     std::vector<NodeId> arguments) {
    const bool is_kernel = method.role == MethodRole::Kernel || method.role == MethodRole::IsEmpty;
    if (!is_kernel) refuse(frame, id, fmt::format("`.{}()` is not converted", method.name));
    arguments.insert(arguments.begin(), receiver);
    const NodeId result = call(frame, id, method.operation, std::move(arguments));
    return method.role == MethodRole::Kernel ? result : call(frame, id, Operation::Equal, {result, number(0)});
  }

  // ---- functions

  NodeId function_call(Frame& frame, ScriptNodeId id, std::string_view name, Children arguments) {
    const ForeignFunction* function = foreign_function(name);
    if (function == nullptr) refuse(frame, id, fmt::format("the function `{}` is not known", name));
    switch (function->role) {
      case FunctionRole::Pure: return call(frame, id, function->operation, nodes_of(frame, arguments));
      case FunctionRole::Dated: {
        const std::vector<NodeId> nodes = nodes_of(frame, arguments);
        note_date_problem(frame, function->operation, nodes);
        return call(frame, id, function->operation, nodes);
      }
      case FunctionRole::OfSchema: {
        std::vector<NodeId> nodes = nodes_of(frame, arguments.subspan(1));
        nodes.insert(nodes.begin(), graph_.item("_csSchemaId"));
        return call(frame, id, function->operation, std::move(nodes));
      }
      case FunctionRole::Nothing: return graph_.null();
      case FunctionRole::Warns: return truth_of(true);
      case FunctionRole::Notes:
        for (const NodeId note : nodes_of(frame, arguments)) {
          emit(frame, {StepKind::Note, note, {}, (*frame.script)[id].line, {}, {}});
        }
        return truth_of(false);
      case FunctionRole::SetsMessage: {
        const NodeId message = evaluate(frame, arguments[0]);
        const bool is_fixed = graph_.is_constant(message) && !to_text(graph_.value_of(message)).contains("%DC");
        const NodeId problem = special(frame, kDateProblem);
        special(frame, kMessage) = is_fixed ? message : graph_.call(Operation::WithProblem, {message, problem});
        return truth_of(false);
      }
      case FunctionRole::CopiesText: return copy_text(frame, function->operation, arguments);
      case FunctionRole::LooksUpKey:
        return look_up(frame, function->search, {arguments[0], arguments[1], arguments[2], arguments[3]});
      case FunctionRole::LooksUpTable:
        return look_up(frame, function->search, {arguments[2], arguments[0], arguments[1], arguments[3]});
      case FunctionRole::CallsLibrary: return call_library(frame, id, arguments);
    }
    std::unreachable();
  }

  void note_date_problem(Frame& frame, Operation operation, const std::vector<NodeId>& dates) {
    std::vector<NodeId> nodes{graph_.constant(info(operation).name)};
    nodes.insert(nodes.end(), dates.begin(), dates.begin() + std::min<std::ptrdiff_t>(2, std::ssize(dates)));
    const NodeId problem = graph_.call(Operation::DateProblem, std::move(nodes));
    NodeId& known = special(frame, kDateProblem);
    known = graph_.select(graph_.call(Operation::IsTrue, {problem}), problem, known);
  }

  NodeId copy_text(Frame& frame, Operation operation, Children arguments) {
    const NodeId text = evaluate(frame, arguments[1]);
    const NodeId count = arguments.size() > 2 ? evaluate(frame, arguments[2]) : graph_.null();
    SymbolicVariable& variable = text_variable(frame, arguments[0]);
    variable.value = graph_.call(operation, {std::get<NodeId>(variable.value), text, count, number(variable.size)});
    return graph_.null();
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

  NodeId look_up(Frame& frame, Search search, const LookUp& wanted) {
    const NodeId key = evaluate(frame, wanted.key);
    const auto index = entry_name(*frame.script, wanted.index);
    const auto table = entry_name(*frame.script, wanted.table);
    const NodeId index_node = index ? graph_.constant(*index) : graph_.null();
    const NodeId search_node = number(static_cast<std::int64_t>(search));
    const NodeId found = graph_.call(Operation::Found, {search_node, index_node, key});
    const Table* rows = table ? package_.tables().table(*table) : nullptr;
    if (table && rows == nullptr) refuse(frame, wanted.table, fmt::format("the package has no table `{}`", *table));
    if (index && package_.tables().index(*index) == nullptr) {
      refuse(frame, wanted.index, fmt::format("the package has no index `{}`", *index));
    }
    if ((*frame.script)[wanted.outputs].kind != ScriptKind::MapOf || rows == nullptr) return found;
    for (const ScriptNodeId entry : frame.script->children(wanted.outputs)) {
      const Children parts = frame.script->children(entry);
      const std::string& heading = (*frame.script)[parts[0]].text;
      SymbolicVariable& variable = text_variable(frame, parts[1]);
      if (!rows->column(heading)) continue;
      variable.value = graph_.call(Operation::Cell, {search_node, index_node, key, graph_.constant(*table),
                                                     graph_.constant(heading), number(variable.size)});
    }
    return found;
  }

  NodeId put(Frame& frame, ScriptNodeId argument, NodeId text) {
    SymbolicVariable& variable = text_variable(frame, argument);
    variable.value = graph_.call(Operation::Cut, {text, number(variable.size)});
    return number(0);
  }

  NodeId call_library(Frame& frame, ScriptNodeId id, Children arguments) {
    const Children given = arguments.subspan(2);
    switch (library_function((*frame.script)[arguments[1]].text)) {
      case LibraryFunction::CountSchemas: return graph_.call(Operation::SchemaCount, {});
      case LibraryFunction::Version:
        if (!given.empty()) return put(frame, given[0], graph_.call(Operation::StagingVersion, {}));
        break;
      case LibraryFunction::NumberOfSchema: return graph_.call(Operation::SchemaNumber, nodes_of(frame, given));
      case LibraryFunction::NameOfSchema:
        if (given.size() < 2) break;
        return put(frame, given[1], graph_.call(Operation::SchemaName, {evaluate(frame, given[0])}));
      case LibraryFunction::IsCodeValid: {
        const std::vector<NodeId> nodes = nodes_of(frame, given);
        if (nodes.size() < 4) break;
        return graph_.call(Operation::SchemaAllows, {nodes[0], nodes[1], nodes[3]});
      }
      case LibraryFunction::Unknown: break;
    }
    refuse(frame, id, "the library has no such function");
  }

  DecisionGraph& graph_;
  const ParsedPackage& package_;
  std::uint64_t work_ = 0;
  std::uint32_t depth_ = 0;  // of what is carried out now
};

}  // namespace

std::expected<Decision, ConversionFault> convert_edit(DecisionGraph& graph, const ParsedPackage& package,
                                                      std::size_t edit) {
  graph.begin_edit();
  try {
    return Converter(graph, package).convert(*package.script(edit));
  } catch (const Unconvertible& fault) {
    return std::unexpected(ConversionFault{fault.line, fault.problem});
  }
}

}  // namespace edict::foreign
