// Plans backwards, from the requires to the texts: when a value's turn comes, all that read it have said which of its
// masks they want. Steps and functions are noted in that order and turned round at the end.
#include "compiler/codegen/planner.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>

#include "base/check.h"
#include "compiler/codegen/layout.h"
#include "compiler/codegen/row_code.h"
#include "compiler/codegen/stored_logic.h"
#include "compiler/codegen/truth_code.h"

namespace edict::native {
namespace {

using ir::ValueId;

// Values computed in one function: LLVM's time grows faster than a block's length.
constexpr std::size_t kValuesTogether = 16;

class Planner {
 public:
  Planner(const frame::FramePlan& frame, std::size_t requires_together)
      : frame_(frame),
        program_(frame.program),
        classes_(frame.program, frame.functions),
        requires_together_(requires_together),
        layout_(frame, classes_),
        is_stored_(logic_to_store(frame.program, classes_, group_outputs())) {}

  Plan plan() {
    for (std::uint32_t phase = classes_.phase_count(); phase-- > 0;) {
      for (std::size_t group = groups_.size(); group-- > 0;) {
        if (groups_[group].phase == phase) add_requires(groups_[group]);
      }
      for (std::size_t i = 0; i < program_.spaces.size(); ++i) {
        const ir::SpaceId space(i);
        add_code(
            phase, space, [&](ValueId value) { return is_stored_truth(value); },
            [&](std::span<const ValueId> values) { return truth_code(values); });
        add_code(
            phase, space, [&](ValueId value) { return is_row_code(value); },
            [&](std::span<const ValueId> values) { return row_code(values); });
      }
      for (std::size_t i = program_.values.size(); i-- > 0;) {
        if (classes_.phase(ValueId(i)) == phase) add_step(ValueId(i));
      }
    }
    return finish();
  }

 private:
  // Requires whose code stands in one function: of one space and phase, in program order.
  struct Group {
    ir::SpaceId space;
    std::uint32_t phase = 0;
    std::vector<std::uint32_t> outputs;
  };

  [[nodiscard]] std::uint32_t phase_of(const ir::RequireOutput& output) const {
    std::uint32_t phase = std::max(classes_.phase(output.guard), classes_.phase(output.condition));
    if (output.override_set.is_valid()) phase = std::max(phase, classes_.phase(output.override_set));
    return phase;
  }

  // The group of each require.
  std::vector<std::uint32_t> group_outputs() {
    std::vector<std::uint32_t> group_of;
    std::map<std::pair<ir::SpaceId, std::uint32_t>, std::uint32_t> open;
    for (std::uint32_t i = 0; i < program_.outputs.size(); ++i) {
      const ir::RequireOutput& output = program_.outputs[i];
      const std::uint32_t phase = phase_of(output);
      const auto [entry, is_first] = open.try_emplace({output.space, phase}, 0);
      if (is_first || groups_[entry->second].outputs.size() == requires_together_) {
        entry->second = static_cast<std::uint32_t>(groups_.size());
        groups_.push_back({output.space, phase, {}});
      }
      groups_[entry->second].outputs.push_back(i);
      group_of.push_back(entry->second);
    }
    return group_of;
  }

  void add_requires(const Group& group) {
    TruthCode code(frame_, classes_, is_stored_, layout_);
    for (std::uint32_t output : group.outputs) {
      code.require(program_.outputs[output], output);
    }
    add_function(group.space, code.take());
  }

  [[nodiscard]] bool is_read(ValueId value) const {
    const TruthSlots slots = layout_.slots(value);
    return slots.is_true != kNoSlot || slots.is_false != kNoSlot || layout_.has_computed(value);
  }

  // Truths with masks of their own: logic, and constants that a step reads. A function may ask for masks of earlier
  // values, so whether something reads a value shows only when its turn comes.
  [[nodiscard]] bool is_stored_truth(ValueId value) const {
    const Class kind = classes_.of(value);
    return kind == Class::Logic ? is_stored_[value.index()] : kind == Class::Constant && is_read(value);
  }

  [[nodiscard]] bool is_row_code(ValueId value) const {
    const Class kind = classes_.of(value);
    return (kind == Class::Compared || kind == Class::Computed) && is_read(value);
  }

  // Functions for the values of a phase and space of which `belongs` is true, the last values first.
  template <class Belongs, class Make>
  void add_code(std::uint32_t phase, ir::SpaceId space, Belongs belongs, Make make) {
    std::vector<ValueId> together;
    const auto add = [&] {
      std::ranges::reverse(together);
      if (!together.empty()) add_function(space, make(together));
      together.clear();
    };
    for (std::size_t i = program_.values.size(); i-- > 0;) {
      const ValueId value(i);
      if (classes_.phase(value) != phase || program_[value].space != space || !belongs(value)) continue;
      together.push_back(value);
      if (together.size() == kValuesTogether) add();
    }
    add();
  }

  [[nodiscard]] std::vector<MaskInst> truth_code(std::span<const ValueId> values) {
    TruthCode code(frame_, classes_, is_stored_, layout_);
    for (ValueId value : values) code.store(value);
    return code.take();
  }

  [[nodiscard]] std::vector<RowInst> row_code(std::span<const ValueId> values) {
    RowCode code(frame_, classes_, layout_);
    for (ValueId value : values) code.store(value);
    return code.take();
  }

  void add_function(ir::SpaceId space, std::vector<MaskInst> masks) {
    plan_.steps.push_back(RunFunction{static_cast<std::uint32_t>(plan_.functions.size()), space});
    plan_.functions.push_back({.name = {}, .masks = std::move(masks), .rows = {}});
  }

  void add_function(ir::SpaceId space, std::vector<RowInst> rows) {
    plan_.steps.push_back(RunFunction{static_cast<std::uint32_t>(plan_.functions.size()), space});
    plan_.functions.push_back({.name = {}, .masks = {}, .rows = std::move(rows)});
  }

  // The step that a value needs before the code of its phase.
  void add_step(ValueId value) {
    if (!is_read(value)) return;
    const TruthSlots to = layout_.slots(value);
    const ir::Inst& inst = program_[value];
    if (classes_.of(value) == Class::TextTruth) {
      plan_.steps.push_back(SpreadTruths{value, to});
    } else if (classes_.of(value) == Class::TextNumber) {
      plan_.steps.push_back(SpreadNumbers{value, layout_.computed(value)});
    } else if (classes_.of(value) == Class::Grouped) {
      if (inst.type == Type::Number) return add_numbers(value);
      const TruthSlots from = inst.arguments.empty() ? TruthSlots{} : masks_of(inst.arguments[0]);
      if (inst.op == ir::Op::InOrder) {
        plan_.steps.push_back(CheckOrder{value, from, operand(inst.arguments[1]), operand(inst.arguments[2]), to});
      } else {
        plan_.steps.push_back(GroupTruths{value, from, to});
      }
    }
  }

  void add_numbers(ValueId value) {
    const ValueId operand = program_[value].arguments[0];
    GroupNumbers step{.value = value, .truths = {}, .at = layout_.computed(value)};
    if (program_[value].op == ir::Op::ReduceCount) step.truths = masks_of(operand);
    else step.numbers = layout_.computed(operand);
    plan_.steps.push_back(step);
  }

  TruthSlots masks_of(ValueId truth) {
    layout_.slot(truth, true);
    if (!program_[truth].is_definite) layout_.slot(truth, false);
    return layout_.slots(truth);
  }

  CheckOrder::Operand operand(ValueId value) {
    CheckOrder::Operand operand{.value = value, .source = {}};
    const Class kind = classes_.of(value);
    if (kind == Class::Function) operand.source = frame_.functions.source_of(value);
    if (kind == Class::Computed || kind == Class::Grouped || kind == Class::TextNumber)
      operand.at = layout_.computed(value);
    if (kind == Class::Constant) operand.constant = &frame_.constants[value];
    return operand;
  }

  Plan finish() {
    plan_.spaces = layout_.spaces();
    std::ranges::reverse(plan_.functions);
    std::ranges::reverse(plan_.steps);
    for (Step& step : plan_.steps) {
      auto* run = std::get_if<RunFunction>(&step);
      if (run == nullptr) continue;
      run->function = static_cast<std::uint32_t>(plan_.functions.size()) - 1 - run->function;
      Function& function = plan_.functions[run->function];
      function.name = std::string("f").append(std::to_string(run->function));
      function.mask_count = plan_.spaces[run->space.index()].mask_count;
      function.column_bytes = plan_.spaces[run->space.index()].column_bytes;
    }
    plan_.steps.insert(plan_.steps.begin(), layout_.gathers().begin(), layout_.gathers().end());
    return std::move(plan_);
  }

  const frame::FramePlan& frame_;
  const ir::Program& program_;
  const Classes classes_;
  std::size_t requires_together_;
  Layout layout_;
  std::vector<Group> groups_;
  std::vector<bool> is_stored_;
  Plan plan_;
};

}  // namespace

Plan make_plan(const frame::FramePlan& frame, std::size_t requires_together) {
  return Planner(frame, requires_together).plan();
}

}  // namespace edict::native
