// Guards: for which records an edit, or a block of it, asks anything.
#include "dsl/sema/codes.h"
#include "dsl/sema/edit_reader.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {

void EditReader::add_guard(hir::GuardKind kind, hir::ExprId applies, hir::ExprId written, const ClauseRef& clause,
                           Block& block) {
  if (!applies.is_valid()) return;
  hir::Guard guard;
  guard.kind = kind;
  guard.applies = applies;
  guard.written = written;
  guard.location = clause.location();
  const NodeRef root = clause.root();
  if (root.has(NodeKind::Because)) {
    guard.because = text_of(root.child(NodeKind::Because).child(NodeKind::String));
  }
  block.guards.push_back(static_cast<std::uint32_t>(edit_.guards.size()));
  edit_.guards.push_back(std::move(guard));
}

// `, otherwise skip`: not certainly inside is outside.
hir::ExprId EditReader::definitely_if_asked(hir::ExprId written, const ClauseRef& clause) {
  if (!clause.root().has(NodeKind::OtherwiseSkip)) return written;
  return analysis_.hir.call(Builtin::Definitely, {written}, clause.location());
}

void EditReader::read_effective(const ClauseRef& clause, Block& block) {
  const std::vector<NodeRef> children = clause.root().children();
  const Operand date = analyse_value(analysis_, block.scope, children.front());
  const hir::ExprId written =
      analyse_period(analysis_, date, clause.root().child(NodeKind::Period), block.scope, clause.location());
  add_guard(hir::GuardKind::Effective, definitely_if_asked(written, clause), written, clause, block);
  effective_ = date_inside(analysis_, block.scope, clause);
}

void EditReader::read_skip(const ClauseRef& clause, Block& block) {
  const hir::ExprId written = analyse_asked(analysis_, block.scope, clause.root().children().front());
  add_guard(hir::GuardKind::Skip, analysis_.hir.call(Builtin::Not, {written}, clause.location()), written, clause,
            block);
}

void EditReader::read_when(const ClauseRef& clause, Block& block) {
  const hir::ExprId written = analyse_asked(analysis_, block.scope, clause.root().children().front());
  const hir::ExprId applies = definitely_if_asked(written, clause);
  refuse_value(clause);
  if (clause.clause().children.empty()) {
    add_guard(hir::GuardKind::When, applies, written, clause, block);
  } else {
    Block inner = block;
    add_guard(hir::GuardKind::When, applies, written, clause, inner);
    read_block(clause, std::move(inner));
  }
}

}  // namespace edict::sema
