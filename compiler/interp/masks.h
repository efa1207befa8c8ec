// Truths of many rows as bit masks: 64 rows a word, bits past the last row zero.
//
// A truth has two masks: the rows where it is true, and the rows where it may be true (true or unsure). So strong
// Kleene logic is plain logic on each of them, and a definite truth needs only one mask, which is both.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/decimal.h"
#include "base/truth.h"

namespace edict::masks {

using Word = std::uint64_t;

// The masks of one value. A view.
struct Truths {
  std::span<const Word> is_true;
  std::span<const Word> may_be_true;  // the same as is_true when the value is definite

  [[nodiscard]] Truth at(std::size_t row) const {
    const auto bit = [row](std::span<const Word> mask) { return static_cast<int>(mask[row / 64] >> (row % 64) & 1); };
    return static_cast<Truth>(2 * bit(may_be_true) - bit(is_true));  // without a branch: 0 false, 1 true, 2 unsure
  }
};

// The masks of one value and their memory.
class TruthMasks {
 public:
  // REQUIRES: called before the masks are filled. Their content is undefined after it.
  void resize(std::size_t row_count, bool is_definite);

  [[nodiscard]] std::size_t row_count() const { return row_count_; }
  [[nodiscard]] bool is_definite() const { return is_definite_; }
  [[nodiscard]] std::span<Word> is_true() { return is_true_; }
  [[nodiscard]] std::span<Word> may_be_true() { return is_definite_ ? is_true_ : may_be_true_; }
  [[nodiscard]] Truths view() const { return {is_true_, is_definite_ ? is_true_ : may_be_true_}; }
  // Zeroes the bits past the last row.
  void trim();

 private:
  std::size_t row_count_ = 0;
  bool is_definite_ = true;
  std::vector<Word> is_true_;
  std::vector<Word> may_be_true_;
};

// All rows the same.
void fill(Truth value, TruthMasks& out);
// One byte a row: 0 false, 1 true, 2 unsure. With `codes`, the byte of a row is that of its code.
void pack(std::span<const std::uint8_t> truths, TruthMasks& out);
void pack(std::span<const std::uint8_t> table, std::span<const std::uint32_t> codes, TruthMasks& out);

void and_(Truths a, Truths b, TruthMasks& out);
void or_(Truths a, Truths b, TruthMasks& out);
void implies(Truths a, Truths b, TruthMasks& out);
void not_(Truths a, TruthMasks& out);
void definitely(Truths a, TruthMasks& out);
void possibly(Truths a, TruthMasks& out);

// Each row takes the truth of another one: rows[row].
void take(Truths from, std::span<const std::uint32_t> rows, TruthMasks& out);

// How many of the rows [offsets[r], offsets[r + 1]) are true, asked for each outer row r.
void at_least(Truths from, std::span<const std::uint32_t> offsets, std::uint32_t count, TruthMasks& out);
void at_most(Truths from, std::span<const std::uint32_t> offsets, std::uint32_t count, TruthMasks& out);
void exactly(Truths from, std::span<const std::uint32_t> offsets, std::uint32_t count, TruthMasks& out);
// From how many are true to how many may be.
void count(Truths from, std::span<const std::uint32_t> offsets, std::span<NumberRange> out);

}  // namespace edict::masks
