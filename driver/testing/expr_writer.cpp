#include "driver/testing/expr_writer.h"

#include <algorithm>

namespace edict {

hir::ExprId ExprWriter::add(hir::Expr expr) {
  if (is_logic(expr)) {
    const bool is_of_arguments = info_of(expr.builtin).doubt == Doubt::Arguments;
    expr.is_definite = !is_of_arguments || std::ranges::all_of(expr.arguments, [&](hir::ExprId argument) {
      return module_[argument].is_definite;
    });
  }
  module_.exprs.push_back(std::move(expr));
  return hir::ExprId(module_.exprs.size() - 1);
}

hir::ExprId ExprWriter::call(Builtin builtin, std::initializer_list<hir::ExprId> arguments) {
  hir::Expr expr;
  expr.kind = hir::ExprKind::Call;
  expr.builtin = builtin;
  expr.type = info_of(builtin).result;
  expr.is_definite = info_of(builtin).doubt == Doubt::Definite;
  expr.arguments.assign(arguments.begin(), arguments.end());
  return add(std::move(expr));
}

hir::ExprId ExprWriter::truth(bool value) {
  hir::Expr expr;
  expr.kind = hir::ExprKind::TruthValue;
  expr.is_definite = true;
  expr.truth_value = value;
  return add(std::move(expr));
}

hir::ExprId ExprWriter::text(std::string_view text) {
  hir::Expr expr;
  expr.kind = hir::ExprKind::TextValue;
  expr.type = Type::Text;
  expr.text = text;
  return add(std::move(expr));
}

hir::ExprId ExprWriter::some(const std::vector<Binder>& binders, hir::ExprId condition) {
  for (auto binder = binders.rbegin(); binder != binders.rend(); ++binder) {
    hir::Expr expr;
    expr.kind = hir::ExprKind::Quantified;
    expr.quantifier = hir::QuantifierKind::Some;
    expr.variable = binder->variable;
    expr.excludes_outer = binder->excludes_outer;
    expr.is_definite = module_[condition].is_definite;
    expr.arguments = {condition};
    condition = add(std::move(expr));
  }
  return condition;
}

hir::ExprId ExprWriter::with(hir::ExprId expr, const Replacements& replacements) {
  Replacements done = replacements;
  return rewrite(expr, done);
}

hir::ExprId ExprWriter::rewrite(hir::ExprId id, Replacements& done) {
  if (!id.is_valid()) return id;
  if (const auto known = done.find(id); known != done.end()) return known->second;
  hir::Expr changed = module_[id];  // a copy: adding expressions moves the store
  bool is_changed = false;
  for (hir::ExprId& argument : changed.arguments) {
    const hir::ExprId rewritten = rewrite(argument, done);
    is_changed |= rewritten != argument;
    argument = rewritten;
  }
  const hir::ExprId result = is_changed ? add(std::move(changed)) : id;
  done.emplace(id, result);
  return result;
}

}  // namespace edict
