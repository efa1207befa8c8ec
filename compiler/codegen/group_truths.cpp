#include "compiler/codegen/group_truths.h"

#include <span>

#include "base/check.h"
#include "compiler/codegen/counts.h"

namespace edict::native {
namespace {

using ir::Op;
using Rows = std::span<const std::uint32_t>;

// Sets the mask to bit_of(row) for each row.
template <class BitOf>
void fill(SpaceData& space, std::uint32_t slot, BitOf bit_of) {
  if (slot == kNoSlot) return;
  const MaskView mask = space.mask(slot);
  for (std::size_t word = 0; word < space.chunk_count() * kChunkWords; ++word) {
    std::uint64_t bits = 0;
    const std::uint32_t first = static_cast<std::uint32_t>(word * 64);
    for (std::uint32_t row = first; row < first + 64 && row < space.row_count(); ++row)
      bits |= std::uint64_t{bit_of(row)} << (row - first);
    mask.word(word) = bits;
  }
}

void move(SpaceData& from, std::uint32_t from_slot, SpaceData& to, std::uint32_t to_slot, Rows origins) {
  if (to_slot == kNoSlot) return;
  const MaskView mask = from.mask(from_slot);
  fill(to, to_slot, [&](std::uint32_t row) { return mask.has(origins[row]); });
}

void reduce(const ir::Inst& inst, const Counts& counts, SpaceData& to, TruthSlots slots) {
  const std::uint32_t n = inst.count;
  switch (inst.op) {
    case Op::ReduceSome:
      fill(to, slots.is_true, [&](std::uint32_t row) { return counts.are_true(row) > 0; });
      fill(to, slots.is_false, [&](std::uint32_t row) { return counts.are_possible(row) == 0; });
      return;
    case Op::ReduceExactly:
      fill(to, slots.is_true,
           [&](std::uint32_t row) { return counts.are_true(row) == n && counts.are_possible(row) == n; });
      fill(to, slots.is_false,
           [&](std::uint32_t row) { return counts.are_true(row) > n || counts.are_possible(row) < n; });
      return;
    case Op::ReduceAtLeast:
      fill(to, slots.is_true, [&](std::uint32_t row) { return counts.are_true(row) >= n; });
      fill(to, slots.is_false, [&](std::uint32_t row) { return counts.are_possible(row) < n; });
      return;
    case Op::ReduceAtMost:
      fill(to, slots.is_true, [&](std::uint32_t row) { return counts.are_possible(row) <= n; });
      fill(to, slots.is_false, [&](std::uint32_t row) { return counts.are_true(row) > n; });
      return;
    default: EDICT_CHECK(!"a truth between spaces");
  }
}

}  // namespace

void group_truths(const ir::Program& program, const GroupTruths& step, const frame::SpaceMap& spaces, SpaceData* from,
                  SpaceData& to) {
  const ir::Inst& inst = program[step.value];
  switch (inst.op) {
    case Op::Broadcast: {
      const Rows origins = spaces.ancestors(inst.space, program[inst.arguments[0]].space);
      move(*from, step.from.is_true, to, step.to.is_true, origins);
      move(*from, step.from.is_false, to, step.to.is_false, origins);
      return;
    }
    case Op::Element: {
      move(*from, step.from.is_true, to, step.to.is_true, spaces.elements(inst.space));
      move(*from, step.from.is_false, to, step.to.is_false, spaces.elements(inst.space));
      return;
    }
    case Op::IsSelf:
    case Op::IsLater: {
      const ir::SpaceId outer = program[inst.space].outer;
      const Rows elements = spaces.elements(inst.space);
      const Rows outer_rows = spaces.ancestors(inst.space, outer);
      fill(to, step.to.is_true, [&](std::uint32_t row) {
        const std::uint32_t outer_row = outer_rows[row];
        const std::uint32_t record = program[outer].is_natural ? outer_row : spaces.elements(outer)[outer_row];
        return inst.op == Op::IsSelf ? elements[row] == record : elements[row] > record;
      });
      return;
    }
    default: reduce(inst, Counts(*from, step.from, spaces.offsets(program[inst.arguments[0]].space)), to, step.to);
  }
}

}  // namespace edict::native
