#include "compiler/lower/placement.h"

#include <algorithm>

#include "base/check.h"

namespace edict {

using ir::SpaceId;
using ir::ValueId;

bool Placement::is_above(LevelId upper, LevelId lower) const {
  return upper != lower && builder_.program().module->dictionary->is_ancestor_or_self(upper, lower);
}

SpaceId Placement::view_of_ancestor(LevelId level, SpaceId view) const {
  while (space(view).level != level) {
    EDICT_CHECK(is_above(level, space(view).level));
    view = space(view).outer;  // its record has the ancestor in common, down to the parent
  }
  return view;
}

Placed Placement::item(ItemId item, SpaceId view) {
  const LevelId level = (*builder_.program().module->dictionary)[item].level;
  return {builder_.item(item), view_of_ancestor(level, view)};
}

ValueId Placement::move(Placed placed, SpaceId target) {
  ValueId value = placed.value;
  if (builder_[value].space != placed.view) value = builder_.element(value, placed.view);
  return builder_.broadcast(value, target);
}

// True if everything is known in the natural space of the view's record: values about that record itself, and about
// its own ancestors. Where patients are paired, the tumors of the second have another patient above them than the
// first.
bool Placement::can_wait(std::span<const Placed> operands, SpaceId view) const {
  if (space(view).is_natural) return false;
  const LevelId level = space(view).level;
  return std::ranges::all_of(operands, [&](const Placed& operand) {
    if (operand.view == view) return builder_[operand.value].space == builder_.natural(level);
    const LevelId upper = space(operand.view).level;
    return space(operand.view).is_natural && is_above(upper, level) && view_of_ancestor(upper, view) == operand.view;
  });
}

Placed Placement::apply(ir::Inst operation, std::span<const Placed> operands) {
  SpaceId view(0);
  for (const Placed& operand : operands) {
    if (ir::encloses(builder_.program(), view, operand.view)) view = operand.view;
  }
  if (can_wait(operands, view)) {
    operation.space = builder_.natural(space(view).level);
    for (const Placed& operand : operands) {
      operation.arguments.push_back(builder_.broadcast(operand.value, operation.space));
    }
  } else {
    operation.space = view;
    for (const Placed& operand : operands) operation.arguments.push_back(move(operand, view));
  }
  return {builder_.add(std::move(operation)), view};
}

}  // namespace edict
