#include "dsl/format/proof.h"

#include <algorithm>

#include "dsl/format/clause_tokens.h"
#include "dsl/syntax/characters.h"

namespace edict {
namespace {

// A text without its blanks and with its dashes mended.
std::string squeezed(std::string_view text) {
  std::string mended = mended_code(text);
  std::erase_if(mended, is_blank);
  return mended;
}

// What a node says: as it stands where blanks are part of it.
std::string words_of(const NodeRef& node) {
  switch (node.kind()) {
    case NodeKind::String:
    case NodeKind::StringLiteral:
    case NodeKind::QuotedAlt:
    case NodeKind::QuotedEntry:
    case NodeKind::QuotedCell:
    case NodeKind::Cell:
    case NodeKind::Pattern:
    case NodeKind::Rest: return std::string(node.text());
    case NodeKind::CodeEntry: return mended_code(node.text());
    default: return squeezed(node.text());
  }
}

bool are_same_clauses(const SyntaxTree& a, const SyntaxTree& b) {
  return std::ranges::equal(a.clauses, b.clauses, [](const Clause& x, const Clause& y) {
    return x.kind == y.kind && x.parent == y.parent && x.first_node == y.first_node && x.node_count == y.node_count;
  });
}

bool are_same_nodes(const SyntaxTree& a, const SyntaxTree& b) {
  if (a.nodes.size() != b.nodes.size()) return false;
  for (std::uint32_t index = 0; index < a.nodes.size(); ++index) {
    const Node& x = a.nodes[index];
    const Node& y = b.nodes[index];
    if (x.kind != y.kind || x.size != y.size) return false;
    if (x.size == 1 && words_of(NodeRef(a, index)) != words_of(NodeRef(b, index))) return false;
  }
  return true;
}

bool are_same_comments(const SyntaxTree& a, const SyntaxTree& b) {
  return std::ranges::equal(a.comments, b.comments, [&](const Comment& x, const Comment& y) {
    return x.is_own_line == y.is_own_line && a.source->text(x.span) == b.source->text(y.span);
  });
}

}  // namespace

bool is_same_but_for_blanks(const SyntaxTree& tree, const std::string& text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(tree.source->path(), text);
  const SyntaxTree again = parse(sources[file], file, sink);
  return !again.has_errors && are_same_clauses(tree, again) && are_same_nodes(tree, again) &&
         are_same_comments(tree, again) &&
         squeezed(without_byte_order_mark(tree.source->text())) == squeezed(without_byte_order_mark(text));
}

}  // namespace edict
