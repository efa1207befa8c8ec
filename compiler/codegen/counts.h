// How many rows under an outer row are true, and how many may be.
#pragma once

#include <cstdint>
#include <span>

#include "compiler/codegen/plan.h"
#include "compiler/codegen/space_data.h"

namespace edict::native {

class Counts {
 public:
  // `offsets`: the rows under outer row r are [offsets[r], offsets[r + 1]).
  Counts(SpaceData& from, TruthSlots slots, std::span<const std::uint32_t> offsets)
      : offsets_(offsets),
        true_(from.mask(slots.is_true)),
        false_(from.mask(slots.is_false == kNoSlot ? slots.is_true : slots.is_false)),
        is_definite_(slots.is_false == kNoSlot) {}

  [[nodiscard]] std::uint32_t are_true(std::uint32_t outer) const { return count(true_, outer); }
  [[nodiscard]] std::uint32_t are_possible(std::uint32_t outer) const {
    return is_definite_ ? count(true_, outer) : rows(outer) - count(false_, outer);
  }

 private:
  [[nodiscard]] std::uint32_t rows(std::uint32_t outer) const { return offsets_[outer + 1] - offsets_[outer]; }
  [[nodiscard]] std::uint32_t count(const MaskView& mask, std::uint32_t outer) const {
    std::uint32_t bits = 0;
    for (std::uint32_t row = offsets_[outer]; row < offsets_[outer + 1]; ++row) bits += std::uint32_t{mask.has(row)};
    return bits;
  }

  std::span<const std::uint32_t> offsets_;
  MaskView true_;
  MaskView false_;
  bool is_definite_;
};

}  // namespace edict::native
