// What a variable of an edit holds while the edit is converted: nodes of the graph where evaluation has values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dsl/import/edits/decision/decision_graph.h"
#include "dsl/import/edits/script/script.h"

namespace edict::foreign {

struct SymbolicClosure;
// A month of a calendar.
struct SymbolicMonth {
  NodeId year;
  NodeId month;
};
// One function or another, which only a record tells.
struct Undecided {};
using Symbolic = std::variant<NodeId, std::shared_ptr<const SymbolicClosure>, SymbolicMonth, Undecided>;

struct SymbolicVariable {
  std::string_view name;
  Symbolic value;
  std::int64_t size = 0;  // of a text of fixed size, else 0
  bool is_seen = false;   // a function reads it, and must find in it what it holds now
};
using Variables = std::vector<SymbolicVariable>;

// A function of the script, with the variables it saw when it was made.
struct SymbolicClosure {
  const Script* script;
  ScriptNodeId node;
  Variables seen;
};

// The message so far and what was wrong with a date are variables like others.
inline constexpr std::string_view kMessage = "the message";
inline constexpr std::string_view kDateProblem = "the problem";

}  // namespace edict::foreign
