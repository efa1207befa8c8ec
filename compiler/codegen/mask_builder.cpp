#include "compiler/codegen/mask_builder.h"

#include <algorithm>

#include "base/check.h"

namespace edict::native {

MaskBuilder::MaskBuilder() {
  code_.push_back({MaskOp::Zero});
  code_.push_back({MaskOp::Load, kAllRows});
  nodes_.emplace(code_[kAll], kAll);
}

std::size_t MaskBuilder::Hash::operator()(const MaskInst& inst) const {
  const std::uint64_t bits = (std::uint64_t{inst.left} << 32 | inst.right) * 8 + static_cast<std::uint64_t>(inst.op);
  return static_cast<std::size_t>((bits ^ bits >> 29) * 0x9E3779B97F4A7C15u >> 7);
}

Node MaskBuilder::add(MaskInst inst) {
  const auto [entry, is_new] = nodes_.emplace(inst, static_cast<Node>(code_.size()));
  if (is_new) {
    code_.push_back(inst);
    if (is_in_branch_) in_branch_.push_back(inst);
  }
  return entry->second;
}

Node MaskBuilder::load(std::uint32_t slot) { return add({MaskOp::Load, slot}); }

// Every mask is a subset of `all`.
Node MaskBuilder::both(Node a, Node b) {
  if (a == b || b == kAll || a == kZero) return a;
  if (a == kAll || b == kZero) return b;
  return add({MaskOp::And, std::min(a, b), std::max(a, b)});
}

Node MaskBuilder::either(Node a, Node b) {
  if (a == b || b == kZero || a == kAll) return a;
  if (a == kZero || b == kAll) return b;
  return add({MaskOp::Or, std::min(a, b), std::max(a, b)});
}

Node MaskBuilder::without(Node a, Node b) {
  if (a == kZero || b == kZero) return a;
  if (a == b || b == kAll) return kZero;
  const MaskInst& taken = code_[b];
  if (a == kAll && taken.op == MaskOp::AndNot && taken.left == kAll) return taken.right;
  return add({MaskOp::AndNot, a, b});
}

void MaskBuilder::store(Node mask, std::uint32_t slot) { code_.push_back({MaskOp::Store, mask, slot}); }
void MaskBuilder::output(Node mask, std::uint32_t index) { code_.push_back({MaskOp::Output, mask, index}); }

void MaskBuilder::if_any(Node mask) {
  EDICT_CHECK(!is_in_branch_);
  code_.push_back({MaskOp::IfAny, mask});
  is_in_branch_ = true;
}

void MaskBuilder::otherwise() {
  forget_branch();
  code_.push_back({MaskOp::Else});
}

void MaskBuilder::end_if() {
  forget_branch();
  code_.push_back({MaskOp::EndIf});
  is_in_branch_ = false;
}

void MaskBuilder::forget_branch() {
  for (const MaskInst& inst : in_branch_) nodes_.erase(inst);
  in_branch_.clear();
}

}  // namespace edict::native
