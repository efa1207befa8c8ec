// Calculated items. Each use writes the value out again, about the record at hand; one that was written out for the
// same record is shared.
#include "dsl/sema/expressions.h"
#include "dsl/sema/open_definitions.h"

namespace edict::sema {

NamedValue calculated(Analysis& analysis, CalculationDefinition& calculation, hir::VariableId record) {
  calculation.is_used = true;
  NamedValue value;
  value.type = Type::Text;
  if (!record.is_valid() || report_recursion(analysis, calculation)) return value;
  const auto key = std::pair<const RecordDefinition*, hir::VariableId>(&calculation, record);
  if (const auto found = analysis.written_out.find(key); found != analysis.written_out.end()) return found->second;
  Scope inside;
  inside.package = calculation.package;
  inside.subject = record;
  inside.level = calculation.level;
  const OpenDefinition opened(analysis, calculation);
  value = named_value(analysis, inside, calculation.clause);
  analysis.written_out.emplace(key, value);
  return value;
}

CalculationDefinition* calculation_named(Analysis& analysis, const Scope& scope, std::string_view name, NodeRef path) {
  const auto seen = find_seen(*scope.package, &PackageNames::calculations, name);
  if (seen.definition != nullptr) report_second(analysis, seen, "a calculated item", path);
  return seen.definition;
}

void check_calculations(Analysis& analysis) {
  for (auto& [id, package] : analysis.packages) {
    for (auto& [name, calculation] : package.calculations) {
      const bool was_used = calculation.is_used;
      const HirBuilder::Mark mark = analysis.hir.mark();
      calculated(analysis, calculation, analysis.hir.variable({}, calculation.level, {}));
      calculation.is_used = was_used;
      analysis.written_out.clear();
      analysis.hir.rewind(mark);
    }
  }
}

}  // namespace edict::sema
