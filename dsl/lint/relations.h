// How two dates or numbers stand to each other: `a < b`, `b <= a` and `a = b` are not three questions but one.
#pragma once

#include <optional>
#include <vector>

#include "base/truth.h"
#include "dsl/sema/hir.h"

namespace edict::lint_rules {

// The two that a comparison is about; nothing of other expressions.
struct Compared {
  hir::ExprId first;
  hir::ExprId second;
};
std::optional<Compared> compared_in(const hir::Module& module, hir::ExprId comparison);

// A comparison of the same two as another: `is_swapped` when they stand the other way round.
struct Comparison {
  Builtin builtin = Builtin::DateLess;
  bool is_swapped = false;
};

// The truths that comparisons of one pair can have together, one row for each way the pair may stand. `is_same`: the
// two are one value, which is not before or behind itself.
std::vector<std::vector<Truth>> relations_of(const std::vector<Comparison>& comparisons, bool is_same);

}  // namespace edict::lint_rules
