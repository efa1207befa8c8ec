// Where values are computed: as close to the data as possible, and moved to the space of their use only then.
//
// A Placed value is about the record that a row of its `view` stands for. Usually it is there already. About the record
// of a product space it may instead still be in the natural space of that record's level, not yet spread over the
// pairs:
//
//   no two tumors a, b where a.seq = b.seq and b.site in [C500-C509]
//
// `b.site in [..]` is computed once per tumor, with the product space as its view, and spread by one Element; so would
// be any condition on b alone.
#pragma once

#include <span>

#include "compiler/ir/builder.h"

namespace edict {

struct Placed {
  ir::ValueId value;
  ir::SpaceId view;
};

class Placement {
 public:
  explicit Placement(ir::Builder& builder) : builder_(builder) {}

  // The item of the record that a row of `view` stands for, or of that record's ancestor at the item's level.
  Placed item(ItemId item, ir::SpaceId view);
  // The value in `space`, which its view encloses or is.
  ir::ValueId move(Placed placed, ir::SpaceId space);
  // The operation on operands of possibly different views, in the space that needs the fewest rows. Without operands in
  // space 0.
  Placed apply(ir::Inst operation, std::span<const Placed> operands);

 private:
  [[nodiscard]] const ir::Space& space(ir::SpaceId id) const { return builder_.program()[id]; }
  [[nodiscard]] bool is_above(LevelId upper, LevelId lower) const;
  // The space whose rows stand for the record's ancestor at a level (or for the record itself).
  [[nodiscard]] ir::SpaceId view_of_ancestor(LevelId level, ir::SpaceId view) const;
  [[nodiscard]] bool can_wait(std::span<const Placed> operands, ir::SpaceId view) const;

  ir::Builder& builder_;
};

}  // namespace edict
