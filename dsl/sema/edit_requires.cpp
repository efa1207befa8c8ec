// `require`, with the clauses under it.
#include <fmt/format.h>

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
  // What compares records asks nothing of a row.
  if (asked.kind() == NodeKind::UniqueTest && !block.must_use.empty()) return;
  hir::Require require;
  require.branch = ++branch_;
  require.guards = block.guards;
  require.location = clause.location();
  switch (asked.kind()) {
    case NodeKind::InOrderTest: require.condition = analyse_in_order(analysis_, block.scope, asked); break;
    case NodeKind::UniqueTest: read_unique_require(clause, require, block); break;
    default: require.condition = analyse_asked(analysis_, block.scope, asked);
  }
  const hir::ExprId condition = require.condition;
  guard_first(clause, require);
  if (is_in_finding_) read_notes(clause, block, require);
  else read_finding_clauses(clause, block, require);
  if (is_left_out(block, require)) return;
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

void EditReader::read_notes(const ClauseRef& clause, const Block& block, hir::Require& require) {
  Scope scope = block.scope;
  scope.records = finding_records(analysis_.hir.module(), require.condition);
  hir::Note note;
  for (const ClauseRef& child : clause.children()) {
    if (child.kind() == NodeKind::HighlightClause) {
      add_highlights(scope, child, require.highlights);
    } else if (child.kind() == NodeKind::NoteClause) {
      add_message(scope, child, require.condition, note.messages);
    } else {
      analysis_.report(Code::PartOfFinding, child.word(), {child.word_text()});
    }
  }
  require.notes.push_back(std::move(note));
}

void EditReader::read_finding_clauses(const ClauseRef& clause, const Block& block, hir::Require& require) {
  Scope scope = block.scope;
  scope.records = finding_records(analysis_.hir.module(), require.condition);
  if (!require.unique_by.empty()) scope.figures = {"count"};
  if (clause.kind() == NodeKind::FindingOneClause) add_message(scope, clause, require.condition, require.messages);
  std::set<NodeKind> given;
  for (const ClauseRef& child : clause.children()) {
    const bool is_repeated = child.kind() != NodeKind::MessageClause && !given.insert(child.kind()).second;
    switch (child.kind()) {
      case NodeKind::MessageClause: add_message(scope, child, require.condition, require.messages); break;
      case NodeKind::NoteClause: analysis_.report(Code::NoteOutOfPlace, child.word()); continue;
      case NodeKind::SeverityClause:
        require.severity =
            static_cast<Severity>(word_among(child.root().children().front(), {"error", "warning", "info"}));
        break;
      case NodeKind::OverrideClause:
        if (is_review_ && !child.root().has(NodeKind::OverrideNever)) {
          analysis_.report(Code::ReviewOverride, child.word());
        } else {
          read_override(analysis_, block.scope, child, require.condition, require);
        }
        break;
      case NodeKind::HighlightClause: add_highlights(scope, child, require.highlights); continue;
      default: continue;
    }
    if (is_repeated) analysis_.report(Code::GivenTwice, child.word(), {child.word_text()});
  }
  for (const ClauseRef& highlight : edit_highlights_) add_highlights(scope, highlight, require.highlights);
  if (require.messages.empty()) {
    for (const ClauseRef& message : edit_messages_) {
      add_message(scope, message, require.condition, require.messages);
    }
  }
  if (!require.unique_by.empty()) check_unique(analysis_, require, clause);
  if (require.messages.empty()) analysis_.report(Code::NoMessage, clause.word());
}

void EditReader::add_highlights(const Scope& scope, const ClauseRef& clause, std::vector<hir::Highlight>& highlights) {
  for (const NodeRef path : clause.root().children()) {
    const Operand value = analyse_value(analysis_, scope, path);
    if (value.is_error()) continue;
    const hir::Expr& expr = analysis_.hir[value.expr];
    if (expr.kind == hir::ExprKind::Item) {
      highlights.push_back({expr.variable, expr.item});
    } else {
      analysis_.report(Code::NotAnItem, path.location(), {value.source, describe(analysis_, value), "a highlight"});
    }
  }
}

void EditReader::add_message(const Scope& scope, const ClauseRef& clause, hir::ExprId condition,
                             std::vector<hir::Message>& messages) {
  const bool knows_records = condition.is_valid();
  hir::Message message = read_message(analysis_, scope, clause, knows_records);
  if (contains(messages, message.language, &hir::Message::language)) {
    analysis_.report(Code::GivenTwice, clause.word(), {clause.word_text()},
                     fmt::format("a second {} is for another language", clause.word_text()));
  }
  messages.push_back(std::move(message));
}

}  // namespace edict::sema
