#include "dsl/sema/analysis.h"
#include "dsl/sema/contains.h"

namespace edict::sema {
namespace {

template <class Definition>
void report_unused(Analysis& analysis, const Named<Definition>& names, std::string_view what) {
  for (const auto& [name, definition] : names) {
    if (definition.is_used) continue;
    analysis.report(Code::Unused, definition.clause.root().children().front().location(), {what, name});
  }
}

}  // namespace

void report_unused(Analysis& analysis) {
  if (analysis.reporter.has_errors()) return;
  for (const auto& [id, package] : analysis.packages) {
    // The edits that use them may be in files of the package that were not given.
    if (!contains(analysis.hir.module().edits, id, &hir::Edit::package)) continue;
    report_unused(analysis, package.code_lists, "code list");
    report_unused(analysis, package.conditions, "condition");
    report_unused(analysis, package.groups, "group");
    report_unused(analysis, package.tables, "table");
    report_unused(analysis, package.calculations, "calculated item");
    report_unused(analysis, package.base_records, "record");
  }
  for (const auto& [place, let] : analysis.lets) {
    if (!let.is_used) analysis.report(Code::Unused, let.location, {"let", let.name});
  }
}

}  // namespace edict::sema
