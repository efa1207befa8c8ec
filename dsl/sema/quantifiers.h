// What the forms about several records share.
#pragma once

#include <string_view>

#include "dsl/sema/expressions.h"

namespace edict::sema {

// The level that a LevelName node names, if its records can be listed in this scope: they have a parent that is the
// scope's record or above it, and that parent is not the whole file, of which a run only ever holds a part. Reports and
// returns an invalid id otherwise.
LevelId reachable_level(Analysis& analysis, const Scope& scope, NodeRef name);

// The scope with one more record.
Scope with_record(const Scope& scope, std::string_view name, hir::VariableId variable, LevelId level);
// The scope of what is said of one record by bare items: `among tumors where …`, `by dateOfDiagnosis`.
Scope about_record(const Scope& scope, hir::VariableId record, LevelId level);

// Reports quantifiers that nest too deeply, and gives the expression back otherwise.
hir::ExprId check_depth(Analysis& analysis, hir::ExprId expr);

hir::ExprId truth_value(Analysis& analysis, bool value, Location location);

// Whether `first`'s value of the item that `path` names is certainly less than `second`'s; with `or_equal`, at most it.
// Dates, numbers, else codes of equal length.
hir::ExprId comes_before(Analysis& analysis, const Scope& scope, NodeRef path, LevelId level, hir::VariableId first,
                         hir::VariableId second, bool or_equal);

hir::ExprId analyse_pair(Analysis& analysis, const Scope& scope, NodeRef node);          // pairs.cpp
hir::ExprId analyse_every_same(Analysis& analysis, const Scope& scope, NodeRef node);    // pairs.cpp
hir::ExprId analyse_first_record(Analysis& analysis, const Scope& scope, NodeRef node);  // orders.cpp

}  // namespace edict::sema
