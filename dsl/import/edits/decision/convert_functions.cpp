// Calls of functions of the engine.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/import/edits/decision/edit_converter.h"

namespace edict::foreign {

NodeId EditConverter::function_call(Frame& frame, ScriptNodeId id, std::string_view name, Children arguments) {
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
    case FunctionRole::Nothing: nodes_of(frame, arguments); return graph_.null();
    case FunctionRole::Warns: nodes_of(frame, arguments); return truth_of(true);
    case FunctionRole::Notes:
      for (const NodeId note : nodes_of(frame, arguments)) {
        emit(frame, {StepKind::Note, note, {}, (*frame.script)[id].line, {}, {}});
      }
      return truth_of(false);
    case FunctionRole::SetsMessage: {
      const NodeId message = evaluate(frame, arguments[0]);
      const std::string* fixed = graph_.value_of(message).text();
      const bool is_fixed = fixed != nullptr && !fixed->contains("%DC");
      if (!is_fixed && has_date_in_function_) refuse(frame, id, "a message tells of a date that a function looks at");
      const NodeId problem = special(frame, kDateProblem);
      special(frame, kMessage) = is_fixed ? message : graph_.call(Operation::WithProblem, {message, problem});
      return truth_of(false);
    }
    case FunctionRole::CopiesText: return copy_text(frame, function->operation, arguments);
    case FunctionRole::LooksUpKey:
    case FunctionRole::LooksUpTable: return look_up(frame, function->search, look_up_of(function->role, arguments));
    case FunctionRole::CallsLibrary: return call_library(frame, id, arguments);
  }
  std::unreachable();
}

void EditConverter::note_date_problem(Frame& frame, Operation operation, const std::vector<NodeId>& dates) {
  std::vector<NodeId> nodes{graph_.constant(info(operation).name)};
  nodes.insert(nodes.end(), dates.begin(), dates.begin() + std::min<std::ptrdiff_t>(2, std::ssize(dates)));
  const NodeId problem = graph_.call(Operation::DateProblem, std::move(nodes));
  has_date_in_function_ = has_date_in_function_ || frame.is_function;
  NodeId& known = special(frame, kDateProblem);
  known = graph_.select(graph_.call(Operation::IsTrue, {problem}), problem, known);
}

NodeId EditConverter::copy_text(Frame& frame, Operation operation, Children arguments) {
  const NodeId text = evaluate(frame, arguments[1]);
  const NodeId count = arguments.size() > 2 ? evaluate(frame, arguments[2]) : graph_.null();
  SymbolicVariable& variable = text_variable(frame, arguments[0]);
  variable.value = graph_.call(operation, {std::get<NodeId>(variable.value), text, count, number(variable.size)});
  return graph_.null();
}

NodeId EditConverter::look_up(Frame& frame, Search search, const LookUp& wanted) {
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
    const NodeId cell = graph_.call(Operation::Cell, {search_node, index_node, key, graph_.constant(*table),
                                                      graph_.constant(heading), number(variable.size)});
    variable.value = graph_.select(graph_.is_null(key), std::get<NodeId>(variable.value), cell);
  }
  return found;
}

NodeId EditConverter::put(Frame& frame, ScriptNodeId argument, NodeId text) {
  SymbolicVariable& variable = text_variable(frame, argument);
  variable.value = graph_.call(Operation::Cut, {text, number(variable.size)});
  return number(0);
}

NodeId EditConverter::call_library(Frame& frame, ScriptNodeId id, Children arguments) {
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

}  // namespace edict::foreign
