// The lossless tree of one rule file: every byte of the text belongs to a token of some clause, to a comment or to
// blank space between them; printing the tree gives the text back.
//
// The tree has two layers. Clauses come from lines and indentation (clause.h): each clause has its children, and a
// broken clause never takes its neighbours down. Inside a clause the grammar (grammar.cpp, PEGTL) makes a flat
// postorder list of nodes. Node kinds and what their children are: nodes.def.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"

namespace edict {

enum class NodeKind : std::uint8_t {
#define NODE(name, children) name,
#include "dsl/syntax/nodes.def"
#undef NODE
};
std::string_view name_of(NodeKind kind);

// One node of a clause's expression tree.
// INVARIANT: postorder; the children of a node stand before it, `size` counts the node and all below it.
struct Node {
  NodeKind kind;
  Span span;
  std::uint32_t size = 1;
};

struct ClauseTag;
using ClauseId = Id<ClauseTag>;

// One logical line: its words parsed, and the clauses indented under it.
struct Clause {
  NodeKind kind;                 // EditClause, RequireClause, …; ErrorClause when it could not be parsed
  Span span;                     // from its first word to the end of its last line, comments apart
  Span word;                     // its first word
  std::uint32_t first_node = 0;  // its nodes in SyntaxTree::nodes; the last one is the root, of kind `kind`
  std::uint32_t node_count = 0;
  ClauseId parent;  // invalid at the top
  std::vector<ClauseId> children;
};

struct Comment {
  Span span;  // from `#` to the end of the line
  bool is_own_line = false;
};

// A node with its tree: what semantic analysis walks.
class NodeRef {
 public:
  NodeRef(const class SyntaxTree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
  [[nodiscard]] NodeKind kind() const;
  [[nodiscard]] Span span() const;
  [[nodiscard]] Location location() const;
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::vector<NodeRef> children() const;  // in text order
  // The first child of a kind, if any.
  [[nodiscard]] bool has(NodeKind kind) const;
  [[nodiscard]] NodeRef child(NodeKind kind) const;  // REQUIRES: has(kind)

 private:
  const SyntaxTree* tree_;
  std::uint32_t index_;
};

class SyntaxTree {
 public:
  FileId file;
  const SourceFile* source = nullptr;
  std::vector<Node> nodes;
  std::vector<Clause> clauses;
  std::vector<ClauseId> top;
  std::vector<Comment> comments;
  std::vector<Span>
      blocks;  // the parts of the file that are rule text: all of it, or the fenced blocks of a Markdown file
  bool has_errors = false;  // parse reported an error
  bool is_generated = false;  // no file of a user: written by the engine from the dictionary

  const Clause& operator[](ClauseId id) const { return clauses[id.index()]; }
  [[nodiscard]] NodeRef root_of(const Clause& clause) const {
    return NodeRef(*this, clause.first_node + clause.node_count - 1);
  }
};

// Parses one file; reports every mistake and returns what could be understood. Of a Markdown file (.md) the blocks
// fenced as
// ```edict are read.
//
// Where every clause stands is checked here: a clause in the wrong place is reported and becomes an ErrorClause. The
// `end` of a block is its last child.
SyntaxTree parse(const SourceFile& file, FileId id, DiagnosticSink& sink);

}  // namespace edict
