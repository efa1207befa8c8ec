// Adds expressions to a copy of a checked module, for tools that ask more of an edit than it says, or change it.
#pragma once

#include <initializer_list>
#include <map>
#include <string_view>

#include "driver/testing/atoms.h"
#include "dsl/sema/hir.h"

namespace edict {

class ExprWriter {
 public:
  explicit ExprWriter(hir::Module& module) : module_(module) {}

  hir::ExprId add(hir::Expr expr);
  hir::ExprId call(Builtin builtin, std::initializer_list<hir::ExprId> arguments);
  hir::ExprId truth(bool value);
  hir::ExprId text(std::string_view text);
  // `some x where condition`, for each binder from the inside out.
  hir::ExprId some(const std::vector<Binder>& binders, hir::ExprId condition);

  // The expression with others in place of some that it uses; the same id when it uses none of them.
  using Replacements = std::map<hir::ExprId, hir::ExprId>;
  hir::ExprId with(hir::ExprId expr, const Replacements& replacements);

 private:
  hir::ExprId rewrite(hir::ExprId expr, Replacements& done);

  hir::Module& module_;
};

}  // namespace edict
