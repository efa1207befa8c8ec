#include "compiler/codegen/sink_moves.h"

#include <map>
#include <utility>
#include <vector>

#include "compiler/ir/builder.h"
#include "compiler/opt/optimise.h"

namespace edict::native {
namespace {

using ir::Inst;
using ir::Op;
using ir::SpaceId;
using ir::ValueId;

class MoveSinker {
 public:
  explicit MoveSinker(const ir::Program& program) : old_(program), builder_(program.module) {}

  ir::Program sink() {
    map_spaces();
    for (const Inst& inst : old_.values) map_.push_back(rebuild(inst));
    for (ir::RequireOutput output : old_.outputs) {
      output.space = spaces_[output.space.index()];
      for (ValueId* value : {&output.guard, &output.condition, &output.override_set})
        if (value->is_valid()) *value = map_[value->index()];
      builder_.add_output(output);
    }
    return builder_.take();
  }

 private:
  void map_spaces() {
    for (const ir::Space& space : old_.spaces) {
      spaces_.push_back(space.is_natural ? builder_.natural(space.level)
                                         : builder_.product(spaces_[space.outer.index()], space.level));
    }
  }

  ValueId rebuild(const Inst& inst) {
    Inst copy = inst;
    copy.space = spaces_[inst.space.index()];
    for (ValueId& argument : copy.arguments) argument = map_[argument.index()];
    const bool is_move = ir::is_move(inst);
    return is_move ? move(copy.arguments[0], {copy.op, copy.space}) : builder_.add(std::move(copy));
  }

  struct Move {
    Op op;
    SpaceId space;
    friend auto operator<=>(const Move&, const Move&) = default;
  };

  // Moves what the value is computed from first, by a stack of its own: values may be deeply nested.
  ValueId move(ValueId value, Move where) {
    auto& moved = moved_[where];
    std::vector<ValueId> open{value};
    while (!open.empty()) {
      const ValueId next = open.back();
      const std::size_t count = open.size();
      if (!moved.contains(next) && sinks(next)) {
        for (ValueId argument : builder_[next].arguments)
          if (!moved.contains(argument)) open.push_back(argument);
      }
      if (open.size() > count) continue;
      open.pop_back();
      if (!moved.contains(next))
        moved.emplace(next, sinks(next) ? moved_builtin(next, where) : move_itself(next, where));
    }
    return moved.at(value);
  }

  // Literals, and `today`, stay where they are.
  [[nodiscard]] bool sinks(ValueId value) const {
    return builder_[value].op == Op::Builtin && !builder_[value].arguments.empty();
  }

  ValueId moved_builtin(ValueId value, Move where) {
    Inst inst = builder_[value];
    inst.space = where.space;
    for (ValueId& argument : inst.arguments) argument = moved_[where].at(argument);
    return builder_.add(std::move(inst));
  }

  // The records of a product space have the ancestors of its outer row.
  ValueId move_itself(ValueId value, Move where) {
    const Inst& inst = builder_[value];
    if (where.op == Op::Broadcast) return builder_.broadcast(value, where.space);
    if (inst.op == Op::Broadcast) {
      const ValueId origin = inst.arguments[0];
      if (encloses(builder_.program(), builder_[origin].space, where.space))
        return builder_.broadcast(origin, where.space);
    }
    return builder_.element(value, where.space);
  }

  const ir::Program& old_;
  ir::Builder builder_;
  std::vector<SpaceId> spaces_;
  std::vector<ValueId> map_;
  std::map<Move, std::map<ValueId, ValueId>> moved_;
};

}  // namespace

ir::Program sink_moves(const ir::Program& program) {
  ir::Program result = MoveSinker(program).sink();
  drop_unused(result);
  return result;
}

}  // namespace edict::native
