// What each value of a program is to native code: where it comes from and when it can be computed.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/frame/value_functions.h"
#include "compiler/ir/program.h"

namespace edict::native {

enum class Class : std::uint8_t {
  Constant,    // the same for all rows of a run
  Text,        // texts and rows of tables: frame::TextColumns
  Function,    // of one text: a table by code, frame::ItemTables
  TextTruth,   // of several texts: a byte a row, frame::TextColumns
  TextNumber,  // of several texts: a number a row, frame::TextColumns
  Logic,       // truths of truths: mask code
  Compared,    // truths of dates and numbers: row code
  Computed,    // numbers of dates and numbers: row code
  Grouped,     // truths and counts that follow from other rows: a step of its own
};

// Code and steps alternate: phase 0 of the steps, phase 0 of the code, phase 1 of the steps, …
class Classes {
 public:
  // REQUIRES: sink_moves() made the program.
  Classes(const ir::Program& program, const frame::ValueFunctions& functions);

  [[nodiscard]] Class of(ir::ValueId value) const { return classes_[value.index()]; }
  [[nodiscard]] std::uint32_t phase(ir::ValueId value) const { return phases_[value.index()]; }
  [[nodiscard]] std::uint32_t phase_count() const { return phase_count_; }

 private:
  [[nodiscard]] std::uint32_t phase_of(const ir::Program& program, ir::ValueId value) const;

  std::vector<Class> classes_;
  std::vector<std::uint32_t> phases_;
  std::uint32_t phase_count_ = 1;
};

}  // namespace edict::native
