#include "compiler/codegen/layout.h"

#include "base/check.h"

namespace edict::native {
namespace {

constexpr std::size_t kSidesTogether = 8;

}  // namespace

Layout::Layout(const frame::FramePlan& frame, const Classes& classes)
    : program_(frame.program),
      functions_(frame.functions),
      classes_(classes),
      spaces_(frame.program.spaces.size()),
      slots_(frame.program.values.size()) {}

SpaceLayout& Layout::space_of(ir::ValueId value) { return spaces_[program_[value].space.index()]; }

std::uint32_t Layout::slot(ir::ValueId value, bool is_true) {
  EDICT_CHECK(is_true || !program_[value].is_definite);
  TruthSlots& slots = slots_[value.index()];
  std::uint32_t& slot = is_true ? slots.is_true : slots.is_false;
  if (slot == kNoSlot) {
    slot = classes_.of(value) == Class::Function ? add_truth_side(value, is_true) : space_of(value).mask_count++;
  }
  return slot;
}

TruthSlots Layout::slots(ir::ValueId value) const { return slots_[value.index()]; }

std::uint32_t Layout::add_truth_side(ir::ValueId function, bool is_true) {
  const ir::ValueId source = functions_.source_of(function);
  const auto [entry, is_new] = truth_gathers_.try_emplace(source, gathers_.size());
  if (is_new) gathers_.push_back(GatherTruths{source, {}});
  auto& octets = std::get<GatherTruths>(gathers_[entry->second]).octets;
  if (octets.empty() || octets.back().sides.size() == kSidesTogether) {
    octets.push_back({space_of(function).mask_count, {}});
    space_of(function).mask_count += kSidesTogether;
  }
  octets.back().sides.push_back({function, is_true});
  return octets.back().slot + static_cast<std::uint32_t>(octets.back().sides.size()) - 1;
}

std::uint32_t Layout::add_arrays(ir::SpaceId space, std::size_t element_bytes) {
  std::uint32_t& bytes = spaces_[space.index()].column_bytes;
  const std::uint32_t at = bytes;
  bytes += static_cast<std::uint32_t>(2 * element_bytes * kChunkRows);
  return at;
}

std::uint32_t Layout::dates(ir::ValueId value, DateForm form) {
  const auto [entry, is_new] = dates_.try_emplace({value, form}, 0);
  if (is_new) {
    entry->second = add_arrays(program_[value].space, sizeof(std::int32_t));
    gathers_.push_back(GatherDates{functions_.source_of(value), value, form, entry->second});
  }
  return entry->second;
}

std::uint32_t Layout::numbers(ir::ValueId value) {
  const auto [entry, is_new] = numbers_.try_emplace(value, 0);
  if (is_new) {
    entry->second = add_arrays(program_[value].space, sizeof(std::int64_t));
    gathers_.push_back(GatherNumbers{functions_.source_of(value), value, entry->second});
  }
  return entry->second;
}

std::uint32_t Layout::computed(ir::ValueId value) {
  const auto [entry, is_new] = computed_.try_emplace(value, 0);
  if (is_new) entry->second = add_arrays(program_[value].space, sizeof(std::int64_t));
  return entry->second;
}

}  // namespace edict::native
