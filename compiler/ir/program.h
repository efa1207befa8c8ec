// IR: the single definition of what a rule program computes, shared by interpreter and native code.
//
// Straight-line SSA over columns. Every value has a type and a space (whose rows it has one entry for); truths are two
// masks, or one where `is_definite`. There are no branches: guards are masks. The tree of records appears only as the
// space of a value and the operations that move values between spaces.
//
// Spaces. Space 0 is the topmost level (file), and each level below has its natural space. A quantifier nested in
// another record's scope makes a product space: for each row of its outer space, all rows of its level under the same
// parent record (the tumors of the same patient), contiguous and in order. Where the outer row's record is itself an
// ancestor, it is all rows of the level below that record.
//
// INVARIANT: operands precede their user, so one forward sweep evaluates a program.
// Prints and parses as text (print.h): passes are tested text in, text out.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/id.h"
#include "dsl/builtins/builtin.h"
#include "dsl/sema/hir.h"

namespace edict::ir {

struct ValueTag;
using ValueId = Id<ValueTag>;
struct SpaceTag;
using SpaceId = Id<SpaceTag>;

struct Space {
  LevelId level;  // what one row is a record of
  SpaceId outer;  // natural: the space of the level above (invalid at the top); product: the space it multiplies
  bool is_natural = true;
};

// Operations beside the builtins.
enum class Op : std::uint8_t {
  Builtin,    // builtin(arguments), row by row
  Item,       // the column of an item, in the natural space of its level; Text
  TextValue,  // constants, in space 0
  DateValue,
  NumberValue,
  TruthValue,
  Broadcast,      // from an outer space (any ancestor of this one) to each of its rows
  Element,        // from the natural space of this product space's level to the record each row stands for
  ReduceSome,     // from a space to its outer one: true if true for some row, false if false for all
  ReduceExactly,  // … the number of true rows is `count`
  ReduceAtLeast,
  ReduceAtMost,
  ReduceCount,  // … a number: from how many rows are true to how many may be
  IsSelf,    // in a product space over the same level: the row's record is that of its outer row; definite
  IsLater,   // in such a space: the row's record stands after that of its outer row in the file; definite
  InOrder,   // arguments filter, key, value; from a space to its outer one: hir::ExprKind::InOrder
  InTable,   // some row of the table matches the argument texts; definite without a period
  FindRow,   // the row number `count` (from 0) that is meant, as a number: its index; -1 when none; definite
  Cell,      // column `count` of the row FindRow gave, blank for -1; Text
  RowFound,  // FindRow gave a row; definite
  NthFound,  // in a table with a period: whether row number `count` is found for certain (hir::ExprKind::RowFound)
};

struct Inst {
  Op op = Op::Builtin;
  Builtin builtin = Builtin::IsBlank;
  Type type = Type::Truth;
  bool is_definite = false;  // a truth never unsure, a date or number known exactly; see is_exact()
  bool is_strict = false;    // InOrder
  SpaceId space{};
  boost::container::small_vector<ValueId, 2> arguments{};
  ItemId item{};                  // Item; what a builtin needs of an item's facts comes from text_item()
  hir::CodeSetId code_set{};      // InCodes
  hir::NumberSetId number_set{};  // NumberIn
  hir::PatternId pattern{};       // Matches
  hir::TableId table{};           // InTable, FindRow, NthFound, Cell
  // Reduce…; Cell: the column; FindRow, NthFound: which row; Builtin: what BuiltinInfo::takes_count asks for
  std::uint32_t count = 0;
  std::string text{};             // TextValue
  DayRange days{};                // DateValue
  NumberRange number{};           // NumberValue
  bool truth_value = false;       // TruthValue

  friend bool operator==(const Inst&, const Inst&) = default;
};

// One require of one selected edit. The outcome of a row follows from three truths in the natural space of its level:
//   guard false: skipped; guard unsure: pass if the condition is true, else unsure;
//   guard true: pass if the condition is true, unsure if it is unsure;
//     if it is false: overridden where `override` is true, unsure where it is unsure, else fail.
struct RequireOutput {
  std::uint32_t edit = 0;     // index into hir::Module::edits
  std::uint32_t require = 0;  // index into Edit::requires_
  SpaceId space{};
  ValueId guard{};
  ValueId condition{};
  ValueId override_set{};     // invalid: cannot be overridden
  bool fails_to_run = false;  // hir::Require::is_row_check
};

struct Program {
  std::shared_ptr<const hir::Module> module;  // dictionary, code sets, tables it refers to
  std::vector<Space> spaces;
  std::vector<Inst> values;
  std::vector<RequireOutput> outputs;

  const Inst& operator[](ValueId id) const { return values[id.index()]; }
  const Space& operator[](SpaceId id) const { return spaces[id.index()]; }
};

std::string_view name_of(Op op);  // "reduce_some"

// The items that the program reads, in dictionary order.
std::vector<ItemId> items_read(const Program& program);

// True for Broadcast and Element: the value is that of the operand, in another space.
inline bool is_move(const Inst& inst) { return inst.op == Op::Broadcast || inst.op == Op::Element; }

// The instruction that a value comes from, through Broadcast and Element.
const Inst& origin_of(const Program& program, ValueId value);

// The item that a text comes from, through Broadcast and Element: its kind and special codes decide what the text is
// worth as a date or number. Invalid for a constant or a table's cell.
ItemId text_item(const Program& program, ValueId text);

// True for FindRow and its result moved: a number only in name, which Cell and RowFound alone may use.
bool is_row(const Program& program, ValueId value);

// True for the literals, and for literals moved to another space.
bool is_constant(const Program& program, ValueId value);

// What the operands of an instruction say about its result: its type, and whether it is known exactly, never unsure.
Type result_type(const Program& program, const Inst& inst);
bool is_exact(const Program& program, const Inst& inst);

}  // namespace edict::ir
