#include "compiler/ir/program.h"

#include <algorithm>

namespace edict::ir {

std::string_view name_of(Op op) {
  switch (op) {
    case Op::Builtin: return "builtin";
    case Op::Item: return "item";
    case Op::TextValue: return "text_value";
    case Op::DateValue: return "date_value";
    case Op::NumberValue: return "number_value";
    case Op::TruthValue: return "truth_value";
    case Op::Broadcast: return "broadcast";
    case Op::Element: return "element";
    case Op::ReduceSome: return "reduce_some";
    case Op::ReduceExactly: return "reduce_exactly";
    case Op::ReduceAtLeast: return "reduce_at_least";
    case Op::ReduceAtMost: return "reduce_at_most";
    case Op::ReduceCount: return "reduce_count";
    case Op::IsSelf: return "is_self";
    case Op::IsLater: return "is_later";
    case Op::InOrder: return "in_order";
    case Op::InTable: return "in_table";
    case Op::FindRow: return "find_row";
    case Op::Cell: return "cell";
    case Op::RowFound: return "row_found";
    case Op::NthFound: return "nth_found";
  }
  return "";
}

std::vector<ItemId> items_read(const Program& program) {
  std::vector<ItemId> items;
  for (const Inst& inst : program.values) {
    if (inst.op == Op::Item) items.push_back(inst.item);
  }
  std::ranges::sort(items);
  items.erase(std::ranges::unique(items).begin(), items.end());
  return items;
}

const Inst& origin_of(const Program& program, ValueId value) {
  const Inst* inst = &program[value];
  while (inst->op == Op::Broadcast || inst->op == Op::Element) inst = &program[inst->arguments[0]];
  return *inst;
}

ItemId text_item(const Program& program, ValueId text) {
  const Inst& origin = origin_of(program, text);
  return origin.op == Op::Item ? origin.item : ItemId{};
}

bool is_row(const Program& program, ValueId value) { return origin_of(program, value).op == Op::FindRow; }

bool is_constant(const Program& program, ValueId value) {
  switch (origin_of(program, value).op) {
    case Op::TextValue:
    case Op::DateValue:
    case Op::NumberValue:
    case Op::TruthValue: return true;
    default: return false;
  }
}

Type result_type(const Program& program, const Inst& inst) {
  switch (inst.op) {
    case Op::Builtin: return info_of(inst.builtin).result;
    case Op::Item:
    case Op::TextValue:
    case Op::Cell: return Type::Text;
    case Op::DateValue: return Type::Date;
    case Op::NumberValue:
    case Op::ReduceCount:
    case Op::FindRow: return Type::Number;
    case Op::Broadcast:
    case Op::Element: return program[inst.arguments[0]].type;
    case Op::TruthValue:
    case Op::ReduceSome:
    case Op::ReduceExactly:
    case Op::ReduceAtLeast:
    case Op::ReduceAtMost:
    case Op::IsSelf:
    case Op::IsLater:
    case Op::InOrder:
    case Op::InTable:
    case Op::NthFound:
    case Op::RowFound: return Type::Truth;
  }
  return Type::Truth;
}

bool is_exact(const Program& program, const Inst& inst) {
  const auto are_arguments_exact = [&] {
    return std::ranges::all_of(inst.arguments, [&](ValueId argument) { return program[argument].is_definite; });
  };
  switch (inst.op) {
    case Op::Builtin:
      if (info_of(inst.builtin).result == Type::Text) return false;
      switch (info_of(inst.builtin).doubt) {
        case Doubt::Definite: return true;
        case Doubt::Arguments:
        case Doubt::Values: return are_arguments_exact();
        // Beyond the range of its type a result is unbounded: even known operands may give an unknown one.
        case Doubt::Bounds: return false;
      }
      return false;
    case Op::DateValue: return inst.days.first == inst.days.last;
    case Op::NumberValue: return inst.number.low == inst.number.high;
    case Op::Broadcast:
    case Op::Element:
    case Op::ReduceSome:
    case Op::ReduceExactly:
    case Op::ReduceAtLeast:
    case Op::ReduceAtMost:
    case Op::ReduceCount: return are_arguments_exact();
    case Op::TruthValue:
    case Op::IsSelf:
    case Op::IsLater:
    case Op::FindRow:
    case Op::RowFound: return true;
    case Op::InTable: return !(*program.module)[inst.table].has_period();
    case Op::NthFound: return false;
    case Op::Item:
    case Op::TextValue:
    case Op::Cell:
    case Op::InOrder: return false;
  }
  return false;
}

}  // namespace edict::ir
