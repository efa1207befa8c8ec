// Values by cases: cases that are never reached.
#include <fmt/format.h>

#include "dsl/lint/claims.h"
#include "dsl/lint/rules.h"
#include "dsl/lint/truth_table.h"

namespace edict::lint_rules {
namespace {

// The conditions of a case, each with the value behind it left out.
std::vector<hir::ExprId> conditions_of(const hir::Expr& by_cases) {
  std::vector<hir::ExprId> conditions;
  for (std::size_t i = 0; i + 1 < by_cases.arguments.size(); i += 2) conditions.push_back(by_cases.arguments[i]);
  return conditions;
}

void examine(const hir::Module& module, const hir::Expr& by_cases, Claims& claims) {
  const std::vector<hir::ExprId> conditions = conditions_of(by_cases);
  std::optional<TruthTable> table = TruthTable::make(module, conditions);
  if (!table) {
    for (const hir::ExprId condition : conditions) claims.give_up(module[condition].location);
    return;
  }
  Truths open = table->certain();  // where no case before is taken
  for (const hir::ExprId condition : conditions) {
    const Truths& truths = (*table)[condition];
    const bool is_alone = truths.yes.is_empty();
    claims.add(Code::NeverReached, module[condition].location,
               is_alone ? "it never holds" : "where it holds, a case before it does",
               (open.yes & truths.yes).is_empty());
    open = and_(open, {truths.no, truths.yes});
  }
}

}  // namespace

void lint_cases(const Lint& lint) {
  Claims claims;
  for (const hir::Expr& expr : lint.module.exprs) {
    if (expr.kind == hir::ExprKind::Case) examine(lint.module, expr, claims);
  }
  claims.for_each_proved([&](Code code, Location place, const std::string& why) {
    lint.reporter.report(code, place, {fmt::format("the case `{}`", lint.text(place)), why});
  });
}

}  // namespace edict::lint_rules
