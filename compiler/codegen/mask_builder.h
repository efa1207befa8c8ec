// Builds mask code with equal computations shared.
//
// Not thread safe.
#pragma once

#include <unordered_map>
#include <vector>

#include "compiler/codegen/code.h"

namespace edict::native {

class MaskBuilder {
 public:
  MaskBuilder();

  [[nodiscard]] Node zero() const { return kZero; }
  [[nodiscard]] Node all() const { return kAll; }
  Node load(std::uint32_t slot);
  Node both(Node a, Node b);
  Node either(Node a, Node b);
  Node without(Node a, Node b);  // a and not b
  Node complement(Node a) { return without(kAll, a); }

  void store(Node mask, std::uint32_t slot);
  void output(Node mask, std::uint32_t index);

  // A branch: what is built in it is forgotten at its end. Branches do not nest.
  void if_any(Node mask);
  void otherwise();
  void end_if();

  [[nodiscard]] std::size_t size() const { return code_.size(); }
  std::vector<MaskInst> take() { return std::move(code_); }

 private:
  static constexpr Node kZero = 0;
  static constexpr Node kAll = 1;

  struct Hash {
    std::size_t operator()(const MaskInst& inst) const;
  };
  Node add(MaskInst inst);
  void forget_branch();

  std::vector<MaskInst> code_;
  std::unordered_map<MaskInst, Node, Hash> nodes_;
  std::vector<MaskInst> in_branch_;  // the keys that end with it
  bool is_in_branch_ = false;
};

}  // namespace edict::native
