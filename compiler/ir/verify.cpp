#include <fmt/format.h>

#include <algorithm>

#include "compiler/ir/builder.h"
#include "compiler/ir/print.h"

namespace edict::ir {
namespace {

class Verifier {
 public:
  explicit Verifier(const Program& program) : program_(program), module_(*program.module) {}

  std::string verify() {
    for (std::size_t i = 0; i < program_.spaces.size() && broken_.empty(); ++i) {
      check_space(i);
      if (!broken_.empty()) return fmt::format("s{}: {}", i, broken_);
    }
    for (std::size_t i = 0; i < program_.values.size(); ++i) {
      check_value(i);
      if (!broken_.empty()) return fmt::format("%{}: {}", i, broken_);
    }
    for (const RequireOutput& output : program_.outputs) {
      check_output(output);
      if (!broken_.empty()) return fmt::format("require {}: {}", module_.edits[output.edit].id, broken_);
    }
    return {};
  }

 private:
  // Notes the first broken invariant. Returns whether all hold so far: what follows may rely on them.
  bool check(bool holds, std::string_view invariant) {
    if (!holds && broken_.empty()) broken_ = invariant;
    return broken_.empty();
  }

  void check_space(std::size_t index) {
    const Space& space = program_.spaces[index];
    if (!check(space.level.is_valid() && space.level.index() < module_.dictionary->levels().size(), "no such level"))
      return;
    if (!check(!space.outer.is_valid() || space.outer.index() < index, "the outer space stands before")) return;
    check(space.outer.is_valid() == (index > 0), "space 0 alone has no outer space");
    if (!space.outer.is_valid()) return;
    const Space& outer = program_[space.outer];
    const LevelId parent = (*module_.dictionary)[space.level].parent;
    if (space.is_natural) {
      check(outer.is_natural && outer.level == parent, "a natural space lies in the natural space of the level above");
    } else {
      check(parent.is_valid() && module_.dictionary->is_ancestor_or_self(parent, outer.level),
            "a product space multiplies records that have a parent in common");
    }
  }

  void check_value(std::size_t index) {
    const Inst& inst = program_.values[index];
    if (!check(inst.space.is_valid() && inst.space.index() < program_.spaces.size(), "no such space")) return;
    for (ValueId argument : inst.arguments) {
      if (!check(argument.is_valid() && argument.index() < index, "operands precede their user")) return;
    }
    check_operation(inst);
    if (!broken_.empty()) return;
    check(inst.type == result_type(program_, inst), "not the type of the operation");
    check(!inst.is_definite || is_exact(program_, inst), "not definite: an operand may be unsure");
  }

  void check_operation(const Inst& inst) {
    switch (inst.op) {
      case Op::Builtin: return check_builtin(inst);
      case Op::Item:
        if (!check(inst.item.is_valid() && count_is(inst, 0), "an item has a name and no operands")) return;
        check(natural_of((*module_.dictionary)[inst.item].level) == inst.space, "an item is in the space of its level");
        return;
      case Op::TextValue:
      case Op::DateValue:
      case Op::NumberValue:
      case Op::TruthValue: check(count_is(inst, 0) && inst.space.index() == 0, "a constant is in space 0"); return;
      case Op::Broadcast:
        if (!check(count_is(inst, 1), "broadcast has one operand")) return;
        check(space_of(inst, 0) != inst.space && encloses(program_, space_of(inst, 0), inst.space),
              "broadcast goes to an inner space");
        return;
      case Op::Element:
        if (!check(count_is(inst, 1) && !program_[inst.space].is_natural, "element is in a product space")) return;
        check(space_of(inst, 0) == natural_of(program_[inst.space].level),
              "element takes from the natural space of the product's level");
        return;
      case Op::ReduceSome:
      case Op::ReduceExactly:
      case Op::ReduceAtLeast:
      case Op::ReduceAtMost:
      case Op::ReduceCount:
        if (!check(count_is(inst, 1) && type_of(inst, 0) == Type::Truth, "reduce has one truth as operand")) return;
        check(program_[space_of(inst, 0)].outer == inst.space, "reduce goes to the outer space");
        return;
      case Op::IsSelf:
      case Op::IsLater: {
        const Space& space = program_[inst.space];
        check(count_is(inst, 0) && !space.is_natural && program_[space.outer].level == space.level,
              "only records of one level can be the same or stand in order");
        return;
      }
      case Op::InOrder: return check_in_order(inst);
      case Op::InTable:
      case Op::FindRow:
      case Op::NthFound: return check_table(inst);
      case Op::Cell:
      case Op::RowFound: return check_row(inst);
    }
  }

  void check_builtin(const Inst& inst) {
    const BuiltinInfo& info = info_of(inst.builtin);
    if (!check(count_is(inst, info.argument_count), "wrong number of operands")) return;
    for (std::size_t i = 0; i < inst.arguments.size(); ++i) {
      check(type_of(inst, i) == info.argument_types[i], "wrong type of an operand");
      check(space_of(inst, i) == inst.space, "operands are in the space of their user");
      check(!is_row(program_, inst.arguments[i]), "a found row is only for cell and row_found");
    }
    check((inst.builtin == Builtin::InCodes) == inst.code_set.is_valid(), "in_codes, and only it, has a code set");
    check((inst.builtin == Builtin::NumberIn) == inst.number_set.is_valid(),
          "number_in, and only it, has a number set");
    check((inst.builtin == Builtin::Matches) == inst.pattern.is_valid(), "matches, and only it, has a pattern");
  }

  void check_in_order(const Inst& inst) {
    if (!check(count_is(inst, 3), "in_order has a filter, a key and a value")) return;
    check(type_of(inst, 0) == Type::Truth && type_of(inst, 1) != Type::Truth && type_of(inst, 2) != Type::Truth,
          "wrong type of an operand");
    check(!is_row(program_, inst.arguments[1]) && !is_row(program_, inst.arguments[2]),
          "a found row is only for cell and row_found");
    const SpaceId inner = space_of(inst, 0);
    check(space_of(inst, 1) == inner && space_of(inst, 2) == inner, "operands are in one space");
    check(program_[inner].outer == inst.space, "in_order goes to the outer space");
  }

  void check_table(const Inst& inst) {
    if (!check(inst.table.is_valid() && inst.table.index() < module_.tables.size(), "no such table")) return;
    if (!check(count_is(inst, module_[inst.table].keys.size()), "an operand for each key")) return;
    for (std::size_t i = 0; i < inst.arguments.size(); ++i) {
      check(type_of(inst, i) == Type::Text, "keys are texts");
      check(space_of(inst, i) == inst.space, "operands are in the space of their user");
    }
  }

  void check_row(const Inst& inst) {
    if (!check(count_is(inst, 1), "takes the row that find_row gave")) return;
    const Inst& row = origin_of(program_, inst.arguments[0]);
    if (!check(row.op == Op::FindRow, "takes the row that find_row gave")) return;
    check(space_of(inst, 0) == inst.space, "operands are in the space of their user");
    if (inst.op != Op::Cell || !check(inst.table == row.table, "a cell of the table that was searched")) return;
    check(inst.count < module_[inst.table].columns.size(), "no such column");
  }

  void check_output(const RequireOutput& output) {
    if (!check(program_[output.space].is_natural, "outcomes are in a natural space")) return;
    check(module_.edits[output.edit].level == program_[output.space].level, "outcomes are at the level of the edit");
    for (ValueId value : {output.guard, output.condition, output.override_set}) {
      if (!value.is_valid() && value == output.override_set) continue;
      if (!check(value.is_valid() && value.index() < program_.values.size(), "no such value")) return;
      check(program_[value].type == Type::Truth, "outcomes follow from truths");
      check(program_[value].space == output.space, "truths are in the space of the require");
    }
  }

  static bool count_is(const Inst& inst, std::size_t count) { return inst.arguments.size() == count; }
  [[nodiscard]] SpaceId space_of(const Inst& inst, std::size_t operand) const {
    return program_[inst.arguments[operand]].space;
  }
  [[nodiscard]] Type type_of(const Inst& inst, std::size_t operand) const {
    return program_[inst.arguments[operand]].type;
  }
  [[nodiscard]] SpaceId natural_of(LevelId level) const {
    const auto it = std::ranges::find_if(program_.spaces,
                                         [&](const Space& space) { return space.is_natural && space.level == level; });
    return it == program_.spaces.end() ? SpaceId{} : SpaceId(static_cast<std::size_t>(it - program_.spaces.begin()));
  }

  const Program& program_;
  const hir::Module& module_;
  std::string broken_;
};

}  // namespace

std::string verify(const Program& program) { return Verifier(program).verify(); }

}  // namespace edict::ir
