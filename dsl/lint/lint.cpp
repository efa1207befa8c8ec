#include "dsl/lint/lint.h"

#include "dsl/lint/rules.h"
#include "dsl/sema/contains.h"

namespace edict {

void lint(std::span<const SyntaxTree> trees, const SourceMap& sources, const hir::Module& module,
          DiagnosticSink& sink) {
  // Of rules for another dictionary nothing was read, so nothing is told of them.
  if (sema::contains(sink.all(), Code::WrongDictionary, &Diagnostic::code)) return;
  sema::Reporter reporter(sink);
  const lint_rules::Lint lint{trees, sources, module, reporter};
  const bool has_errors = sink.has_errors();
  const auto is_broken = [&](Location whole) { return has_errors && reporter.has_errors_within(whole); };

  for (const hir::Edit& edit : module.edits) {
    // What a dictionary says is not for the reader of rules to mend.
    if (edit.field.is_valid() || is_broken(edit.whole)) continue;
    lint_rules::lint_blanks(lint, edit);
    lint_rules::lint_logic(lint, edit);
    lint_rules::lint_unlike(lint, edit);
    lint_rules::lint_prose(lint, edit);
    lint_rules::lint_tests(lint, edit);
  }
  lint_rules::lint_titles(lint);
  if (!has_errors) lint_rules::lint_base_records(lint);
  if (!has_errors) lint_rules::lint_table_keys(lint);
  if (!has_errors) lint_rules::lint_cases(lint);
  if (!has_errors) lint_rules::lint_rows(lint);
  for (const SyntaxTree& tree : trees) {
    if (tree.is_generated) continue;
    lint_rules::lint_code_lists(lint, tree);
    for (const ClauseId id : tree.top) {
      const sema::ClauseRef clause{&tree, id};
      const bool is_edit = clause.kind() == NodeKind::EditClause || clause.kind() == NodeKind::TemplateClause;
      if (!is_edit || is_broken(clause.whole())) continue;
      lint_rules::lint_messages(lint, clause);
      lint_rules::lint_periods(lint, clause);
    }
  }
  lint_rules::apply_allowances(trees, sink);
}

}  // namespace edict
