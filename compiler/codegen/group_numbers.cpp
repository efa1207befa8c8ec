#include "compiler/codegen/group_numbers.h"

#include "base/check.h"
#include "base/decimal.h"
#include "compiler/codegen/counts.h"

namespace edict::native {
namespace {

// The number of a row: its low end, and kChunkRows behind it the high one.
std::int64_t* number_at(SpaceData& space, std::uint32_t at, std::uint32_t row) {
  return space.array<std::int64_t>(row / kChunkRows, at) + row % kChunkRows;
}

}  // namespace

void group_numbers(const ir::Program& program, const GroupNumbers& step, const frame::SpaceMap& spaces, SpaceData& from,
                   SpaceData& to) {
  const ir::Inst& inst = program[step.value];
  const ir::SpaceId source = program[inst.arguments[0]].space;
  if (inst.op == ir::Op::ReduceCount) {
    const Counts counts(from, step.truths, spaces.offsets(source));
    for (std::uint32_t row = 0; row < to.row_count(); ++row) {
      std::int64_t* number = number_at(to, step.at, row);
      number[0] = Decimal::whole(counts.are_true(row)).millionths;
      number[kChunkRows] = Decimal::whole(counts.are_possible(row)).millionths;
    }
    return;
  }
  EDICT_CHECK(inst.op == ir::Op::Broadcast || inst.op == ir::Op::Element);
  const auto origins =
      inst.op == ir::Op::Element ? spaces.elements(inst.space) : spaces.ancestors(inst.space, source);
  for (std::uint32_t row = 0; row < to.row_count(); ++row) {
    const std::int64_t* origin = number_at(from, step.numbers, origins[row]);
    std::int64_t* number = number_at(to, step.at, row);
    number[0] = origin[0];
    number[kChunkRows] = origin[kChunkRows];
  }
}

}  // namespace edict::native
