#include "compiler/frame/constants.h"

#include "compiler/frame/lift.h"

namespace edict::frame {
namespace {

using ir::Op;
using ir::ValueId;
using kernel::Value;

Value literal(const ir::Inst& inst) {
  switch (inst.op) {
    case Op::TextValue: return kernel::Text{inst.text, nullptr};
    case Op::DateValue: return inst.days;
    case Op::NumberValue: return inst.number;
    default: return truth(inst.truth_value);
  }
}

}  // namespace

Constants::Constants(const ir::Program& program, const ValueFunctions& functions, RunParameters parameters)
    : values_(program.values.size()) {
  std::vector<Value> operands;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (!functions.is_constant(ValueId(i))) continue;
    const ir::Inst& inst = program.values[i];
    operands.clear();
    for (ValueId operand : inst.arguments) operands.push_back(values_[operand.index()]);
    if (inst.op == Op::Builtin) {
      kernel::CallFacts facts = facts_of(program, inst, parameters);
      facts.made = &made_;
      values_[i] = kernel::call(inst.builtin, operands, facts);
    } else {
      values_[i] = operands.empty() ? literal(inst) : operands[0];
    }
  }
}

}  // namespace edict::frame
