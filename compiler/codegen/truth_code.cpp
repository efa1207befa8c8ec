#include "compiler/codegen/truth_code.h"

#include <algorithm>

#include "base/check.h"

namespace edict::native {

using ir::ValueId;

TruthCode::TruthCode(const frame::FramePlan& frame, const Classes& classes, const std::vector<bool>& is_stored,
                     Layout& layout)
    : program_(frame.program), constants_(frame.constants), classes_(classes), is_stored_(is_stored), layout_(layout) {}

bool TruthCode::is_computed_here(ValueId value) const {
  if (classes_.of(value) == Class::Constant) return true;
  if (classes_.of(value) != Class::Logic) return false;
  return !is_stored_[value.index()] || std::ranges::binary_search(stored_here_, value);
}

// What a side of a truth follows from. The false side of a truth that is never unsure follows from its true side.
std::vector<TruthCode::Side> TruthCode::operands(Side side) const {
  const ir::Inst& inst = program_[side.value];
  if (!side.is_true && inst.is_definite) return {{side.value, true}};
  if (!is_computed_here(side.value) || classes_.of(side.value) == Class::Constant) return {};
  const auto operand = [&](std::size_t index, bool is_true) { return Side{inst.arguments[index], is_true}; };
  switch (inst.builtin) {
    case Builtin::Not: return {operand(0, !side.is_true)};
    case Builtin::And:
    case Builtin::Or: return {operand(0, side.is_true), operand(1, side.is_true)};
    case Builtin::Implies: return {operand(0, !side.is_true), operand(1, side.is_true)};
    case Builtin::Definitely: return {operand(0, true)};
    case Builtin::Possibly: return {operand(0, false)};
    default: break;
  }
  EDICT_CHECK(!"a truth of truths");
  return {};
}

Node TruthCode::compute(Side side, const std::vector<Node>& operands) {
  const ir::Inst& inst = program_[side.value];
  if (!side.is_true && inst.is_definite) return builder_.complement(operands[0]);
  if (classes_.of(side.value) == Class::Constant) {
    const Truth constant = std::get<Truth>(constants_[side.value]);
    return constant == truth(side.is_true) ? builder_.all() : builder_.zero();
  }
  if (!is_computed_here(side.value)) return builder_.load(layout_.slot(side.value, side.is_true));
  switch (inst.builtin) {
    case Builtin::Not: return operands[0];
    case Builtin::And: {
      return side.is_true ? builder_.both(operands[0], operands[1]) : builder_.either(operands[0], operands[1]);
    }
    case Builtin::Or:
    case Builtin::Implies: {
      return side.is_true ? builder_.either(operands[0], operands[1]) : builder_.both(operands[0], operands[1]);
    }
    case Builtin::Definitely: return side.is_true ? operands[0] : builder_.complement(operands[0]);
    case Builtin::Possibly: return side.is_true ? builder_.complement(operands[0]) : operands[0];
    default: break;
  }
  EDICT_CHECK(!"a truth of truths");
  return builder_.zero();
}

// Operands first, by a stack of its own: conditions may be deeply nested.
Node TruthCode::mask(Side side) {
  std::vector<Side> open{side};
  std::vector<Node> nodes;
  while (!open.empty()) {
    const Side next = open.back();
    if (masks_.contains(next)) {
      open.pop_back();
      continue;
    }
    nodes.clear();
    const std::vector<Side> sides = operands(next);
    for (const Side& operand : sides) {
      if (const auto known = masks_.find(operand); known != masks_.end()) nodes.push_back(known->second);
      else open.push_back(operand);
    }
    if (nodes.size() < sides.size()) continue;
    open.pop_back();
    masks_.emplace(next, compute(next, nodes));
    if (is_in_branch_) in_branch_.push_back(next);
  }
  return masks_.at(side);
}

void TruthCode::store(ValueId value) {
  EDICT_CHECK(stored_here_.empty() || stored_here_.back() < value);
  stored_here_.push_back(value);
  const TruthSlots slots = layout_.slots(value);
  if (slots.is_true != kNoSlot) builder_.store(mask({value, true}), slots.is_true);
  if (slots.is_false != kNoSlot) builder_.store(mask({value, false}), slots.is_false);
}

// The condition and the over-ride are asked only where the guard is not false; most guards are false for all rows at
// hand. Branches also keep the blocks small that LLVM looks at as a whole.
void TruthCode::require(const ir::RequireOutput& output, std::uint32_t index) {
  const auto write = [&](OutputKind kind, Node mask) {
    builder_.output(mask, index * kOutputs + static_cast<std::uint32_t>(kind));
  };
  const Node skipped = mask({output.guard, false});
  write(OutputKind::Skipped, skipped);
  const Node asked = builder_.complement(skipped);

  begin_branch(asked);
  const bool can_be_unsure = !program_[output.guard].is_definite || !program_[output.condition].is_definite ||
                             (output.override_set.is_valid() && !program_[output.override_set].is_definite);
  const Node broken = builder_.both(mask({output.guard, true}), mask({output.condition, false}));
  Node fail = broken;
  Node overridden = builder_.zero();
  if (output.override_set.is_valid()) {
    overridden = builder_.both(broken, mask({output.override_set, true}));
    fail = builder_.both(broken, mask({output.override_set, false}));
  }
  Node unsure = builder_.zero();
  if (can_be_unsure) {
    const Node sure = builder_.either(mask({output.condition, true}), builder_.either(fail, overridden));
    unsure = builder_.without(asked, sure);
  }
  write(OutputKind::Fail, fail);
  write(OutputKind::Overridden, overridden);
  write(OutputKind::Unsure, unsure);
  builder_.otherwise();
  for (OutputKind kind : {OutputKind::Fail, OutputKind::Overridden, OutputKind::Unsure}) write(kind, builder_.zero());
  end_branch();
}

void TruthCode::begin_branch(Node mask) {
  builder_.if_any(mask);
  is_in_branch_ = true;
}

void TruthCode::end_branch() {
  builder_.end_if();
  for (const Side& side : in_branch_) masks_.erase(side);
  in_branch_.clear();
  is_in_branch_ = false;
}

}  // namespace edict::native
