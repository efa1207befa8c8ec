// Gives masks and columns their places in the spaces, when something first reads them, and keeps the steps that fill
// them.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "compiler/codegen/classes.h"
#include "compiler/codegen/plan.h"
#include "compiler/frame/frame.h"

namespace edict::native {

class Layout {
 public:
  Layout(const frame::FramePlan& frame, const Classes& classes);

  // The mask where `value` is true (or false). A truth that is never unsure has only the first.
  std::uint32_t slot(ir::ValueId value, bool is_true);
  // The masks of a value that something asked for until now.
  [[nodiscard]] TruthSlots slots(ir::ValueId value) const;

  // The arrays of a date or number that is a function of a text.
  std::uint32_t dates(ir::ValueId value, DateForm form);
  std::uint32_t numbers(ir::ValueId value);
  // The arrays of a number that code computes for a step to read, or a step for code.
  std::uint32_t computed(ir::ValueId value);
  [[nodiscard]] bool has_computed(ir::ValueId value) const { return computed_.contains(value); }

  [[nodiscard]] std::vector<SpaceLayout> spaces() const { return spaces_; }
  // The steps that gather by code, in the order of their places.
  [[nodiscard]] const std::vector<Step>& gathers() const { return gathers_; }

 private:
  std::uint32_t add_truth_side(ir::ValueId function, bool is_true);
  std::uint32_t add_arrays(ir::SpaceId space, std::size_t element_bytes);
  SpaceLayout& space_of(ir::ValueId value);

  const ir::Program& program_;
  const frame::ValueFunctions& functions_;
  const Classes& classes_;
  std::vector<SpaceLayout> spaces_;
  std::vector<TruthSlots> slots_;                               // by value
  std::unordered_map<ir::ValueId, std::size_t> truth_gathers_;  // by source: index into gathers_
  std::map<std::pair<ir::ValueId, DateForm>, std::uint32_t> dates_;
  std::unordered_map<ir::ValueId, std::uint32_t> numbers_;
  std::unordered_map<ir::ValueId, std::uint32_t> computed_;
  std::vector<Step> gathers_;
};

}  // namespace edict::native
