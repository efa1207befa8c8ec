#include "compiler/frame/value_functions.h"

#include <algorithm>

namespace edict::frame {

using ir::Inst;
using ir::Op;
using ir::ValueId;

namespace {

bool is_literal(const Inst& inst) {
  return inst.op == Op::TextValue || inst.op == Op::DateValue || inst.op == Op::NumberValue ||
         inst.op == Op::TruthValue;
}

// Operations that give each row an answer from the operands of that row alone.
bool is_row_by_row(const Inst& inst) {
  return inst.op == Op::Builtin || inst.op == Op::InTable || inst.op == Op::FindRow || inst.op == Op::RowFound ||
         inst.op == Op::NthFound || inst.op == Op::Cell;
}

}  // namespace

ValueFunctions::ValueFunctions(const ir::Program& program)
    : is_constant_(program.values.size()), sources_(program.values.size()), has_table_(program.values.size()) {
  for (std::size_t i = 0; i < program.values.size(); ++i) classify(program, ValueId(i));
  find_tables(program);
}

void ValueFunctions::classify(const ir::Program& program, ValueId value) {
  const Inst& inst = program[value];
  const auto is_constant_operand = [&](ValueId operand) { return is_constant(operand); };
  if (is_literal(inst) ||
      ((inst.op == Op::Builtin || is_move(inst)) && std::ranges::all_of(inst.arguments, is_constant_operand))) {
    is_constant_[value.index()] = true;
    return;
  }
  ValueId source;
  if (is_row_by_row(inst)) {
    bool is_function = true;
    for (ValueId operand : inst.arguments) {
      if (is_constant(operand)) continue;
      const ValueId of_operand = source_of(operand);
      is_function = is_function && of_operand.is_valid() && (!source.is_valid() || source == of_operand);
      source = of_operand;
    }
    if (!is_function) source = {};
  }
  if (!source.is_valid() && inst.type == Type::Text) source = value;
  sources_[value.index()] = source;
}

void ValueFunctions::find_tables(const ir::Program& program) {
  const auto is_function = [&](ValueId value) { return source_of(value).is_valid() && !is_source(value); };
  for (const ir::RequireOutput& output : program.outputs) {
    for (ValueId value : {output.guard, output.condition, output.override_set}) {
      if (value.is_valid() && is_function(value)) has_table_[value.index()] = true;
    }
  }
  std::vector<bool> is_needed = has_table_;
  for (std::size_t i = program.values.size(); i-- > 0;) {
    const bool is_step = is_function(ValueId(i));
    for (ValueId operand : program.values[i].arguments) {
      if (!is_function(operand)) continue;
      if (!is_step) has_table_[operand.index()] = true;
      if (!is_step || is_needed[i]) is_needed[operand.index()] = true;
    }
  }
  for (std::size_t i = 0; i < is_needed.size(); ++i) {
    if (is_needed[i]) functions_.emplace_back(i);
  }
}

}  // namespace edict::frame
