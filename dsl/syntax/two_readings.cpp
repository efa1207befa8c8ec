#include "dsl/syntax/two_readings.h"

namespace edict {
namespace {

void check_guards_among(const SyntaxTree& tree, const std::vector<ClauseId>& siblings, DiagnosticSink& sink) {
  bool has_guard = false;
  bool has_block = false;
  bool has_guarded = false;  // a require or a block
  for (const ClauseId id : siblings) {
    const Clause& clause = tree[id];
    const bool is_when = clause.kind == NodeKind::WhenClause;
    const bool is_guard = is_when && clause.children.empty();
    const bool is_block = is_when && !is_guard;
    std::string_view problem;
    if (is_guard && has_guard) problem = "a second `when` guards everything beside it; join them with `and`";
    else if (is_guard && has_guarded) problem = "a `when` with nothing under it stands before all that it guards";
    else if (is_block && has_guard)
      problem = "a `when` with clauses under it stands beside a `when` that guards everything";
    if (!problem.empty())
      sink.report(Code::MisplacedGuard, {tree.file, clause.word}, {problem},
                  is_block || has_block ? "indent the clauses that each `when` guards under it" : "");
    has_guard = has_guard || is_guard;
    has_block = has_block || is_block;
    has_guarded = has_guarded || is_block || clause.kind == NodeKind::RequireClause;
  }
}

}  // namespace

void check_guards(const SyntaxTree& tree, DiagnosticSink& sink) {
  for (const Clause& clause : tree.clauses) {
    if (!clause.children.empty()) check_guards_among(tree, clause.children, sink);
  }
}

void check_alternatives(const SyntaxTree& tree, DiagnosticSink& sink) {
  for (std::uint32_t index = 0; index < tree.nodes.size(); ++index) {
    if (tree.nodes[index].kind != NodeKind::AndExpr) continue;
    for (const NodeRef& part : NodeRef(tree, index).children()) {
      if (part.kind() != NodeKind::IsTest || part.children().size() < 3) continue;
      sink.report(Code::MixedAndOr, part.location(), {},
                  "put the alternatives in parentheses: `( … is … or … ) and …`");
    }
  }
}

}  // namespace edict
