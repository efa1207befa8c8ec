// Operations lifted to arrays: what gives each row an answer from the operands of that row alone, on entries that lie
// side by side. The entries may be those of rows or those of the codes of a dictionary.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/truth.h"
#include "compiler/frame/text_pool.h"
#include "compiler/ir/program.h"
#include "runtime/exec/executable.h"
#include "runtime/kernels/call.h"

namespace edict::frame {

class TableTexts;

// The entries of one value, in a vector of its kind: truths, dates, numbers, rows of a table (FindRow), codes of texts.
using Entries = std::variant<std::vector<Truth>, std::vector<DayRange>, std::vector<NumberRange>,
                             std::vector<std::int32_t>, std::vector<std::uint32_t>>;
Entries entries_for(const ir::Program& program, ir::ValueId value);  // empty, of the value's kind
void resize(Entries& entries, std::size_t size);
// Truths as bytes: 0 false, 1 true, 2 unsure.
inline std::span<const std::uint8_t> as_bytes(std::span<const Truth> truths) {
  return {reinterpret_cast<const std::uint8_t*>(truths.data()), truths.size()};
}

// The entries of one operand: one for each result, or the same one for all. A view.
struct Operand {
  const void* entries = nullptr;
  std::size_t step = 1;  // 0: the same entry for all
  TextPool pool;         // of texts

  template <class Entry>
  [[nodiscard]] const Entry& at(std::size_t i) const {
    return static_cast<const Entry*>(entries)[i * step];
  }
  [[nodiscard]] kernel::Text text(std::size_t i) const { return pool[at<std::uint32_t>(i)]; }
};
using Operands = boost::container::small_vector<Operand, 2>;
Operand operand_of(const Entries& entries, std::size_t first = 0, TextPool pool = {});
Operand operand_of(const kernel::Value& constant);

// Fills the results with entries of `from`, one for each row: that at rows[row].
void take(const Operand& from, std::span<const std::uint32_t> rows, Entries& results);

// What some builtins need beside their operands.
kernel::CallFacts facts_of(const ir::Program& program, const ir::Inst& inst, RunParameters parameters);

// Fills the results from index `first` to the end; the operands' entry 0 belongs to result `first`.
// REQUIRES: `inst` is a Builtin, InTable, FindRow, RowFound, NthFound or Cell; operands and results are of its kinds.
// `made` is there if it is a builtin that makes texts: they go into it, and results are its codes.
void lift(const ir::Program& program, const TableTexts& texts, RunParameters parameters, const ir::Inst& inst,
          std::span<const Operand> operands, Entries& results, std::size_t first = 0, ValueDictionary* made = nullptr);

// True for a builtin whose result is a text.
bool makes_texts(const ir::Inst& inst);

}  // namespace edict::frame
