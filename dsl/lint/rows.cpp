// Rows that a `lookup` finds and nothing reads.
#include <set>
#include <utility>

#include "dsl/lint/rules.h"

namespace edict::lint_rules {
namespace {

// A clause may be many look-ups: one for each turn of a loop, for each row, for each case of its values.
using Clause = std::pair<FileId, std::uint32_t>;

Clause clause_of(const hir::Module& module, hir::LookupId lookup) {
  const Location location = module[lookup].location;
  return {location.file, location.span.begin};
}

std::set<Clause> read_clauses(const hir::Module& module) {
  std::set<Clause> read;
  for (const hir::Expr& expr : module.exprs) {
    if (expr.kind == hir::ExprKind::Cell) read.insert(clause_of(module, expr.lookup));
  }
  const auto add = [&](const std::vector<hir::Message>& messages) {
    for (const hir::Message& message : messages) {
      for (const hir::MessagePart& part : message.parts) {
        if (part.kind == hir::MessagePart::Kind::Cell) read.insert(clause_of(module, part.lookup));
      }
    }
  };
  for (const hir::Edit& edit : module.edits) {
    for (const hir::Require& require : edit.requires_) {
      add(require.messages);
      for (const hir::Note& note : require.notes) add(note.messages);
    }
  }
  return read;
}

}  // namespace

void lint_rows(const Lint& lint) {
  const std::set<Clause> read = read_clauses(lint.module);
  for (std::size_t i = 0; i < lint.module.lookups.size(); ++i) {
    const hir::Lookup& lookup = lint.module.lookups[i];
    if (lookup.name.empty() || read.contains(clause_of(lint.module, hir::LookupId(i)))) continue;
    lint.reporter.report(Code::Unused, lookup.location, {"row", lookup.name});
  }
}

}  // namespace edict::lint_rules
