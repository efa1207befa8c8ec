// The conditions that a rule asks one by one: what stands below its `and`, `or`, `not`.
//
// `x in [1-5] and (y is blank or z is not 1)` has three atoms; `z is not 1` is one, as it is written. A condition used
// by name, a quantifier and `… are in order` are atoms too, and so is each condition inside them.
#pragma once

#include <vector>

#include "dsl/sema/hir.h"

namespace edict {

// A record that a quantifier around an atom ranges over.
struct Binder {
  hir::VariableId variable;
  bool excludes_outer = false;  // not the record of the variable around it
};

struct Atom {
  hir::ExprId expr;
  std::vector<Binder> binders;  // outermost first; empty: about the subject of the edit
};

// The atoms of a condition in order of the text; each expression once, however often it is used.
std::vector<Atom> atoms_of(const hir::Module& module, hir::ExprId condition);

// True for `and`, `or`, `not`, `implies`, `definitely`, `possibly`: calls that have truths below them.
bool is_logic(const hir::Expr& expr);

// True for a not that has no words apart from its operand's: `x is not 1`, `x not in [1-5]`, `x != y`.
bool is_written_not(const hir::Module& module, hir::ExprId id);

bool is_same_text(const hir::Expr& a, const hir::Expr& b);

}  // namespace edict
