#include "dsl/sema/rows.h"

#include <algorithm>

namespace edict::sema {

Scope::Row look_up(Analysis& analysis, TableDefinition& definition, const std::vector<hir::ExprId>& arguments,
                   std::string_view name, Location location) {
  const hir::Table& table = analysis.hir.module()[definition.table];
  const bool may_be_several = table.has_period() || table.expect == hir::Table::Expect::AllRows;
  Scope::Row row;
  row.name = name;
  row.table = &definition;
  row.row_count = may_be_several ? std::max<std::size_t>(definition.most_rows, 1) : 1;
  for (std::size_t nth = 0; nth < row.row_count; ++nth) {
    hir::Lookup lookup;
    lookup.table = definition.table;
    lookup.arguments = arguments;
    lookup.nth = static_cast<std::uint32_t>(nth);
    lookup.name = name;
    lookup.location = location;
    const hir::LookupId id = analysis.hir.lookup(std::move(lookup));
    if (nth == 0) row.lookup = id;
  }
  return row;
}

hir::ExprId cell_of(Analysis& analysis, const Scope::Row& row, std::uint32_t column, hir::ExprId if_missing,
                    Location location) {
  const auto lookup = [&](std::size_t nth) { return hir::LookupId(row.lookup.index() + nth); };
  const Location clause = analysis.hir.module()[row.lookup].location;
  std::vector<hir::ExprId> cases;
  for (std::size_t nth = 0; nth + 1 < row.row_count; ++nth) {
    const hir::ExprId others = analysis.hir.row_found(lookup(nth + 1), clause);
    cases.push_back(analysis.hir.call(Builtin::Not, {others}, clause));
    cases.push_back(analysis.hir.cell(lookup(nth), column, location));
  }
  cases.push_back(analysis.hir.cell(lookup(row.row_count - 1), column, location));
  const hir::ExprId cell = analysis.hir.cases(Type::Text, cases, location);
  if (!if_missing.is_valid()) return cell;
  cases = {analysis.hir.row_found(row.lookup, clause), cell, if_missing};
  return analysis.hir.cases(Type::Text, cases, location);
}

}  // namespace edict::sema
