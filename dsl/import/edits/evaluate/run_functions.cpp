// Calls of functions of the engine.
#include <array>

#include "dsl/import/edits/evaluate/script_run.h"

namespace edict::foreign {

Value ScriptRun::call_function(Call& call, std::string_view name, Children arguments) {
  const ForeignFunction* function = foreign_function(name);
  if (function == nullptr) return Raised{};
  switch (function->role) {
    case FunctionRole::CopiesText: return copy_text(call, function->operation, arguments);
    case FunctionRole::LooksUpKey:
    case FunctionRole::LooksUpTable: return look_up(call, function->search, look_up_of(function->role, arguments));
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

void ScriptRun::note_date_problem(Operation operation, const std::vector<Value>& values) {
  std::vector<Value> arguments{Value(info(operation).name)};
  arguments.insert(arguments.end(), values.begin(), values.end());
  const Value problem = apply(Operation::DateProblem, facts_, arguments);
  if (problem.text() != nullptr && !problem.text()->empty()) date_problem_ = problem;
}

Variable* ScriptRun::text_variable(Call& call, ScriptNodeId argument) {
  const ScriptNode& node = (*call.script)[argument];
  Variable* variable = node.kind == ScriptKind::Name ? call.scope->find(node.text) : nullptr;
  return variable != nullptr && variable->size > 0 ? variable : nullptr;
}

Value ScriptRun::copy_text(Call& call, Operation operation, Children arguments) {
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

Value ScriptRun::look_up(Call& call, Search search, const LookUp& wanted) {
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

Value ScriptRun::put(Call& call, ScriptNodeId argument, const Value& text) {
  Variable* variable = text_variable(call, argument);
  if (variable == nullptr || text.text() == nullptr) return Raised{};
  variable->value = text.text()->substr(0, static_cast<std::size_t>(variable->size));
  return std::int64_t{0};
}

Value ScriptRun::call_library(Call& call, Children arguments) {
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

}  // namespace edict::foreign
