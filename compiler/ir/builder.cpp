#include "compiler/ir/builder.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/hash.h"
#include "compiler/ir/set_text.h"

namespace edict::ir {
namespace {

bool is_commutative(const Inst& inst) {
  if (inst.op != Op::Builtin) return false;
  switch (inst.builtin) {
    case Builtin::And:
    case Builtin::Or:
    case Builtin::Add:
    case Builtin::TextEqual:
    case Builtin::DateEqual:
    case Builtin::NumberEqual: return true;
    default: return false;
  }
}

// Hashes the fields by which instructions mostly differ; equality decides.
std::uint64_t hash_of(const Inst& inst) {
  std::array<std::uint32_t, 9> words{
      static_cast<std::uint32_t>(inst.op) << 8 | static_cast<std::uint32_t>(inst.builtin),
      inst.space.value,
      inst.item.value,
      inst.code_set.value,
      inst.number_set.value,
      inst.pattern.value,
      inst.count,
      static_cast<std::uint32_t>(inst.days.first) + inst.table.value,
      static_cast<std::uint32_t>(inst.number.low)};
  const std::uint64_t seed = hash64(inst.text);
  std::uint64_t hash = hash64({reinterpret_cast<const char*>(words.data()), sizeof(words)}, seed);
  for (ValueId argument : inst.arguments) hash = hash * 0x9E3779B97F4A7C15U + argument.value;
  return hash;
}

}  // namespace

void ValueNumbers::canonicalise(Inst& inst) {
  if (is_commutative(inst) && inst.arguments[1] < inst.arguments[0]) std::swap(inst.arguments[0], inst.arguments[1]);
  if (inst.code_set.is_valid()) {
    inst.code_set = code_sets_.try_emplace(text_of((*program_.module)[inst.code_set]), inst.code_set).first->second;
  }
  if (inst.number_set.is_valid()) {
    inst.number_set =
        number_sets_.try_emplace(text_of((*program_.module)[inst.number_set]), inst.number_set).first->second;
  }
  if (inst.pattern.is_valid()) {
    inst.pattern = patterns_.try_emplace((*program_.module)[inst.pattern].text(), inst.pattern).first->second;
  }
}

ValueId ValueNumbers::find(const Inst& inst) const {
  const auto [begin, end] = values_.equal_range(hash_of(inst));
  for (auto it = begin; it != end; ++it) {
    if (program_[it->second] == inst) return it->second;
  }
  return {};
}

void ValueNumbers::insert(ValueId value) { values_.emplace(hash_of(program_[value]), value); }

Builder::Builder(std::shared_ptr<const hir::Module> module) : numbers_(program_) {
  program_.module = std::move(module);
  for (const Level& level : program_.module->dictionary->levels()) {
    const LevelId id(program_.spaces.size());
    EDICT_CHECK(!level.parent.is_valid() || level.parent < id);
    program_.spaces.push_back({id, level.parent.is_valid() ? natural(level.parent) : SpaceId{}, true});
  }
}

SpaceId Builder::product(SpaceId outer, LevelId level) {
  for (std::size_t i = 0; i < program_.spaces.size(); ++i) {
    const Space& space = program_.spaces[i];
    if (!space.is_natural && space.outer == outer && space.level == level) return SpaceId(i);
  }
  program_.spaces.push_back({level, outer, false});
  return SpaceId(program_.spaces.size() - 1);
}

ValueId Builder::add(Inst inst) {
  if (!inst.space.is_valid()) inst.space = inst.arguments.empty() ? SpaceId(0) : program_[inst.arguments[0]].space;
  inst.type = result_type(program_, inst);
  inst.is_definite = is_exact(program_, inst);
  numbers_.canonicalise(inst);
  if (const ValueId known = numbers_.find(inst); known.is_valid()) return known;
  const ValueId value = append(program_, std::move(inst));
  numbers_.insert(value);
  return value;
}

ValueId Builder::item(ItemId item) {
  Inst inst;
  inst.op = Op::Item;
  inst.item = item;
  inst.space = natural((*program_.module->dictionary)[item].level);
  return add(std::move(inst));
}

ValueId Builder::truth(bool value) {
  Inst inst;
  inst.op = Op::TruthValue;
  inst.truth_value = value;
  return add(std::move(inst));
}

ValueId Builder::call(Builtin builtin, std::initializer_list<ValueId> arguments) {
  Inst inst;
  inst.builtin = builtin;
  inst.arguments.assign(arguments.begin(), arguments.end());
  return add(std::move(inst));
}

ValueId Builder::broadcast(ValueId value, SpaceId space) {
  if (program_[value].space == space) return value;
  EDICT_CHECK(encloses(program_, program_[value].space, space));
  Inst inst;
  inst.op = Op::Broadcast;
  inst.space = space;
  inst.arguments = {program_[value].op == Op::Broadcast ? program_[value].arguments[0] : value};
  return add(std::move(inst));
}

ValueId Builder::element(ValueId value, SpaceId product) {
  Inst inst;
  inst.op = Op::Element;
  inst.space = product;
  inst.arguments = {value};
  return add(std::move(inst));
}

ValueId append(Program& program, Inst inst) {
  inst.type = result_type(program, inst);
  inst.is_definite = is_exact(program, inst);
  program.values.push_back(std::move(inst));
  return ValueId(program.values.size() - 1);
}

bool encloses(const Program& program, SpaceId outer, SpaceId space) {
  while (space.is_valid() && space != outer) space = program[space].outer;
  return space == outer;
}

}  // namespace edict::ir
