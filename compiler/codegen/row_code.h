// Row code: dates and numbers compared and computed row by row.
//
// The kernels say what the operations mean (runtime/kernels/dates.h, numbers.h); this is the same on whole columns,
// with the calendar taken out: see DateForm.
#pragma once

#include <unordered_map>
#include <vector>

#include "compiler/codegen/classes.h"
#include "compiler/codegen/layout.h"

namespace edict::native {

// The code of one function.
class RowCode {
 public:
  RowCode(const frame::FramePlan& frame, const Classes& classes, Layout& layout);

  // Stores the masks of a truth, or the arrays of a number, that something asked for.
  void store(ir::ValueId value);

  [[nodiscard]] std::size_t size() const { return code_.size(); }
  std::vector<RowInst> take() { return std::move(code_); }

 private:
  struct Range {
    Node low, high;
  };
  struct Sides {
    Node is_true, is_false;
  };
  struct Hash {
    std::size_t operator()(const RowInst& inst) const;
  };

  Node add(RowOp op, Node a = 0, Node b = 0, Node c = 0, std::int64_t number = 0);
  Range date(ir::ValueId value, DateForm form);
  Range number(ir::ValueId value);
  Range computed(ir::ValueId value);
  Range between(ir::ValueId from, ir::ValueId to, DateForm form, int shift);
  Node is_bounded(Range days);
  Sides truth(ir::ValueId value);
  Sides less(Range a, Range b);
  Sides less_equal(Range a, Range b);
  Sides equal(Range a, Range b);
  Sides in(Range a, const hir::NumberSet& set);

  const ir::Program& program_;
  const frame::Constants& constants_;
  const Classes& classes_;
  Layout& layout_;
  std::vector<RowInst> code_;
  std::unordered_map<RowInst, Node, Hash> nodes_;
  std::unordered_map<ir::ValueId, Range> computed_;
};

// The ends of a date in a form; also how the worker fills the arrays.
DayRange in_form(DayRange days, DateForm form);

}  // namespace edict::native
