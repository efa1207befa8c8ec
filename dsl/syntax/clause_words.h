// The words that begin clauses, and where each may stand (clauses.def).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dsl/syntax/syntax_tree.h"

namespace edict {

// Where a clause stands: what it is indented under. A set of bits; Anywhere when that could not be read.
enum Place : std::uint16_t {
  Nowhere = 0,
  File = 1,
  Edit = 2,
  Condition = 4,
  Require = 8,
  Test = 16,
  Table = 32,
  Set = 64,
  Package = 128,
  Measure = 256,
  Groups = 512,
  Choose = 1024,
  Cases = 2048,
  Finding = 4096,
  Record = 8192,
  Anywhere = 0xFFFF,
};

struct ClauseInfo {
  NodeKind kind;
  std::string_view word;  // "require"; two words where the first begins several clauses: "edit set"
  Place stands_in;
  Place opens;  // the place of the clauses under it
};

// True for `require`, and for `edit` and `end`.
bool begins_clause(std::string_view word);

// The clause that a line beginning with `word` is; `next` is the word behind it, which tells `edit set` from `edit`
// and belongs to `for each`. Where no clause has both words, the first of those that begin with `word`.
const ClauseInfo* find_clause(std::string_view word, std::string_view next);
const ClauseInfo& info_of(NodeKind clause);

// Clauses that are closed by `end`.
bool is_ended(NodeKind clause);

// The words of the clauses that may stand at a place, in order of clauses.def.
std::vector<std::string_view> words_of(Place place);

}  // namespace edict
