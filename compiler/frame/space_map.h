// The spaces of a program laid over one batch.
//
//   row_count   rows of a space
//   offsets     the rows of a space under each row of its outer space: [offsets[r], offsets[r + 1])
//   elements    product spaces: the row, in the natural space of the level, of the record that each row stands for
//   ancestors   the row of an outer space above each row of a space; for the pairs that Broadcast (of other than
//   literals),
//               IsSelf and IsLater of the program need
//
// Product spaces are laid out only when a value of the program is in them; the others have no rows. Spans are valid
// until the next update().
//
// Thread safety: one per worker.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/ir/program.h"
#include "runtime/batch/batch.h"

namespace edict::frame {

class SpaceMap {
 public:
  explicit SpaceMap(const ir::Program& program);

  void update(const Batch& batch);

  [[nodiscard]] std::uint32_t row_count(ir::SpaceId space) const { return layouts_[space.index()].row_count; }
  // REQUIRES: the space has an outer one.
  [[nodiscard]] std::span<const std::uint32_t> offsets(ir::SpaceId space) const {
    return layouts_[space.index()].offsets;
  }
  // REQUIRES: a product space.
  [[nodiscard]] std::span<const std::uint32_t> elements(ir::SpaceId space) const {
    return layouts_[space.index()].elements;
  }
  // REQUIRES: a pair that the program needs.
  [[nodiscard]] std::span<const std::uint32_t> ancestors(ir::SpaceId space, ir::SpaceId ancestor) const;

 private:
  struct Layout {
    bool is_used = false;
    std::uint32_t row_count = 0;
    std::span<const std::uint32_t> offsets;  // the batch's own for a natural space
    std::vector<std::uint32_t> own_offsets;
    std::vector<std::uint32_t> elements;
  };
  struct Ancestors {
    ir::SpaceId space;
    ir::SpaceId ancestor;
    std::vector<std::uint32_t> rows;
  };

  void lay_out_product(ir::SpaceId space, const Batch& batch);
  void find_ancestors(Ancestors& pair);

  const ir::Program& program_;
  std::vector<Layout> layouts_;
  std::vector<Ancestors> ancestors_;
  std::vector<std::uint32_t> outer_rows_;  // kept for its memory
};

}  // namespace edict::frame
