// The tables of a worker: for each function of a text (ValueFunctions) its result by the text's code.
//
//   truths    one byte a code: 0 false, 1 true, 2 unsure (the values of Truth)
//   days      a DayRange a code
//   numbers   a NumberRange a code
//   rows      the row of a table that a single key finds, kernel::kNoRow when there is none (FindRow)
//   codes     the code of a cell in the pool of its column (Cell of such a row)
//
// update() brings them up to a batch: it adds the codes that a dictionary got since, and starts again when the
// dictionary was reset. Spans are valid until the next update().
//
// Thread safety: one per worker. Batches come from one BatchStore.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/calendar.h"
#include "base/decimal.h"
#include "compiler/frame/text_pool.h"
#include "compiler/frame/value_functions.h"
#include "runtime/batch/batch.h"
#include "runtime/exec/executable.h"

namespace edict::frame {

class TableTexts;

class ItemTables {
 public:
  ItemTables(const ir::Program& program, const ValueFunctions& functions, const TableTexts& texts,
             RunParameters parameters);
  ~ItemTables();
  ItemTables(const ItemTables&) = delete;
  ItemTables& operator=(const ItemTables&) = delete;

  void update(const Batch& batch);

  // REQUIRES: `value` is a function with a table, of the type asked for.
  [[nodiscard]] std::span<const std::uint8_t> truths(ir::ValueId value) const;
  [[nodiscard]] std::span<const DayRange> days(ir::ValueId value) const;
  [[nodiscard]] std::span<const NumberRange> numbers(ir::ValueId value) const;
  [[nodiscard]] std::span<const std::int32_t> rows(ir::ValueId value) const;
  [[nodiscard]] std::span<const std::uint32_t> codes(ir::ValueId value) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace edict::frame
