// `require`, with the clauses under it.
#include <algorithm>
#include <set>

#include "dsl/sema/contains.h"
#include "dsl/sema/edit_reader.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/messages.h"

namespace edict::sema {

void EditReader::read_require(const ClauseRef& clause, const Block& block) {
  const NodeRef root = clause.root();
  const NodeRef asked = root.children().front();
  hir::Require require;
  require.branch = ++branch_;
  require.guards = block.guards;
  require.location = clause.location();
  switch (asked.kind()) {
    case NodeKind::InOrderTest: require.condition = analyse_in_order(analysis_, block.scope, asked); break;
    case NodeKind::UniqueTest: read_unique_require(clause, require, block); break;
    default: require.condition = analyse_condition(analysis_, block.scope, asked);
  }
  const hir::ExprId condition = require.condition;
  guard_first(clause, require);
  read_require_clauses(clause, block, require);
  apply_lookups(block, require);
  if (condition.is_valid()) {
    edit_.requires_.push_back(std::move(require));
  } else {
    has_broken_require_ = true;
  }
}

// Records are compared that certainly take part: of the others a failure could be neither told nor ruled out by any
// single record.
void EditReader::read_unique_require(const ClauseRef& clause, hir::Require& require, const Block& block) {
  read_unique(analysis_, block.scope, clause.root().children().front(), require);
  const auto is_unique = [](const hir::Require& other) { return !other.unique_by.empty(); };
  if (std::ranges::any_of(edit_.requires_, is_unique)) {
    analysis_.report(Code::GivenTwice, clause.word(), {"unique by"}, "write an edit for each key");
  }
  for (std::uint32_t& index : require.guards) {
    hir::Guard guard = edit_.guards[index];
    if (!guard.applies.is_valid() || analysis_.hir[guard.applies].is_definite) continue;
    guard.applies = analysis_.hir.call(Builtin::Definitely, {guard.applies}, guard.location);
    index = static_cast<std::uint32_t>(edit_.guards.size());
    edit_.guards.push_back(std::move(guard));
  }
}

// `earliest tumor t …` as a whole asks nothing where there is no such tumor.
void EditReader::guard_first(const ClauseRef& clause, hir::Require& require) {
  if (!require.condition.is_valid()) return;
  const hir::Expr first = analysis_.hir[require.condition];
  if (first.kind != hir::ExprKind::First) return;
  hir::Expr exists;
  exists.kind = hir::ExprKind::Quantified;
  exists.location = first.location;
  exists.variable = first.variable;
  exists.arguments = {first.arguments[0]};
  hir::Guard guard;
  guard.applies = guard.written = analysis_.hir.add(std::move(exists));
  guard.location = clause.location();
  require.guards.push_back(static_cast<std::uint32_t>(edit_.guards.size()));
  edit_.guards.push_back(std::move(guard));
}

void EditReader::read_require_clauses(const ClauseRef& clause, const Block& block, hir::Require& require) {
  Scope scope = block.scope;
  scope.records = finding_records(analysis_.hir.module(), require.condition);
  if (!require.unique_by.empty()) scope.figures = {"count"};
  std::set<NodeKind> given;
  for (const ClauseRef& child : clause.children()) {
    const bool is_repeated = child.kind() != NodeKind::MessageClause && !given.insert(child.kind()).second;
    switch (child.kind()) {
      case NodeKind::MessageClause: add_message(scope, child, require); break;
      case NodeKind::SeverityClause:
        require.severity =
            static_cast<Severity>(word_among(analysis_, child.root().children().front(), {"error", "warning", "info"}));
        break;
      case NodeKind::OverrideClause: read_override(analysis_, block.scope, child, require.condition, require); break;
      default: continue;
    }
    if (is_repeated) analysis_.report(Code::GivenTwice, child.word(), {child.word_text()});
  }
  if (require.messages.empty()) {
    for (const ClauseRef& message : edit_messages_) add_message(scope, message, require);
  }
  if (!require.unique_by.empty()) check_unique(analysis_, require, clause);
  if (require.messages.empty()) analysis_.report(Code::NoMessage, clause.word());
}

void EditReader::add_message(const Scope& scope, const ClauseRef& clause, hir::Require& require) {
  // Of a condition that was not understood, the records it names are not known.
  if (!require.condition.is_valid()) {
    require.messages.emplace_back();
    return;
  }
  hir::Message message = read_message(analysis_, scope, clause);
  if (contains(require.messages, message.language, &hir::Message::language)) {
    analysis_.report(Code::GivenTwice, clause.word(), {"message"}, "a second message is for another language");
  }
  require.messages.push_back(std::move(message));
}

}  // namespace edict::sema
