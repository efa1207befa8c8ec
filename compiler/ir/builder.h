// Builds programs: gives every value its type and definiteness, and equal computations one value.
//
//   Builder builder(module);
//   ValueId site = builder.item(item);
//   ValueId breast = builder.add({.op = Op::Builtin, .builtin = Builtin::InCodes, .arguments = {site}, .code_set =
//   set});
//
// Not thread safe.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "compiler/ir/program.h"

namespace edict::ir {

// The values of a program by what they compute: value numbering. Operands of commutative operations are put in order,
// and code sets, number sets or patterns with equal content count as the same.
class ValueNumbers {
 public:
  explicit ValueNumbers(Program& program) : program_(program) {}

  // Brings an instruction into the one form that equal computations share. Its operands must be canonical already.
  void canonicalise(Inst& inst);
  // The value that computes `inst`, canonical; invalid when there is none yet.
  [[nodiscard]] ValueId find(const Inst& inst) const;
  void insert(ValueId value);

 private:
  Program& program_;
  std::unordered_multimap<std::uint64_t, ValueId> values_;  // by hash
  std::unordered_map<std::string, hir::CodeSetId> code_sets_;
  std::unordered_map<std::string, hir::NumberSetId> number_sets_;
  std::unordered_map<std::string, hir::PatternId> patterns_;
};

class Builder {
 public:
  // Starts with the natural space of every level.
  explicit Builder(std::shared_ptr<const hir::Module> module);
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] const Inst& operator[](ValueId value) const { return program_[value]; }

  [[nodiscard]] SpaceId natural(LevelId level) const { return SpaceId(level.index()); }
  // The product of a space with a level; the same one for the same arguments.
  SpaceId product(SpaceId outer, LevelId level);

  // Adds an instruction, or returns the value that computes the same. Type and definiteness are filled in; so is the
  // space when it is invalid: that of the first operand, or space 0.
  ValueId add(Inst inst);
  ValueId item(ItemId item);
  ValueId truth(bool value);
  ValueId call(Builtin builtin, std::initializer_list<ValueId> arguments);
  // The value in `space`, an inner space of its own; itself when it is there already.
  ValueId broadcast(ValueId value, SpaceId space);
  ValueId element(ValueId value, SpaceId product);

  void add_output(RequireOutput output) { program_.outputs.push_back(output); }
  Program take() { return std::move(program_); }

 private:
  Program program_;
  ValueNumbers numbers_;
};

// Adds an instruction at the end of a program, with its type and definiteness filled in. REQUIRES: its operands are
// there.
ValueId append(Program& program, Inst inst);

// True if `outer` is `space` or encloses it.
bool encloses(const Program& program, SpaceId outer, SpaceId space);

}  // namespace edict::ir
