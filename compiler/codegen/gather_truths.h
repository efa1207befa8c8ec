// Truths by code to masks by row: the inner loop under every condition on one item.
//
// Each octet has a table with a byte a code; bit k of the byte of a row's code becomes the row's bit in mask k.
// The same function in several instruction sets gives the same bits.
//
// Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <span>

#include "compiler/codegen/code.h"

namespace edict::native {

enum class InstructionSet : std::uint8_t { Baseline, Avx2, Avx512 };

// The best of this machine with vectors of at most `vector_bytes`.
InstructionSet instruction_set(unsigned vector_bytes);

// Tables of up to this many codes are padded to it: they fit into registers.
inline constexpr std::size_t kSmallTable = 256;

struct TruthOctet {
  const std::uint8_t* table;  // by code
  std::uint64_t* masks;       // the first of eight slots, in chunk 0
};

// `all` is slot 0 in chunk 0; chunks are `stride` words apart. `table_size` counts codes, without padding.
void gather_truths(std::span<const std::uint32_t> codes, std::size_t table_size, std::span<const TruthOctet> octets,
                   const std::uint64_t* all, std::size_t stride, InstructionSet set);

// Truths row by row, the values of Truth, to masks in chunk 0; a null mask is not wanted.
void spread_truths(std::span<const std::uint8_t> truths, std::uint64_t* is_true, std::uint64_t* is_false,
                   std::size_t stride, InstructionSet set);

}  // namespace edict::native
