#include "compiler/interp/sweep.h"

#include <algorithm>

#include "base/check.h"
#include "compiler/interp/in_order.h"

namespace edict {

using frame::Entries;
using frame::Operand;
using ir::Inst;
using ir::Op;
using ir::ValueId;
using masks::TruthMasks;

Sweep::Sweep(const frame::FramePlan& plan, const frame::Frame& frame)
    : program_(plan.program), plan_(plan), frame_(frame), slots_(plan.program.values.size()) {
  find_steps();
  for (ValueId value : steps_) slots_[value.index()].entries = frame::entries_for(program_, value);
}

// The values that a require needs, and what they need, down to what the frame has.
void Sweep::find_steps() {
  std::vector<bool> is_step(program_.values.size());
  for (const ir::RequireOutput& output : program_.outputs) {
    for (ValueId value : {output.guard, output.condition, output.override_set}) {
      if (value.is_valid()) is_step[value.index()] = true;
    }
  }
  for (std::size_t i = program_.values.size(); i-- > 0;) {
    const ValueId value(i);
    const bool is_known =
        plan_.functions.is_constant(value) || plan_.functions.source_of(value).is_valid() || frame_.texts.has(value);
    if (!is_step[i] || is_known) continue;
    for (ValueId operand : program_.values[i].arguments) {
      if (program_[operand].type != Type::Text) is_step[operand.index()] = true;
    }
  }
  for (std::size_t i = 0; i < is_step.size(); ++i) {
    if (is_step[i]) steps_.emplace_back(i);
  }
}

void Sweep::run() {
  for (ValueId value : steps_) compute(value);
}

void Sweep::compute(ValueId value) {
  const Inst& inst = program_[value];
  Slot& slot = slots_[value.index()];
  const std::uint32_t row_count = frame_.spaces.row_count(inst.space);
  if (inst.type == Type::Truth) {
    slot.truths.resize(row_count, inst.is_definite);
    compute_truth(value, slot.truths);
  } else if (!plan_.functions.is_constant(value) && !frame_.texts.has(value)) {
    frame::resize(slot.entries, row_count);
    compute_entries(value, slot.entries);
  }
}

void Sweep::compute_truth(ValueId value, TruthMasks& out) {
  const Inst& inst = program_[value];
  const auto of_operand = [&] { return truths(inst.arguments[0]); };
  if (plan_.functions.is_constant(value)) return masks::fill(std::get<Truth>(plan_.constants[value]), out);
  if (frame_.texts.has(value)) return masks::pack(frame_.texts.truths(value), out);
  if (const ValueId source = plan_.functions.source_of(value); source.is_valid()) {
    return masks::pack(frame_.tables.truths(value), frame_.texts.codes(source), out);
  }
  switch (inst.op) {
    case Op::Builtin: return compute_logic(inst, out);
    case Op::Broadcast:
    case Op::Element: return masks::take(of_operand(), origins(inst), out);
    case Op::ReduceSome: return masks::at_least(of_operand(), groups(inst), 1, out);
    case Op::ReduceAtLeast: return masks::at_least(of_operand(), groups(inst), inst.count, out);
    case Op::ReduceAtMost: return masks::at_most(of_operand(), groups(inst), inst.count, out);
    case Op::ReduceExactly: return masks::exactly(of_operand(), groups(inst), inst.count, out);
    case Op::IsSelf:
    case Op::IsLater: return compare_records(inst, out);
    case Op::InOrder: return order(inst, out);
    case Op::Item:
    case Op::TextValue:
    case Op::DateValue:
    case Op::NumberValue:
    case Op::TruthValue:
    case Op::InTable:
    case Op::FindRow:
    case Op::Cell:
    case Op::NthFound:
    case Op::RowFound:
    case Op::ReduceCount: break;  // constants, texts, numbers, and what the frame has
  }
  EDICT_CHECK(false);
}

void Sweep::compute_logic(const Inst& inst, TruthMasks& out) {
  const auto of = [&](std::size_t operand) { return truths(inst.arguments[operand]); };
  switch (inst.builtin) {
    case Builtin::Not: return masks::not_(of(0), out);
    case Builtin::And: return masks::and_(of(0), of(1), out);
    case Builtin::Or: return masks::or_(of(0), of(1), out);
    case Builtin::Implies: return masks::implies(of(0), of(1), out);
    case Builtin::Definitely: return masks::definitely(of(0), out);
    case Builtin::Possibly: return masks::possibly(of(0), out);
    default: break;
  }
  frame::resize(scratch_, out.row_count());
  frame::lift(program_, plan_.texts, plan_.parameters, inst, operands(inst), scratch_);
  masks::pack(frame::as_bytes(std::get<std::vector<Truth>>(scratch_)), out);
}

void Sweep::compute_entries(ValueId value, Entries& out) {
  const Inst& inst = program_[value];
  const ValueId source = plan_.functions.source_of(value);
  if (source.is_valid()) return frame::take(frame_.tables.operand(value), frame_.texts.codes(source), out);
  if (inst.op == Op::Builtin) {
    return frame::lift(program_, plan_.texts, plan_.parameters, inst, operands(inst), out);
  }
  if (inst.op == Op::ReduceCount) {
    return masks::count(truths(inst.arguments[0]), groups(inst), std::get<std::vector<NumberRange>>(out));
  }
  frame::take(operand(inst.arguments[0]), origins(inst), out);
}

// A row of the product space against its outer row, both as records of the same level.
void Sweep::compare_records(const Inst& inst, TruthMasks& out) {
  const ir::SpaceId outer = program_[inst.space].outer;
  const auto records = frame_.spaces.elements(inst.space);
  const auto outer_rows = frame_.spaces.ancestors(inst.space, outer);
  auto& results = std::get<std::vector<Truth>>(scratch_);
  results.resize(records.size());
  for (std::size_t row = 0; row < records.size(); ++row) {
    const std::uint32_t other =
        program_[outer].is_natural ? outer_rows[row] : frame_.spaces.elements(outer)[outer_rows[row]];
    results[row] = truth(inst.op == Op::IsSelf ? records[row] == other : records[row] > other);
  }
  masks::pack(frame::as_bytes(results), out);
}

void Sweep::order(const Inst& inst, TruthMasks& out) {
  const auto column = [&](ValueId value) { return OrderColumn{program_[value].type, operand(value)}; };
  in_order(truths(inst.arguments[0]), column(inst.arguments[1]), column(inst.arguments[2]), groups(inst),
           inst.is_strict, out);
}

std::span<const std::uint32_t> Sweep::origins(const Inst& move) const {
  if (move.op == Op::Element) return frame_.spaces.elements(move.space);
  return frame_.spaces.ancestors(move.space, program_[move.arguments[0]].space);
}

std::span<const std::uint32_t> Sweep::groups(const Inst& reduce) const {
  return frame_.spaces.offsets(program_[reduce.arguments[0]].space);
}

Operand Sweep::operand(ValueId value) const {
  if (plan_.functions.is_constant(value)) return frame::operand_of(plan_.constants[value]);
  if (program_[value].type == Type::Text || frame_.texts.has(value)) return frame_.texts.operand(value);
  return frame::operand_of(slots_[value.index()].entries);
}

frame::Operands Sweep::operands(const Inst& inst) const {
  frame::Operands all;
  for (ValueId value : inst.arguments) all.push_back(operand(value));
  return all;
}

}  // namespace edict
