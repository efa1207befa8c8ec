// Which clause of an edit is which, and where guards may stand.
#include <algorithm>

#include "dsl/sema/edit_outcomes.h"
#include "dsl/sema/edit_reader.h"

namespace edict::sema {

void EditReader::read_block(const ClauseRef& parent, Block block) {
  const std::vector<ClauseRef> children = parent.children();
  check_guards(children);
  read_clauses(children, std::move(block));
}

void EditReader::read_clauses(std::span<const ClauseRef> clauses, Block block) {
  for (std::size_t at = 0; at < clauses.size(); ++at) {
    const ClauseRef& child = clauses[at];
    const std::size_t first = edit_.requires_.size();
    switch (child.kind()) {
      case NodeKind::SkipClause: read_skip(child, block); break;
      case NodeKind::WhenClause: read_when(child, block); break;
      case NodeKind::ForEachClause: read_for_each(child, block); break;
      case NodeKind::LookupClause:
        if (read_lookup(child, block)) {
          read_clauses(clauses.subspan(at + 1), block);
          add_order_guards(first, block);
          return read_further_rows(clauses.subspan(at + 1), child, block);
        }
        break;
      case NodeKind::ChooseClause: read_choose(child, block); break;
      case NodeKind::LetClause: read_let(child, block); break;
      case NodeKind::FindingOneClause: read_finding_one(child, block); break;
      case NodeKind::RequireClause: read_require(child, block); break;
      case NodeKind::ErrorClause:
        has_broken_require_ = true;
        read_block(child, block);
        break;
      default:
        if (block.must_use.empty()) read_fact(child, block);
        else read_guard_again(child, block);
    }
    add_order_guards(first, block);
  }
}

// For the further rows of a look-up: what a fact about the edit guards is guarded there, too.
void EditReader::read_guard_again(const ClauseRef& clause, Block& block) {
  if (clause.kind() == NodeKind::EffectiveClause) read_effective(clause, block);
  if (clause.kind() == NodeKind::DependsClause && !clause.root().has(NodeKind::EditId)) read_depends(clause, block);
}

void EditReader::add_order_guards(std::size_t first, Block& block) {
  // Under a `finding one` all requires are asked together.
  if (!is_in_order_ || is_in_finding_) return;
  for (std::size_t i = first; i < edit_.requires_.size(); ++i) {
    const hir::Require& require = edit_.requires_[i];
    hir::Guard guard;
    guard.kind = hir::GuardKind::InOrder;
    guard.applies = has_not_failed(analysis_.hir, edit_, require, block.guards, require.location);
    guard.written = require.condition;
    guard.location = require.location;
    block.guards.push_back(static_cast<std::uint32_t>(edit_.guards.size()));
    edit_.guards.push_back(std::move(guard));
  }
}

// Guards stand before what they guard. A bare `when` is alone and not beside blocks, so that a require that slipped
// out of its block never turns the block into a guard of everything.
void EditReader::check_guards(const std::vector<ClauseRef>& children) {
  const auto is_when = [](const ClauseRef& child, bool has_clauses) {
    return child.kind() == NodeKind::WhenClause && child.clause().children.empty() != has_clauses;
  };
  const bool has_blocks = std::ranges::any_of(children, [&](const ClauseRef& child) { return is_when(child, true); });
  bool has_guarded = false;
  bool has_bare_when = false;
  for (const ClauseRef& child : children) {
    const bool is_bare = is_when(child, false);
    const bool is_guard =
        (child.kind() == NodeKind::SkipClause && !is_in_order_) || child.kind() == NodeKind::EffectiveClause;
    if (is_bare && has_blocks) {
      analysis_.report(Code::BareWhen, child.word(), {}, "indent what it guards under it");
    } else if (is_bare && has_bare_when) {
      analysis_.report(Code::GivenTwice, child.word(), {"when"}, "join the two with `and`");
    } else if ((is_bare || is_guard) && has_guarded) {
      analysis_.report(Code::LateGuard, child.word(), {child.word_text()}, "move it up, before the first `require`");
    }
    has_bare_when |= is_bare;
    has_guarded |= is_when(child, true) || child.kind() == NodeKind::ForEachClause ||
                   child.kind() == NodeKind::RequireClause || child.kind() == NodeKind::ChooseClause ||
                   child.kind() == NodeKind::FindingOneClause;
  }
}

void EditReader::check_once(const ClauseRef& clause) {
  if (!given_.insert(clause.kind()).second) {
    analysis_.report(Code::GivenTwice, clause.word(), {clause.word_text()});
  }
}

}  // namespace edict::sema
