// The tables of a program as its look-ups need them: an index on the keys, and the distinct cells of each column that a
// Cell reads.
//
// Immutable; shared between workers. The program must outlive it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "compiler/ir/program.h"
#include "runtime/kernels/tables.h"

namespace edict::frame {

// The cells of one column. Code 0 is blank: an empty cell, and no row at all.
struct CellColumn {
  std::vector<std::string> texts;    // by code
  std::vector<std::uint32_t> codes;  // by row of the table
  [[nodiscard]] std::uint32_t code_of(std::int32_t row) const {
    return row == kernel::kNoRow ? 0 : codes[static_cast<std::size_t>(row)];
  }
};

class TableTexts {
 public:
  explicit TableTexts(const ir::Program& program);

  // REQUIRES: some FindRow, InTable or NthFound of the program searches the table; some Cell reads the column.
  [[nodiscard]] const kernel::TableIndex& index(hir::TableId table) const { return *indexes_[table.index()]; }
  [[nodiscard]] const CellColumn& cells(hir::TableId table, std::uint32_t column) const {
    return *columns_[table.index()][column];
  }

 private:
  std::vector<std::unique_ptr<kernel::TableIndex>> indexes_;       // by table; null: not searched
  std::vector<std::vector<std::unique_ptr<CellColumn>>> columns_;  // by table and column; null: not read
};

}  // namespace edict::frame
