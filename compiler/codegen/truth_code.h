// Mask code of truths: three-valued logic as one mask for where a truth is true and one for where it is false, each
// only when something asks for it.
#pragma once

#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/codegen/classes.h"
#include "compiler/codegen/layout.h"
#include "compiler/codegen/mask_builder.h"

namespace edict::native {

// The code of one function. Values that have masks of their own are loaded, except those computed here.
class TruthCode {
 public:
  // `is_stored`, by value: logic that has masks of its own.
  TruthCode(const frame::FramePlan& frame, const Classes& classes, const std::vector<bool>& is_stored, Layout& layout);

  // Computes the value here and stores the masks that something asked for.
  void store(ir::ValueId value);
  // The outcomes of the require with the given index.
  void require(const ir::RequireOutput& output, std::uint32_t index);

  [[nodiscard]] std::size_t size() const { return builder_.size(); }
  std::vector<MaskInst> take() { return builder_.take(); }

 private:
  struct Side {
    ir::ValueId value;
    bool is_true;
    friend bool operator==(const Side&, const Side&) = default;
  };
  struct Hash {
    std::size_t operator()(const Side& side) const { return side.value.index() * 2 + side.is_true; }
  };

  Node mask(Side side);
  [[nodiscard]] std::vector<Side> operands(Side side) const;
  Node compute(Side side, const std::vector<Node>& operands);
  [[nodiscard]] bool is_computed_here(ir::ValueId value) const;
  void begin_branch(Node mask);
  void end_branch();

  const ir::Program& program_;
  const frame::Constants& constants_;
  const Classes& classes_;
  const std::vector<bool>& is_stored_;
  Layout& layout_;
  MaskBuilder builder_;
  std::vector<ir::ValueId> stored_here_;
  std::unordered_map<Side, Node, Hash> masks_;
  std::vector<Side> in_branch_;
  bool is_in_branch_ = false;
};

}  // namespace edict::native
