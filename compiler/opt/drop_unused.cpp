// Drops the values that no require needs, and the product spaces that no value is left in.
#include <vector>

#include "compiler/opt/optimise.h"

namespace edict {
namespace {

using ir::Inst;
using ir::Program;
using ir::SpaceId;
using ir::ValueId;

// Marks the values that the requires need, directly or through others.
std::vector<bool> used_values(const Program& program) {
  std::vector<bool> is_used(program.values.size());
  for (const ir::RequireOutput& output : program.outputs) {
    for (ValueId value : {output.guard, output.condition, output.override_set}) {
      if (value.is_valid()) is_used[value.index()] = true;
    }
  }
  for (std::size_t i = program.values.size(); i-- > 0;) {
    if (!is_used[i]) continue;
    for (ValueId operand : program.values[i].arguments) is_used[operand.index()] = true;
  }
  return is_used;
}

// Marks the natural spaces, and the product spaces with a value in them or in a space inside.
std::vector<bool> used_spaces(const Program& program) {
  std::vector<bool> is_used(program.spaces.size());
  for (const Inst& inst : program.values) is_used[inst.space.index()] = true;
  for (std::size_t i = program.spaces.size(); i-- > 0;) {
    if (program.spaces[i].is_natural) is_used[i] = true;
    if (is_used[i] && program.spaces[i].outer.is_valid()) is_used[program.spaces[i].outer.index()] = true;
  }
  return is_used;
}

// Keeps the marked entries of a store, in order. Returns the new id of each.
template <class Id, class Entry>
std::vector<Id> keep(std::vector<Entry>& entries, const std::vector<bool>& is_used) {
  std::vector<Id> new_ids(entries.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!is_used[i]) continue;
    new_ids[i] = Id(count);
    if (i != count) entries[count] = std::move(entries[i]);
    ++count;
  }
  entries.resize(count);
  return new_ids;
}

void drop_values(Program& program) {
  const std::vector<ValueId> new_ids = keep<ValueId>(program.values, used_values(program));
  for (Inst& inst : program.values) {
    for (ValueId& operand : inst.arguments) operand = new_ids[operand.index()];
  }
  for (ir::RequireOutput& output : program.outputs) {
    for (ValueId* value : {&output.guard, &output.condition, &output.override_set}) {
      if (value->is_valid()) *value = new_ids[value->index()];
    }
  }
}

void drop_spaces(Program& program) {
  const std::vector<SpaceId> new_ids = keep<SpaceId>(program.spaces, used_spaces(program));
  for (ir::Space& space : program.spaces) {
    if (space.outer.is_valid()) space.outer = new_ids[space.outer.index()];
  }
  for (Inst& inst : program.values) inst.space = new_ids[inst.space.index()];
  for (ir::RequireOutput& output : program.outputs) output.space = new_ids[output.space.index()];
}

}  // namespace

bool drop_unused(Program& program) {
  const std::size_t value_count = program.values.size();
  const std::size_t space_count = program.spaces.size();
  drop_values(program);
  drop_spaces(program);
  return program.values.size() < value_count || program.spaces.size() < space_count;
}

}  // namespace edict
