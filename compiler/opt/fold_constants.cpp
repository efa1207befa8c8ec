// Replaces builtins on literals by their value, and moves of moved literals by one move.
//   %2 = add 1, 2   =>   %2 = number_value 3
// Runs the builtin's kernel, so folding cannot disagree with execution. An unsure truth has no literal and stays; so
// does what depends on the day of the run.
#include <algorithm>
#include <variant>
#include <vector>

#include "compiler/ir/builder.h"
#include "compiler/opt/optimise.h"
#include "compiler/opt/rewrite.h"
#include "runtime/kernels/call.h"

namespace edict {
namespace {

using ir::Inst;
using ir::Op;
using ir::Program;
using ir::SpaceId;
using ir::ValueId;

kernel::Value value_of(const Inst& literal) {
  switch (literal.op) {
    case Op::TextValue: return kernel::Text{literal.text, nullptr};
    case Op::DateValue: return literal.days;
    case Op::NumberValue: return literal.number;
    default: return truth(literal.truth_value);
  }
}

Inst literal_of(const kernel::Value& value) {
  if (const auto* text = std::get_if<kernel::Text>(&value)) {
    return {.op = Op::TextValue, .space = SpaceId(0), .text = std::string(text->value)};
  }
  if (const auto* days = std::get_if<DayRange>(&value))
    return {.op = Op::DateValue, .space = SpaceId(0), .days = *days};
  if (const auto* number = std::get_if<NumberRange>(&value)) {
    return {.op = Op::NumberValue, .space = SpaceId(0), .number = *number};
  }
  return {.op = Op::TruthValue, .space = SpaceId(0), .truth_value = std::get<Truth>(value) == Truth::True};
}

ValueId move_literal(Program& program, ValueId literal, SpaceId space) {
  if (space == program[literal].space) return literal;
  return ir::append(program, {.op = Op::Broadcast, .space = space, .arguments = {literal}});
}

// The literal itself, wherever it was moved. REQUIRES: ir::is_constant(value).
ValueId unmoved(const Program& program, ValueId value) {
  while (!program[value].arguments.empty()) value = program[value].arguments[0];
  return value;
}

ValueId fold(Program& program, const Inst& inst) {
  const bool is_on_literals = !inst.arguments.empty() && std::ranges::all_of(inst.arguments, [&](ValueId operand) {
    return ir::is_constant(program, operand);
  });
  if (!is_on_literals) return {};
  if (inst.op == Op::Element || (inst.op == Op::Broadcast && program[inst.arguments[0]].op == Op::Broadcast)) {
    return move_literal(program, unmoved(program, inst.arguments[0]), inst.space);
  }
  if (inst.op != Op::Builtin || kernel::depends_on_day(inst.builtin)) return {};

  std::vector<kernel::Value> operands;
  for (ValueId operand : inst.arguments) operands.push_back(value_of(program[unmoved(program, operand)]));
  kernel::CallFacts facts;
  if (inst.code_set.is_valid()) facts.codes = &(*program.module)[inst.code_set];
  if (inst.number_set.is_valid()) facts.numbers = &(*program.module)[inst.number_set];
  if (inst.pattern.is_valid()) facts.pattern = &(*program.module)[inst.pattern];
  facts.count = {inst.count};
  ValueDictionary made;
  facts.made = &made;
  const kernel::Value result = kernel::call(inst.builtin, operands, facts);
  if (const auto* truth = std::get_if<Truth>(&result); truth != nullptr && *truth == Truth::Unsure) return {};
  return move_literal(program, ir::append(program, literal_of(result)), inst.space);
}

}  // namespace

bool fold_constants(Program& program) { return rewrite(program, fold); }

}  // namespace edict
