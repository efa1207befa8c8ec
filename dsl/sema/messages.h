// Messages: text with placeholders for items, cells and the records of the finding.
#pragma once

#include <vector>

#include "dsl/sema/scope.h"

namespace edict::sema {

// The records that a finding of a failing `condition` names: those of `no two`, `no`, `every`, of counts and orders.
// `some` fails for want of a record, so it names none.
std::vector<Scope::Record> finding_records(const hir::Module& module, hir::ExprId condition);

// The message of a `message` clause. Its placeholders see the edit's record, `scope.records` and `scope.rows`.
hir::Message read_message(Analysis& analysis, const Scope& scope, const ClauseRef& clause, bool knows_records = true);

}  // namespace edict::sema
