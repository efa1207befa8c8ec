// The sweep over a batch: every value of a program that a require needs, operation by operation, operands first.
//
// What follows from texts is in the frame already; here are truths as masks, and dates and numbers as arrays. Buffers
// are kept from batch to batch. Nothing is skipped.
//
// Thread safety: one per worker. Plan and frame must outlive it.
#pragma once

#include <vector>

#include "compiler/frame/frame.h"
#include "compiler/interp/masks.h"

namespace edict {

class Sweep {
 public:
  Sweep(const frame::FramePlan& plan, const frame::Frame& frame);

  // Computes all values. REQUIRES: the frame is up to the batch.
  void run();
  // REQUIRES: `value` is a truth that a require refers to.
  [[nodiscard]] masks::Truths truths(ir::ValueId value) const { return slots_[value.index()].truths.view(); }

 private:
  // The entries of one value: masks of a truth, else a vector of dates or numbers.
  struct Slot {
    masks::TruthMasks truths;
    frame::Entries entries;
  };

  void find_steps();
  void compute(ir::ValueId value);
  void compute_truth(ir::ValueId value, masks::TruthMasks& out);
  void compute_logic(const ir::Inst& inst, masks::TruthMasks& out);
  void compute_entries(ir::ValueId value, frame::Entries& out);
  void compare_records(const ir::Inst& inst, masks::TruthMasks& out);
  void order(const ir::Inst& inst, masks::TruthMasks& out);
  // For each row of a moved value, the row it comes from.
  [[nodiscard]] std::span<const std::uint32_t> origins(const ir::Inst& move) const;
  // For each row of a reduced value, the rows it sums up.
  [[nodiscard]] std::span<const std::uint32_t> groups(const ir::Inst& reduce) const;
  [[nodiscard]] frame::Operand operand(ir::ValueId value) const;
  [[nodiscard]] frame::Operands operands(const ir::Inst& inst) const;

  const ir::Program& program_;
  const frame::FramePlan& plan_;
  const frame::Frame& frame_;
  std::vector<ir::ValueId> steps_;  // what a require needs, operands first
  std::vector<Slot> slots_;         // by value id; empty where it is no step
  frame::Entries scratch_ = std::vector<Truth>{};
};

}  // namespace edict
