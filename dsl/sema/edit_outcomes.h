// How requires come out, as conditions: what `choose`, `check in order` and `depends on` are written out with.
//
// `apart_from` are guards that hold where the answer is asked; a require is judged by its other guards.
#pragma once

#include <span>

#include "dsl/sema/hir_builder.h"

namespace edict::sema {

// The `and` of guards; true when there are none.
hir::ExprId all_of_guards(HirBuilder& hir, const hir::Edit& edit, std::span<const std::uint32_t> guards,
                          Location location);

// The require has not certainly failed: it is skipped, may hold, or is or may be overridden.
hir::ExprId has_not_failed(HirBuilder& hir, const hir::Edit& edit, const hir::Require& require,
                           std::span<const std::uint32_t> apart_from, Location location);

// Some of the requires certainly fails and is not overridden.
hir::ExprId certainly_fails(HirBuilder& hir, const hir::Edit& edit, std::span<const hir::Require> requires_,
                            std::span<const std::uint32_t> apart_from, Location location);

// Some of the requires is certainly overridden, and each other holds, is skipped or is overridden as well.
hir::ExprId certainly_overridden(HirBuilder& hir, const hir::Edit& edit, std::span<const hir::Require> requires_,
                                 std::span<const std::uint32_t> apart_from, Location location);

}  // namespace edict::sema
