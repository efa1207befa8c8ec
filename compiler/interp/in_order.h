// hir::ExprKind::InOrder over all groups of a batch.
#pragma once

#include <cstdint>
#include <span>

#include "compiler/frame/lift.h"
#include "compiler/interp/masks.h"

namespace edict {

// The keys or values of the rows, one of the types that have an order.
struct OrderColumn {
  Type type = Type::Text;
  frame::Operand operand;
};

// Tells for each group of rows [offsets[r], offsets[r + 1]) whether it is in order.
void in_order(masks::Truths filter, const OrderColumn& keys, const OrderColumn& values,
              std::span<const std::uint32_t> offsets, bool is_strict, masks::TruthMasks& out);

}  // namespace edict
