#include <algorithm>
#include <unordered_set>

#include "dsl/lint/rules.h"
#include "dsl/sema/codes.h"

namespace edict::lint_rules {
namespace {

std::vector<CodeSetEntry> codes_of(const Item& item) {
  std::vector<CodeSetEntry> codes = item.codes->entries();
  for (const SpecialCode& special : item.specials) codes.push_back(special.codes);
  return codes;
}

bool have_common_code(const Item& a, const Item& b) {
  const std::vector<CodeSetEntry> others = codes_of(b);
  return std::ranges::any_of(codes_of(a), [&](const CodeSetEntry& code) {
    return std::ranges::any_of(others, [&](const CodeSetEntry& other) { return sema::have_common_code(code, other); });
  });
}

class UnlikeLint {
 public:
  explicit UnlikeLint(const Lint& lint) : lint_(lint) {}

  void search(hir::ExprId id) {
    if (!id.is_valid() || !seen_.insert(id).second) return;
    const hir::Expr& expr = lint_.module[id];
    if (expr.kind == hir::ExprKind::Call && expr.builtin == Builtin::TextEqual) compare(expr);
    for (const hir::ExprId argument : expr.arguments) search(argument);
  }

 private:
  void compare(const hir::Expr& equal) {
    const hir::Expr& first = lint_.module[equal.arguments[0]];
    const hir::Expr& second = lint_.module[equal.arguments[1]];
    if (first.kind != hir::ExprKind::Item || second.kind != hir::ExprKind::Item || first.item == second.item) return;
    const Item& a = lint_.item(first.item);
    const Item& b = lint_.item(second.item);
    if (!a.codes || !b.codes || have_common_code(a, b)) return;
    lint_.reporter.report(Code::NothingInCommon, equal.location, {sema::introduce(a), sema::introduce(b)});
  }

  const Lint& lint_;
  std::unordered_set<hir::ExprId> seen_;
};

}  // namespace

void lint_unlike(const Lint& lint, const hir::Edit& edit) {
  UnlikeLint unlike(lint);
  for (const hir::Guard& guard : edit.guards) unlike.search(guard.applies);
  for (const hir::Require& require : edit.requires_) unlike.search(require.condition);
}

}  // namespace edict::lint_rules
