// Reads one clause by the grammar of its kind.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/diagnostic.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {

// Why a clause could not be read.
struct ClauseFault {
  std::uint32_t place = 0;                 // where reading could not go on
  std::optional<Code> code;                // a mistake with a diagnostic of its own
  std::vector<std::string_view> expected;  // else what could have stood there: "`where`", "a value"
};

// A clause in the text of its file; `text` is what lay_out made of it.
struct ClauseText {
  NodeKind kind;
  std::string_view text;
  Span span;
  bool is_unclosed = false;  // it lacks a bracket, quote or bar: read as if it stood at the end
};

// Appends the nodes of the clause, its root last, or returns the fault and appends nothing.
std::optional<ClauseFault> parse_clause(const ClauseText& clause, std::vector<Node>& nodes);

// Appends an ErrorClause for a clause that could not be read, with the name it declares if its kind declares one.
void parse_broken_clause(const ClauseText& clause, std::vector<Node>& nodes);

}  // namespace edict
