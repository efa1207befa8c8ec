// Carries an edit out on nodes. Private to convert_edit.cpp and the files that define it:
//
//   convert_statements.cpp   bodies and statements: which steps the edit takes
//   convert_expressions.cpp  values, items, entries of the package
//   convert_calls.cpp        functions of the script, put in where they are called, and methods
//   convert_functions.cpp    functions of the engine: dates, texts, look-ups, notes, the staging library
//
// Each mirrors a file of ../evaluate, which does the same with values.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/import/edits/decision/decision.h"
#include "dsl/import/edits/decision/symbolic.h"
#include "dsl/import/edits/limits.h"
#include "dsl/import/edits/meaning/function.h"
#include "dsl/import/edits/parsed_package.h"
#include "dsl/import/edits/script/script_calls.h"

namespace edict::foreign {

// Thrown from deep inside an expression, and caught by convert_edit alone: an edit is converted whole or not.
struct Unconvertible {
  std::uint32_t line;
  std::string problem;
};

inline constexpr std::string_view kTooMuch = "more than can be written out";
inline constexpr std::string_view kTooLong = "a list that is too long";

class EditConverter {
 public:
  EditConverter(DecisionGraph& graph, const ParsedPackage& package) : graph_(graph), package_(package) {}

  // Throws Unconvertible.
  Decision convert(const Script& script);

 private:
  // A script that is carried out: its variables, and where its steps go.
  struct Frame {
    const Script* script;
    Variables variables;
    std::vector<Step>* steps;
    std::size_t seen_count = 0;  // of a function: its first variables are those outside, which it reads and never sets
    bool is_function = false;
  };
  using Children = std::span<const ScriptNodeId>;

  [[noreturn]] static void refuse(const ScriptNode& node, std::string_view problem);
  [[noreturn]] static void refuse(Frame& frame, ScriptNodeId id, std::string_view problem);
  NodeId truth_of(bool truth) { return graph_.truth_of(truth); }
  NodeId number(std::int64_t number) { return graph_.constant(number); }

  // ---- variables

  static SymbolicVariable* find(Frame& frame, std::string_view name);
  static NodeId& special(Frame& frame, std::string_view name) { return std::get<NodeId>(find(frame, name)->value); }
  // The text of fixed size that a statement or function writes to.
  SymbolicVariable& text_variable(Frame& frame, ScriptNodeId argument);
  // What a function sets outside itself would be lost: functions are put in where they are called.
  // So would what a function saw be.
  static void refuse_change(const Frame& frame, const ScriptNode& node, const SymbolicVariable& variable);
  // What variables hold where two ways meet. Both have the same variables.
  Variables merged(NodeId condition, const Variables& chosen, const Variables& otherwise);
  Symbolic merged(NodeId condition, const Symbolic& chosen, const Symbolic& otherwise);

  // ---- steps

  void emit(Frame& frame, Step step) { frame.steps->push_back(std::move(step)); }
  void emit_throw(Frame& frame, ScriptNodeId id, NodeId condition);
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
  void run_body(Frame& frame, Children statements);
  void emit_return(Frame& frame, ScriptNodeId statement, ScriptNodeId value);
  // Counts a statement or expression.
  void begin_work(Frame& frame, ScriptNodeId id);
  bool execute(Frame& frame, ScriptNodeId id);
  bool executed(Frame& frame, ScriptNodeId id);
  bool execute_if(Frame& frame, ScriptNodeId id);
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
  bool execute_while(Frame& frame, ScriptNodeId id, std::size_t turn);
  bool execute_for(Frame& frame, ScriptNodeId id);
  void declare(Frame& frame, Children children);
  // What a variable of a type holds after a value was put into it.
  Symbolic converted(Frame& frame, ScriptNodeId id, std::string_view type, const Symbolic& value);
  // A number as a text; any other value as it is. What may be a number or not is taken for none.
  NodeId as_text(NodeId value);
  void assign(Frame& frame, ScriptNodeId id);
  Symbolic changed(Frame& frame, ScriptNodeId id, ScriptKind kind, const Symbolic& old, const Symbolic& value);
  // `text[2] = (char)0` ends the text there.
  void end_text(Frame& frame, ScriptNodeId target);

  // ---- expressions

  NodeId node_of(Frame& frame, ScriptNodeId id, const Symbolic& value);
  NodeId evaluate(Frame& frame, ScriptNodeId id) { return node_of(frame, id, evaluate_symbolic(frame, id)); }
  // Does an operation, and throws when it does.
  NodeId call(Frame& frame, ScriptNodeId id, Operation operation, std::vector<NodeId> arguments);
  NodeId evaluate_two(Frame& frame, ScriptNodeId id, Operation operation);
  NodeId evaluate_swapped(Frame& frame, ScriptNodeId id, Operation operation);
  // Long texts are copied from node to node: they count as work.
  Symbolic evaluate_symbolic(Frame& frame, ScriptNodeId id);
  Symbolic evaluated(Frame& frame, ScriptNodeId id);
  // A calendar or a function is equal to nothing it is ever compared with.
  NodeId are_equal(Frame& frame, ScriptNodeId id);
  NodeId evaluate_junction(Frame& frame, Children children, bool is_and);
  Symbolic value_of_name(Frame& frame, ScriptNodeId id);
  NodeId list_of(Frame& frame, Children elements);
  // Maps are made of what is known beforehand; one of values of the record is only ever handed to a function that does
  // not look at it.
  NodeId map_of(Frame& frame, ScriptNodeId id);
  NodeId range(Frame& frame, ScriptNodeId id);
  Symbolic cast(Frame& frame, ScriptNodeId id);
  Symbolic property(Frame& frame, ScriptNodeId id);
  Symbolic context_entry(Frame& frame, ScriptNodeId id, const std::string& name);
  NodeId element(Frame& frame, ScriptNodeId id);
  Symbolic new_object(Frame& frame, ScriptNodeId id);

  // ---- calls

  std::vector<NodeId> nodes_of(Frame& frame, Children arguments);
  Symbolic function_of(Frame& frame, ScriptNodeId lambda);
  // The function put in where it is called: its parameters are the arguments, what it returns is a choice.
  NodeId inlined(Frame& frame, ScriptNodeId id, const Symbolic& callee, Children arguments);
  NodeId inlined(Frame& frame, ScriptNodeId id, const SymbolicClosure& closure, const std::vector<Symbolic>& values);
  static bool has_message_of_its_own(const std::vector<Step>& steps, NodeId message);
  // What steps return, `after` being what is returned behind them.
  NodeId returned(Frame& frame, ScriptNodeId id, const std::vector<Step>& steps, NodeId after);
  Symbolic method(Frame& frame, ScriptNodeId id);
  NodeId last_day(Frame& frame, ScriptNodeId id, const Symbolic& calendar);
  NodeId for_each(Frame& frame, ScriptNodeId id, NodeId whole, Children arguments);
  NodeId call_method(Frame& frame, ScriptNodeId id, NodeId receiver, const ForeignMethod& method,
                     std::vector<NodeId> arguments);

  // ---- functions

  NodeId function_call(Frame& frame, ScriptNodeId id, std::string_view name, Children arguments);
  void note_date_problem(Frame& frame, Operation operation, const std::vector<NodeId>& dates);
  NodeId copy_text(Frame& frame, Operation operation, Children arguments);
  NodeId look_up(Frame& frame, Search search, const LookUp& wanted);
  NodeId put(Frame& frame, ScriptNodeId argument, NodeId text);
  NodeId call_library(Frame& frame, ScriptNodeId id, Children arguments);

  DecisionGraph& graph_;
  const ParsedPackage& package_;
  bool has_date_in_function_ = false;  // what was wrong with it is not known outside
  std::uint64_t work_ = 0;
  std::uint32_t depth_ = 0;  // of what is carried out now
};

}  // namespace edict::foreign
