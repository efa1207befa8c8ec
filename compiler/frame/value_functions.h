// Which values of a program follow from one text alone, and so are computed once per distinct value of the column
// instead of once per row; and which follow from nothing but literals.
//
//   %0 = item diagnosis          a source
//   %2 = today                   a constant of the run
//   %3 = date_of %0              a function of %0 (so is a date compared with a constant, a truth of such truths, …)
//   %4 = date_less %3 %2         a function of %0; read by the row sweep: has a table
//   %5 = and %4 %9               %9 about another item: no function; the sweep computes it row by row
//
// Sources are the texts: items, texts moved to another space, texts made of several, and cells of rows that several
// keys found. A row found by one key alone, its cells, and texts made of one text alone, are functions of that text. A
// function is in the space of its source, so a gather by the codes of the source (TextColumns::codes) gives it row by
// row.
//
// Immutable; the program must outlive it.
#pragma once

#include <span>
#include <vector>

#include "compiler/ir/program.h"

namespace edict::frame {

class ValueFunctions {
 public:
  explicit ValueFunctions(const ir::Program& program);

  // True if `value` is the same for all rows of every batch: literals, today, builtins on such, and any of them moved.
  [[nodiscard]] bool is_constant(ir::ValueId value) const { return is_constant_[value.index()]; }
  // The text that `value` is a function of: itself for a source; invalid when there is none, and for constants.
  [[nodiscard]] ir::ValueId source_of(ir::ValueId value) const { return sources_[value.index()]; }
  [[nodiscard]] bool is_source(ir::ValueId value) const { return sources_[value.index()] == value; }
  // True for functions that are needed row by row: by a value that is no function of the same text, or by a require.
  // Functions without a table are steps on the way to one with.
  [[nodiscard]] bool has_table(ir::ValueId value) const { return has_table_[value.index()]; }
  // The functions that have a table or lead to one, operands first.
  [[nodiscard]] std::span<const ir::ValueId> functions() const { return functions_; }

 private:
  void classify(const ir::Program& program, ir::ValueId value);
  void find_tables(const ir::Program& program);

  std::vector<bool> is_constant_;
  std::vector<ir::ValueId> sources_;
  std::vector<bool> has_table_;
  std::vector<ir::ValueId> functions_;
};

}  // namespace edict::frame
