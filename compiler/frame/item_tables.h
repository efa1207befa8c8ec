// The tables of a worker: for each function of a text (ValueFunctions) its result by the text's code.
//
//   truths    one byte a code: 0 false, 1 true, 2 unsure (the values of Truth)
//   days      a DayRange a code
//   numbers   a NumberRange a code
//   rows      the row of a table that a single key finds, kernel::kNoRow when there is none (FindRow)
//   codes     the code of a cell in the pool of its column (Cell of such a row), or of the text that a builtin made of
//             the text in the pool of what it made
//
// update() brings those of one text up to its pool: it adds the codes that the pool got since, and starts again when
// its dictionary was reset. Spans are valid until the next update().
//
// Thread safety: one per worker. Batches come from one BatchStore.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/truth.h"
#include "compiler/frame/constants.h"
#include "compiler/frame/lift.h"
#include "compiler/frame/table_texts.h"
#include "compiler/frame/text_pool.h"
#include "compiler/frame/value_functions.h"
#include "runtime/exec/executable.h"

namespace edict::frame {

class ItemTables {
 public:
  ItemTables(const ir::Program& program, const ValueFunctions& functions, const TableTexts& texts,
             const Constants& constants, RunParameters parameters);

  // REQUIRES: `source` is one, and not a function of another text.
  void update(ir::ValueId source, const TextPool& pool);

  // REQUIRES: `value` is a function with a table, of the type asked for.
  [[nodiscard]] std::span<const std::uint8_t> truths(ir::ValueId value) const;
  [[nodiscard]] std::span<const DayRange> days(ir::ValueId value) const { return table<DayRange>(value); }
  [[nodiscard]] std::span<const NumberRange> numbers(ir::ValueId value) const { return table<NumberRange>(value); }
  [[nodiscard]] std::span<const std::int32_t> rows(ir::ValueId value) const { return table<std::int32_t>(value); }
  [[nodiscard]] std::span<const std::uint32_t> codes(ir::ValueId value) const { return table<std::uint32_t>(value); }
  // The same, of any type.
  [[nodiscard]] Operand operand(ir::ValueId value) const { return operand_of(entries(value)); }
  // Of a text that is a function of another.
  [[nodiscard]] TextPool pool(ir::ValueId value) const;

 private:
  struct Source {
    ir::ValueId text;
    TextPool pool;
    const ValueDictionary* dictionary = nullptr;  // whose codes the tables are for; null for cells
    std::uint32_t generation = 0;
    std::uint32_t size = 0;              // how many codes the tables hold
    std::vector<ir::ValueId> functions;  // operands first
  };

  template <class Entry>
  [[nodiscard]] std::span<const Entry> table(ir::ValueId value) const {
    return std::get<std::vector<Entry>>(entries(value));
  }
  [[nodiscard]] const Entries& entries(ir::ValueId value) const { return tables_[table_index_[value.index()]]; }
  void restart(Source& source);
  void extend(const Source& source, ir::ValueId function);
  [[nodiscard]] Operand operand(const Source& source, ir::ValueId value) const;

  const ir::Program& program_;
  const ValueFunctions& functions_;
  const TableTexts& texts_;
  const Constants& constants_;
  RunParameters parameters_;
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> table_index_;              // by value id
  std::vector<Entries> tables_;                         // of functions, by code
  std::vector<std::unique_ptr<ValueDictionary>> made_;  // the pools of functions that make texts; beside tables_
  std::vector<std::uint32_t> source_index_;             // by value id; kNone: has no functions
  std::vector<Source> sources_;
  Entries codes_;  // 0, 1, 2, … of any text
};

}  // namespace edict::frame
