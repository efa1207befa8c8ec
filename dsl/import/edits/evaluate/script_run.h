// One evaluation of one edit, statement by statement. Private to evaluate_script.cpp and the files that define it:
//
//   run_statements.cpp   bodies and statements: what is done next
//   run_expressions.cpp  values, items, entries of the package
//   run_calls.cpp        functions of the script, and methods
//   run_functions.cpp    functions of the engine: dates, texts, look-ups, notes, the staging library
//
// Whatever throws in the foreign language gives Raised, and ends the run. So does what goes beyond limits.h.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/import/edits/closure_value.h"
#include "dsl/import/edits/evaluate_script.h"
#include "dsl/import/edits/limits.h"
#include "dsl/import/edits/meaning/function.h"
#include "dsl/import/edits/script/script_calls.h"

namespace edict::foreign {

enum class Flow : std::uint8_t { Next, Return, Break, Continue, Raised };

class ScriptRun {
 public:
  ScriptRun(const ParsedPackage& package, const Facts& facts, std::uint32_t record_count, const ItemSource& items)
      : package_(package), facts_(facts), record_count_(record_count), items_(items) {}
  ScriptRun(const ScriptRun&) = delete;
  ScriptRun& operator=(const ScriptRun&) = delete;
  // Functions hold the variables around them, which may hold them in turn; so may lists.
  ~ScriptRun() {
    for (const std::shared_ptr<Scope>& scope : seen_scopes_) scope->variables.clear();
    for (const List& list : changed_lists_) list->elements.clear();
  }

  Verdict run(const ForeignEdit& edit, const Script& script);

 private:
  // A script that is called: its variables and what it has returned.
  struct Call {
    const Script* script;
    std::shared_ptr<Scope> scope;
    Value result;
  };
  using Children = std::span<const ScriptNodeId>;

  // ---- bodies

  Value call_script(const Script& script);
  // What a body returns; without `return`, the value of its last statement.
  Value run_body(Call& call, Children statements);
  Value call_closure(const ClosureValue& closure, std::span<const Value> arguments);

  // ---- statements

  // Whether the script may do one thing more.
  bool may_go_on() { return ++work_ <= kMostWork && depth_ < kDeepestWork; }
  Flow execute(Call& call, ScriptNodeId id);
  Flow executed(Call& call, ScriptNodeId id);
  Flow execute_block(Call& call, Children statements);
  Flow execute_while(Call& call, Children children);
  Flow execute_for(Call& call, Children children);
  Flow declare(Call& call, Children children);
  static bool is_size(const Value& value);
  // What a variable of a type holds after a value was put into it.
  static Value converted(std::string_view type, const Value& value);
  Flow assign(Call& call, ScriptKind kind, Children children);
  // `text[2] = (char)0` ends the text there; no other place of a text is ever assigned to.
  Flow end_text(Call& call, ScriptNodeId target);

  // ---- expressions

  Value with(Operation operation, const Value& left, const Value& right);
  static Value negated(const Value& value) { return value.is_raised() ? value : Value(!value.is_true()); }
  Value evaluate_two(Call& call, Operation operation, Children children);
  // The same with the two the other way round.
  Value evaluate_swapped(Call& call, Operation operation, Children children);
  // Long texts are copied from value to value: they count as work.
  Value evaluate(Call& call, ScriptNodeId id);
  Value evaluated(Call& call, ScriptNodeId id);
  Value value_of_name(Call& call, std::string_view name);
  Value list_of(Call& call, Children elements);
  Value map_of(Call& call, Children entries);
  // Lists of the package are shared: no script changes them.
  Value appended(const Value& value, const Value& element);
  Value range(const Value& low, const Value& high);
  Value cast(std::string_view type, const Value& value);
  Value property(Call& call, Children children, bool is_safe);
  Value context_entry(const std::string& name);
  Value element(Call& call, Children children);
  Value new_object(Call& call, Children children);

  // ---- calls

  // The values of arguments; nothing if one raised.
  std::optional<std::vector<Value>> values_of(Call& call, Children arguments);
  Value apply_closure(Call& call, const Value& callee, Children arguments);
  Value method(Call& call, ScriptNodeId id);
  Value call_method(const Value& receiver, std::string_view name, const std::vector<Value>& arguments);
  Value on_receiver(const ForeignMethod& method, const Value& receiver, std::span<const Value> arguments);
  // A map that makes lists gives one where it has nothing.
  static Value made_list_or(const Value& receiver, const std::vector<Value>& arguments, const ForeignMethod& method,
                            Value found);
  Value for_each(const Value& receiver, const Value& callee);
  // By a function of two that tells which comes first, or by a map that holds it as `compare`. Stable.
  Value sorted(const Value& receiver, const Value& comparison);

  // ---- functions

  Value call_function(Call& call, std::string_view name, Children arguments);
  void note_date_problem(Operation operation, const std::vector<Value>& values);
  // The variable that an argument names, with a size.
  Variable* text_variable(Call& call, ScriptNodeId argument);
  Value copy_text(Call& call, Operation operation, Children arguments);
  Value look_up(Call& call, Search search, const LookUp& wanted);
  // Sets the variable that an argument names.
  Value put(Call& call, ScriptNodeId argument, const Value& text);
  Value call_library(Call& call, Children arguments);

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

}  // namespace edict::foreign
