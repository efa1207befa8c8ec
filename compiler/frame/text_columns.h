// Everything of a program that needs texts row by row, computed for a batch before the other values: texts moved to the
// space of their use, rows found in tables by several keys and their cells, texts made of several, texts compared with
// each other.
//
//   codes    of a text: a code into pool() for each row. A literal has one code, 0, for all rows.
//   rows     of a FindRow, or one moved: the row of the table, kernel::kNoRow for none
//   truths   one byte a row, as in ItemTables, of the truths that follow from several texts: TextEqual, CodeLess,
//            CodeLessEqual, InTable, NthFound, and RowFound of a row that several keys found or that was moved
//   numbers  of a number that follows from several texts: a range a row
//
// A text made of several gets a code like a value read: what follows from it alone is computed once per distinct text.
// So update() brings up the tables of each text (ItemTables) as soon as the text is there.
//
// So the sweep over truths, dates and numbers, native or not, never touches a text: a value of those types is either a
// function of one text with a table (gathered by codes of its source), or has(), or follows from values that are.
// Spans are valid until the next update().
//
// Thread safety: one per worker. SpaceMap must be updated first.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "compiler/frame/item_tables.h"
#include "compiler/frame/key_search.h"
#include "compiler/frame/space_map.h"
#include "compiler/frame/text_pool.h"
#include "compiler/frame/value_functions.h"

namespace edict::frame {

class TextColumns {
 public:
  TextColumns(const ir::Program& program, const ValueFunctions& functions, const TableTexts& texts,
              const Constants& constants, ItemTables& tables, const SpaceMap& spaces, RunParameters parameters);

  void update(const Batch& batch);

  // True if update() computes the truths or numbers of `value`: the sweep takes them from here.
  [[nodiscard]] bool has(ir::ValueId value) const {
    const Type type = program_[value].type;
    return column_index_[value.index()] != kNoColumn && (type == Type::Truth || type == Type::Number);
  }
  [[nodiscard]] std::span<const std::uint8_t> truths(ir::ValueId value) const;
  [[nodiscard]] std::span<const NumberRange> numbers(ir::ValueId value) const;

  // REQUIRES: a text; if it is a function of another text, one with a table.
  [[nodiscard]] std::span<const std::uint32_t> codes(ir::ValueId text) const { return column(text).codes; }
  [[nodiscard]] TextPool pool(ir::ValueId text) const { return column(text).pool; }
  // Codes and pool together, or the numbers.
  [[nodiscard]] Operand operand(ir::ValueId value) const;

 private:
  static constexpr std::uint32_t kNoColumn = UINT32_MAX;
  struct Column {
    ir::ValueId value;
    Entries entries;                        // by row; unused for the codes of a column of the batch
    std::span<const std::uint32_t> codes;   // of a text: the entries, or the batch's
    TextPool pool;                          // of a text
    std::optional<KeySearch> search;        // of FindRow and InTable
    std::unique_ptr<ValueDictionary> made;  // of a text made of several: its pool
  };

  [[nodiscard]] bool is_function(ir::ValueId value) const;
  [[nodiscard]] bool is_text_or_row(ir::ValueId value) const;
  [[nodiscard]] bool is_computed(ir::ValueId value) const;
  void compute(Column& column, const Batch& batch);
  // REQUIRES: a text that is not made of several.
  [[nodiscard]] TextPool pool_of(ir::ValueId text, const Batch& batch) const;
  void search(const ir::Inst& inst, Column& column);
  // For each row of a moved value, the row it comes from.
  [[nodiscard]] std::span<const std::uint32_t> origins(const ir::Inst& move) const;
  [[nodiscard]] Operands operands(const ir::Inst& inst) const;
  [[nodiscard]] const Column& column(ir::ValueId value) const { return columns_[column_index_[value.index()]]; }
  const ir::Program& program_;
  const ValueFunctions& functions_;
  const TableTexts& texts_;
  const Constants& constants_;
  ItemTables& tables_;
  const SpaceMap& spaces_;
  RunParameters parameters_;
  std::vector<std::uint32_t> column_index_;  // by value id; kNoColumn: not computed here
  std::vector<Column> columns_;              // operands first
};

}  // namespace edict::frame
