// The plan of a program: which functions to generate, and which steps a worker goes through for a batch.
//
// Steps bring what depends on texts and on the tree of records into the masks and columns of the spaces; code does the
// rest. Steps run in order; each reads what earlier ones wrote.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "compiler/codegen/code.h"
#include "compiler/ir/program.h"
#include "runtime/kernels/call.h"

namespace edict::native {

inline constexpr std::uint32_t kNoSlot = UINT32_MAX;

// Where the masks of a truth are: rows where it is true, rows where it is false. Only those that something reads.
struct TruthSlots {
  std::uint32_t is_true = kNoSlot;
  std::uint32_t is_false = kNoSlot;
};

// Masks from the truths of functions of one text. Eight are gathered together, as the bits of a byte by code.
struct GatherTruths {
  struct Side {
    ir::ValueId function;
    bool is_true;
  };
  struct Octet {
    std::uint32_t slot = 0;   // of the first side; eight in a row, the unused ones are empty
    std::vector<Side> sides;  // one to eight, from bit 0
  };
  ir::ValueId source;
  std::vector<Octet> octets;
};

// Dates as numbers whose difference, shifted right, is completed units:
//   Days    the day                            shift 0
//   Months  (year * 12 + month) * 32 + day     shift 5: a month is completed on the same day of the month
//   Years   year * 512 + month * 32 + day      shift 9: a year is completed on the same month and day
// Months and years of a date outside the calendar are DayRange::kFirst and kLast.
enum class DateForm : std::uint8_t { Days, Months, Years };

// Two 32-bit arrays, first and last, one after the other.
struct GatherDates {
  ir::ValueId source;
  ir::ValueId function;
  DateForm form = DateForm::Days;
  std::uint32_t at = 0;
};

// Two 64-bit arrays, low and high.
struct GatherNumbers {
  ir::ValueId source;
  ir::ValueId function;
  std::uint32_t at = 0;
};

// Truths of several texts.
struct SpreadTruths {
  ir::ValueId value;
  TruthSlots to;
};

// Numbers of several texts: two 64-bit arrays.
struct SpreadNumbers {
  ir::ValueId value;
  std::uint32_t at = 0;
};

// Truths moved, reduced, or about the place of a record (ir::Class::Grouped other than InOrder). `from`: of the
// operand.
struct GroupTruths {
  ir::ValueId value;
  TruthSlots from;
  TruthSlots to;
};

// A count of truths (ReduceCount), or one moved: two 64-bit arrays.
struct GroupNumbers {
  ir::ValueId value;
  TruthSlots truths;                // ReduceCount: of the operand
  std::uint32_t numbers = kNoSlot;  // moved: the operand's arrays
  std::uint32_t at = 0;
};

// InOrder. A key or value is a function of a text, a text, a constant or two computed 64-bit arrays.
struct CheckOrder {
  struct Operand {
    ir::ValueId value;
    ir::ValueId source;          // function: its text
    std::uint32_t at = kNoSlot;  // computed or counted: the arrays
    const kernel::Value* constant = nullptr;
  };
  ir::ValueId value;
  TruthSlots filter;
  Operand key;
  Operand ordered;
  TruthSlots to;
};

struct RunFunction {
  std::uint32_t function = 0;
  ir::SpaceId space;
};

using Step = std::variant<GatherTruths, GatherDates, GatherNumbers, SpreadTruths, SpreadNumbers, GroupTruths,
                          GroupNumbers, CheckOrder, RunFunction>;

struct SpaceLayout {
  std::uint32_t mask_count = 1;
  std::uint32_t column_bytes = 0;  // of a chunk
};

struct Plan {
  std::vector<SpaceLayout> spaces;
  std::vector<Function> functions;
  std::vector<Step> steps;
};

// Output k of a require stands at kOutputs * require + k.
enum class OutputKind : std::uint8_t { Fail, Overridden, Unsure, Skipped };
inline constexpr std::uint32_t kOutputs = 4;

}  // namespace edict::native
