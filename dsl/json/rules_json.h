// Rules as JSON, for tools: the syntax tree of a file, comments included. Exact both ways, and never a second language
// to write: what the words mean is said by the rule text alone.
//
//   {"form":"edict rules","version":1,"rules":[line, …]}
//
// A line is a clause, a comment ("# …") or an empty line (""). A clause is
//   {"clause":"RequireClause","parts":[part, …],"behind":"# comment behind it","under":[line, …]}
// and a part a word or sign of the clause ("in", "["), a line break ("\n"), a comment ("# …"), or a node of its tree:
// {"Path":"laterality"} when it holds text, {"InTest":[part, …]} when it holds parts. Kinds are those of nodes.def;
// nothing here knows one of them. Of a Markdown file "blocks" stand in place of "rules": {"prose":"…"} as it is, and
// {"rules":[line, …],"margin":0} for each fenced block. docs/rules.schema.json says the same as a JSON Schema.
//
// Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {

// The JSON of the canonical text of a tree, a line of JSON for each clause. Fails if the tree has errors (Rules), and
// if the rules read back from the JSON would be others, which is a bug (Engine).
Result<std::string> rules_to_json(const SyntaxTree& tree);

// The canonical text of rules given as JSON. Fails (Rules) when they are no such JSON, are no correct rule text, or
// when the text reads otherwise than the JSON says; the message begins with the place as a JSON pointer.
Result<std::string> rules_from_json(std::string_view json);

// The JSON Schema of the form, made from clauses.def and nodes.def.
std::string rules_schema();

}  // namespace edict
