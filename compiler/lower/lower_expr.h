// Expressions of HIR to values of IR.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <initializer_list>
#include <vector>

#include "compiler/lower/placement.h"

namespace edict {

class ExprLowering {
 public:
  ExprLowering(const hir::Module& module, ir::Builder& builder);

  // Says in which space a variable's records are, for the expressions that mention it.
  void bind(hir::VariableId variable, ir::SpaceId space) { spaces_[variable.index()] = space; }

  // REQUIRES: the variables around the expression are bound.
  Placed lower(hir::ExprId expr);

  Placed call(Builtin builtin, std::initializer_list<Placed> operands);
  Placement& placement() { return placement_; }
  Placed truth(bool value) { return {builder_.truth(value), ir::SpaceId(0)}; }

 private:
  Placed lower_new(hir::ExprId expr);
  Placed lower_call(const hir::Expr& expr);
  Placed lower_quantified(const hir::Expr& expr);
  Placed lower_count(const hir::Expr& expr);
  Placed lower_first(const hir::Expr& expr);
  Placed lower_no_two(const hir::Expr& expr);
  Placed lower_in_order(const hir::Expr& expr);
  Placed lower_row(hir::LookupId lookup);
  Placed literal(ir::Inst inst) { return {builder_.add(std::move(inst)), ir::SpaceId(0)}; }
  std::vector<Placed> lower_all(std::span<const hir::ExprId> exprs);

  // Binds a quantified variable to the space of its records, inside that of the variable around it.
  ir::SpaceId bind_inner(hir::VariableId variable);
  // Truths of an inner space to its outer one.
  Placed reduce(ir::Op op, Placed condition, ir::SpaceId inner, std::uint32_t count = 0);
  Placed not_self(ir::SpaceId product);
  // The condition on the records of a quantified variable, false for the outer record that `other` leaves out.
  Placed lower_on_members(const hir::Expr& expr, ir::SpaceId inner, bool is_negated);

  const hir::Module& module_;
  ir::Builder& builder_;
  Placement placement_;
  std::vector<ir::SpaceId> spaces_;  // by variable
  // What an expression became. HIR shares expressions, and a variable has one space in all of a program. Often one edit
  // is lowered of a module that has thousands.
  boost::unordered_flat_map<hir::ExprId, Placed, std::hash<hir::ExprId>> lowered_;
};

}  // namespace edict
