// Everything of a program that needs texts row by row, computed for a batch before the other values: texts moved to the
// space of their use, rows found in tables by several keys and their cells, texts compared with each other.
//
//   codes    of a text: a code into pool() for each row. A literal has one code, 0, for all rows.
//   rows     of a FindRow, or one moved: the row of the table, kernel::kNoRow for none
//   truths   one byte a row, as in ItemTables, of the truths that follow from several texts: TextEqual, CodeLess,
//            CodeLessEqual, InTable, and RowFound of a row that several keys found or that was moved
//
// So the sweep over truths, dates and numbers, native or not, never touches a text: a value of those types is either a
// function of one text with a table (gathered by codes of its source), or has(), or follows from values that are.
// Spans are valid until the next update().
//
// Thread safety: one per worker. ItemTables and SpaceMap must be updated first.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compiler/frame/item_tables.h"
#include "compiler/frame/space_map.h"
#include "compiler/frame/text_pool.h"
#include "compiler/frame/value_functions.h"

namespace edict::frame {

class TextColumns {
 public:
  TextColumns(const ir::Program& program, const ValueFunctions& functions, const TableTexts& texts,
              const ItemTables& tables, const SpaceMap& spaces);
  ~TextColumns();
  TextColumns(const TextColumns&) = delete;
  TextColumns& operator=(const TextColumns&) = delete;

  void update(const Batch& batch);

  // True if update() computes the rows or truths of `value`: the sweep takes them from here. Texts have codes always.
  [[nodiscard]] bool has(ir::ValueId value) const;

  [[nodiscard]] std::span<const std::uint32_t> codes(ir::ValueId value) const;
  [[nodiscard]] TextPool pool(ir::ValueId value) const;
  [[nodiscard]] std::span<const std::int32_t> rows(ir::ValueId value) const;
  [[nodiscard]] std::span<const std::uint8_t> truths(ir::ValueId value) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace edict::frame
