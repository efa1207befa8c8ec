// Replaces logic that one operand decides.
//   and x, true    =>   x          and x, false   =>   false        and x, x   =>   x
//   or x, false    =>   x          or x, true     =>   true         or x, x    =>   x
//   not not x      =>   x          true implies x =>   x            x implies false   =>   not x
//   definitely x, possibly x       =>   x  where x is definite
// Every rule holds in Kleene logic: none says that `x or not x` is true.
#include <optional>

#include "compiler/ir/builder.h"
#include "compiler/opt/optimise.h"
#include "compiler/opt/rewrite.h"

namespace edict {
namespace {

using ir::Inst;
using ir::Op;
using ir::Program;
using ir::ValueId;

// The truth of a literal, moved or not.
std::optional<bool> literal_truth(const Program& program, ValueId value) {
  const Inst& origin = ir::origin_of(program, value);
  return origin.op == Op::TruthValue ? std::optional(origin.truth_value) : std::nullopt;
}

ValueId simplify_implication(Program& program, const Inst& inst) {
  const ValueId premise = inst.arguments[0];
  const ValueId conclusion = inst.arguments[1];
  if (literal_truth(program, premise) == true || literal_truth(program, conclusion) == true) return conclusion;
  if (literal_truth(program, premise) == false || literal_truth(program, conclusion) == false) {
    return ir::append(program, {.builtin = Builtin::Not, .space = inst.space, .arguments = {premise}});
  }
  return {};
}

// `neutral` leaves the other operand as it is; its opposite decides alone.
ValueId simplify_pair(const Program& program, const Inst& inst, bool neutral) {
  const ValueId a = inst.arguments[0];
  const ValueId b = inst.arguments[1];
  if (a == b || literal_truth(program, b) == neutral || literal_truth(program, a) == !neutral) return a;
  if (literal_truth(program, a) == neutral || literal_truth(program, b) == !neutral) return b;
  return {};
}

ValueId simplify(Program& program, const Inst& inst) {
  if (inst.op != Op::Builtin) return {};
  switch (inst.builtin) {
    case Builtin::And: return simplify_pair(program, inst, true);
    case Builtin::Or: return simplify_pair(program, inst, false);
    case Builtin::Implies: return simplify_implication(program, inst);
    case Builtin::Not: {
      const Inst& operand = program[inst.arguments[0]];
      return operand.op == Op::Builtin && operand.builtin == Builtin::Not ? operand.arguments[0] : ValueId{};
    }
    case Builtin::Definitely:
    case Builtin::Possibly: return program[inst.arguments[0]].is_definite ? inst.arguments[0] : ValueId{};
    default: return {};
  }
}

}  // namespace

bool simplify_truth(Program& program) { return rewrite(program, simplify); }

}  // namespace edict
