// The rules of lint, each in a file of its own, and what they share.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/diagnostic.h"
#include "dsl/sema/hir.h"
#include "dsl/sema/names.h"
#include "dsl/sema/reporter.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict::lint_rules {

struct Lint {
  std::span<const SyntaxTree> trees;
  const SourceMap& sources;
  const hir::Module& module;
  sema::Reporter& reporter;

  [[nodiscard]] std::string_view text(Location location) const { return sources[location.file].text(location.span); }
  [[nodiscard]] const Item& item(ItemId id) const { return (*module.dictionary)[id]; }
};

// W201, W208: comparisons that hold for blanks, in edits that say nothing of blanks.
void lint_blanks(const Lint& lint, const hir::Edit& edit);

// W203, W204, W230, W234: edits without tests, with tests of one side, with columns that decide nothing, or with values
// that the dictionary does not have in rows that pass.
void lint_tests(const Lint& lint, const hir::Edit& edit);

// W234, of base records.
void lint_base_records(const Lint& lint);

// W215-W220: what can be proved of guards, requires and measures without a record.
void lint_logic(const Lint& lint, const hir::Edit& edit);

// W205, W222, W232, W233: comparisons with nothing of the item's, of items without a code in common, of a value with
// itself, of a part of a date with a number that it never is.
void lint_unlike(const Lint& lint, const hir::Edit& edit);

// W202: rows of look-ups that nothing reads; other definitions are seen when names are resolved.
void lint_rows(const Lint& lint);

// W209: cases of values that the cases before them leave nothing of.
void lint_cases(const Lint& lint);

// W223: descriptions that name other things than the edit uses.
void lint_prose(const Lint& lint, const hir::Edit& edit);

// W225: titles that do not tell the edits of a package apart.
void lint_titles(const Lint& lint);

// W229, W235: cells of tables that no value of the item can be; codes between two rows.
void lint_table_keys(const Lint& lint);

// W221: codes that stand in a list twice.
void lint_code_lists(const Lint& lint, const SyntaxTree& tree);

// W224, W226, W227, of an `edit` clause: messages given twice or not in all languages; dates between two periods.
void lint_messages(const Lint& lint, const sema::ClauseRef& edit);
void lint_periods(const Lint& lint, const sema::ClauseRef& edit);

// E0514, W214: marks the warnings that the text allows; reports what is allowed and was not reported.
void apply_allowances(std::span<const SyntaxTree> trees, DiagnosticSink& sink);

}  // namespace edict::lint_rules
