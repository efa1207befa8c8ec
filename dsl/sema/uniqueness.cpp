// `unique by (a, b) across file`: a key of items, compared over all records of a run.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/contains.h"
#include "dsl/sema/edits.h"
#include "dsl/sema/quantifiers.h"

namespace edict::sema {

void read_unique(Analysis& analysis, const Scope& scope, NodeRef unique, hir::Require& require) {
  bool is_understood = true;
  for (const NodeRef path : unique.children()) {
    const Operand value = analyse_value(analysis, scope, path);
    is_understood = is_understood && !value.is_error();
    if (value.is_error()) continue;
    const bool is_of_subject = value.item.is_valid() && analysis.hir[value.expr].variable == scope.subject;
    if (!is_of_subject) {
      analysis.report(Code::UniqueKey, path.location(), {path.text()});
      is_understood = false;
    } else if (contains(require.unique_by, value.item)) {
      analysis.report(Code::GivenTwice, path.location(), {path.text()});
    } else {
      require.unique_by.push_back(value.item);
    }
  }
  if (is_understood) require.condition = truth_value(analysis, true, unique.location());
}

void check_unique(Analysis& analysis, hir::Require& require, const ClauseRef& clause) {
  if (require.override_by) {
    const Item& flag = analysis.dictionary[require.override_by->flag];
    analysis.report(Code::OverrideOutOfPlace, require.override_by->location, {flag.id, analysis.level_name(flag.level)},
                    fmt::format("leave such records out: `when {} is not …`", flag.id));
    require.override_by.reset();
  }
  for (const hir::Message& message : require.messages) {
    for (const hir::MessagePart& part : message.parts) {
      const bool is_kept = part.kind != hir::MessagePart::Kind::Cell &&
                           (part.kind != hir::MessagePart::Kind::Item || contains(require.unique_by, part.item));
      if (is_kept) continue;
      const std::string name = part.item.is_valid() ? analysis.dictionary[part.item].id : std::string("row");
      analysis.report(Code::UniqueMessage, clause.word(), {name});
    }
  }
}

}  // namespace edict::sema
