// Rows of tables that rules look up, and their cells.
#pragma once

#include <vector>

#include "dsl/sema/analysis.h"
#include "dsl/sema/scope.h"

namespace edict::sema {

// The row for the values of a table's keys. Where several rows can be meant (a period, all rows) each is a look-up of
// its own, one after the other.
// REQUIRES: the table is understood; `arguments` are those of table_arguments. `name` lives as long as the rule text.
Scope::Row look_up(Analysis& analysis, TableDefinition& definition, const std::vector<hir::ExprId>& arguments,
                   std::string_view name, Location location);

// The cell of the row that is meant. On a date of several days it is the cell of the first row that can be meant where
// no second one can, of the second where no third one can, and so on. `if_missing`: what it is where there is no row;
// invalid when that needs no word of its own.
hir::ExprId cell_of(Analysis& analysis, const Scope::Row& row, std::uint32_t column, hir::ExprId if_missing,
                    Location location);

}  // namespace edict::sema
