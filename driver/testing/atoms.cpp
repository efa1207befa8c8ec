#include "driver/testing/atoms.h"

#include <set>

namespace edict {
namespace {

class AtomCollector {
 public:
  explicit AtomCollector(const hir::Module& module) : module_(module) {}

  void collect(hir::ExprId id) {
    if (!id.is_valid() || module_[id].type != Type::Truth || !seen_.insert(id).second) return;
    const hir::Expr& expr = module_[id];
    if (expr.kind == hir::ExprKind::TruthValue || expr.kind == hir::ExprKind::IsBefore) return;  // without words
    if (is_logic(expr) && !is_written_not(module_, id)) {
      for (const hir::ExprId argument : expr.arguments) collect(argument);
      return;
    }
    atoms_.push_back({id, binders_});
    collect_inside(expr);
  }

  std::vector<Atom> take() { return std::move(atoms_); }

 private:
  void collect_inside(const hir::Expr& expr) {
    if (expr.kind == hir::ExprKind::ByCases) return collect_cases(expr.arguments[0]);
    const std::size_t outside = binders_.size();
    const bool is_quantifier = expr.kind == hir::ExprKind::Quantified || expr.kind == hir::ExprKind::Count;
    if (is_quantifier) binders_.push_back({expr.variable, expr.excludes_outer});
    if (expr.kind == hir::ExprKind::InOrder || expr.kind == hir::ExprKind::First)
      binders_.push_back({expr.variable, false});
    if (expr.kind == hir::ExprKind::NoTwo) {
      binders_.push_back({expr.variable, false});
      binders_.push_back({expr.second, true});
    }
    if (expr.kind == hir::ExprKind::First) {  // how the first is told from the others has no words of its own
      collect(expr.arguments[0]);
      collect(expr.arguments[2]);
    } else if (expr.kind == hir::ExprKind::Named || binders_.size() > outside) {
      for (const hir::ExprId argument : expr.arguments) collect(argument);
    }
    for (const hir::ExprId argument : expr.arguments) collect_counts(argument);
    binders_.resize(outside);
  }

  // Numbers may count records, `count of tumors where …`: what is counted is asked too.
  void collect_counts(hir::ExprId id) {
    const hir::Expr& expr = module_[id];
    if (expr.type != Type::Number) return;
    if (expr.kind == hir::ExprKind::Count) return collect_inside(expr);
    for (const hir::ExprId argument : expr.arguments) collect_counts(argument);
  }

  // A truth about a value by cases is one; the conditions that choose among the cases are asked too.
  void collect_cases(hir::ExprId id) {
    const hir::Expr& expr = module_[id];
    for (std::size_t i = 0; i < expr.arguments.size(); ++i) {
      const bool is_condition = expr.kind == hir::ExprKind::Case && i % 2 == 0 && i + 1 < expr.arguments.size();
      if (is_condition) collect(expr.arguments[i]);
      else collect_cases(expr.arguments[i]);
    }
  }

  const hir::Module& module_;
  std::vector<Binder> binders_;
  std::set<hir::ExprId> seen_;
  std::vector<Atom> atoms_;
};

}  // namespace

std::vector<Atom> atoms_of(const hir::Module& module, hir::ExprId condition) {
  AtomCollector collector(module);
  collector.collect(condition);
  return collector.take();
}

bool is_logic(const hir::Expr& expr) {
  return expr.kind == hir::ExprKind::Call && !expr.arguments.empty() &&
         info_of(expr.builtin).argument_types[0] == Type::Truth;
}

bool is_same_text(const hir::Expr& a, const hir::Expr& b) {
  return a.location.file == b.location.file && a.location.span == b.location.span;
}

bool is_written_not(const hir::Module& module, hir::ExprId id) {
  const hir::Expr& expr = module[id];
  if (expr.kind != hir::ExprKind::Call || expr.builtin != Builtin::Not) return false;
  const hir::Expr& operand = module[expr.arguments[0]];
  return !is_logic(operand) && operand.kind != hir::ExprKind::TruthValue && is_same_text(expr, operand);
}

}  // namespace edict
