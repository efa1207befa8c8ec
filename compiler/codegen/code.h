// Straight-line code over the rows of one space: all that a plan asks of LLVM.
//
// Rows are handled in chunks of 512. The masks and the columns of a space lie chunk by chunk, so that everything a
// function reads and writes stands at a constant offset from two pointers:
//
//   masks     for each chunk `mask_count` slots of 64 bytes, one bit a row; slot 0 has the rows that exist
//   columns   for each chunk `column_bytes` bytes: 32- and 64-bit numbers of its 512 rows, one array after the other
//
// INVARIANT: no mask has a bit for a row that does not exist; bits set by code are always a subset of slot 0.
//
// Code calls nothing: there is no operation that names a symbol.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace edict::native {

inline constexpr std::size_t kChunkRows = 512;
inline constexpr std::size_t kChunkWords = kChunkRows / 64;
inline constexpr std::size_t kMaskBytes = kChunkRows / 8;
inline constexpr std::uint32_t kAllRows = 0;  // the slot of the rows that exist

// The index of an earlier instruction of the same function.
using Node = std::uint32_t;

// A node inside a branch can be used in that branch only.
enum class MaskOp : std::uint8_t {
  Zero,
  Load,    // slot `left`
  And,     // left, right
  Or,      // left, right
  AndNot,  // left and not right
  Store,   // node `left` to slot `right`
  Output,  // node `left` to output `right`
  IfAny,   // runs what follows when node `left` has a bit set in the rows at hand, a part of a chunk …
  Else,    // … and this when not
  EndIf,
};

struct MaskInst {
  MaskOp op = MaskOp::Zero;
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  friend bool operator==(const MaskInst&, const MaskInst&) = default;
};

// Operations on the numbers of 16 rows at a time. Results are 32-bit numbers, 64-bit numbers or bits.
enum class RowOp : std::uint8_t {
  Column32,  // the array at `number` bytes
  Column64,
  Constant32,  // `number`
  Constant64,
  Subtract32,  // a - b, wrapping
  Shift32,     // a >> number, keeping the sign
  Scale,       // a, 32 bits, times `number`, as 64 bits; must not overflow
  Sum64,       // a + b, as kernel::end_of_sum: `number` is the unbounded end
  Difference64,
  Less,  // bits: a < b, numbers of one width
  LessEqual,
  Equal,
  Both,  // bits
  Either,
  Neither,        // not a and not b
  Select64,       // c where the bit a is set, else b
  StoreMask,      // bits a to slot `number`, for the rows that exist
  StoreColumn64,  // a to the array at `number` bytes
};

struct RowInst {
  RowOp op = RowOp::Constant32;
  Node a = 0;
  Node b = 0;
  Node c = 0;
  std::int64_t number = 0;
  friend bool operator==(const RowInst&, const RowInst&) = default;
};

// A function has masks or rows, never both.
struct Function {
  std::string name;
  std::uint32_t mask_count = 1;
  std::uint32_t column_bytes = 0;
  std::vector<MaskInst> masks;
  std::vector<RowInst> rows;
};

// A compiled function: runs the chunks [first, end), at least one. Outputs are written from their beginning: that of
// chunk `first` stands at outputs[k][0].
using CompiledFunction = void (*)(std::uint64_t* masks, std::byte* columns, std::uint64_t* const* outputs,
                                  std::uint64_t first, std::uint64_t end);

}  // namespace edict::native
