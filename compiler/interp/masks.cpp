#include "compiler/interp/masks.h"

#include <algorithm>

namespace edict::masks {
namespace {

constexpr Word kLowBits = 0x0101010101010101;

// The lowest bits of eight bytes, as one byte: bit i from byte i.
Word gather_low_bits(Word bytes) { return ((bytes & kLowBits) * 0x0102040810204080) >> 56; }

// Fills the masks from a function of the row; eight rows at a time, a byte each as Truth counts: 0 false, 1 true, 2
// unsure.
template <class TruthOf>
void fill_rows(TruthMasks& out, TruthOf truth_of) {
  const std::span<Word> is_true = out.is_true();
  const std::span<Word> may_be_true = out.may_be_true();
  for (std::size_t word = 0; word < is_true.size(); ++word) {
    const std::size_t first = word * 64;
    const std::size_t last = std::min(first + 64, out.row_count());
    Word sure = 0;
    Word possible = 0;
    for (std::size_t row = first; row < last; row += 8) {
      const std::size_t count = std::min<std::size_t>(last - row, 8);
      Word bytes = 0;
      for (std::size_t i = 0; i < count; ++i) bytes |= static_cast<Word>(truth_of(row + i)) << (8 * i);
      sure |= gather_low_bits(bytes) << (row - first);
      possible |= gather_low_bits(bytes | bytes >> 1) << (row - first);
    }
    may_be_true[word] = possible;
    is_true[word] = sure;
  }
}

template <class Operation>
void combine(std::span<const Word> a, std::span<const Word> b, std::span<Word> out, Operation operation) {
  for (std::size_t word = 0; word < out.size(); ++word) out[word] = operation(a[word], b[word]);
}

// The bits of rows [first, last), as a mask of one word.
Word bits_of(std::uint32_t first, std::uint32_t last) {
  return (last - first == 64 ? ~Word{0} : (Word{1} << (last - first)) - 1) << (first % 64);
}

std::uint32_t count_rows(std::span<const Word> mask, std::uint32_t first, std::uint32_t last) {
  int count = 0;
  while (first < last) {
    const std::uint32_t end = std::min(last, (first / 64 + 1) * 64);
    count += std::popcount(mask[first / 64] & bits_of(first, end));
    first = end;
  }
  return static_cast<std::uint32_t>(count);
}

// Fills the masks from a function of how many rows of a group are true, and how many may be.
template <class TruthOf>
void reduce(Truths from, std::span<const std::uint32_t> offsets, TruthMasks& out, TruthOf truth_of) {
  fill_rows(out, [&](std::size_t group) {
    const std::uint32_t sure = count_rows(from.is_true, offsets[group], offsets[group + 1]);
    if (out.is_definite()) return truth_of(sure, sure);
    return truth_of(sure, count_rows(from.may_be_true, offsets[group], offsets[group + 1]));
  });
}

Truth decided(bool is_true, bool is_false) { return is_true ? Truth::True : is_false ? Truth::False : Truth::Unsure; }

}  // namespace

void TruthMasks::resize(std::size_t row_count, bool is_definite) {
  row_count_ = row_count;
  is_definite_ = is_definite;
  is_true_.resize((row_count + 63) / 64);
  if (!is_definite) may_be_true_.resize(is_true_.size());
}

void TruthMasks::trim() {
  if (row_count_ % 64 == 0) return;
  const Word bits = (Word{1} << (row_count_ % 64)) - 1;
  is_true().back() &= bits;
  may_be_true().back() &= bits;
}

void fill(Truth value, TruthMasks& out) {
  std::ranges::fill(out.is_true(), value == Truth::True ? ~Word{0} : 0);
  if (!out.is_definite()) std::ranges::fill(out.may_be_true(), value == Truth::False ? 0 : ~Word{0});
  out.trim();
}

void pack(std::span<const std::uint8_t> truths, TruthMasks& out) {
  fill_rows(out, [&](std::size_t row) { return truths[row]; });
}

void pack(std::span<const std::uint8_t> table, std::span<const std::uint32_t> codes, TruthMasks& out) {
  fill_rows(out, [&](std::size_t row) { return table[codes[row]]; });
}

void and_(Truths a, Truths b, TruthMasks& out) {
  const auto both = [](Word x, Word y) { return x & y; };
  combine(a.is_true, b.is_true, out.is_true(), both);
  if (!out.is_definite()) combine(a.may_be_true, b.may_be_true, out.may_be_true(), both);
}

void or_(Truths a, Truths b, TruthMasks& out) {
  const auto either = [](Word x, Word y) { return x | y; };
  combine(a.is_true, b.is_true, out.is_true(), either);
  if (!out.is_definite()) combine(a.may_be_true, b.may_be_true, out.may_be_true(), either);
}

void implies(Truths a, Truths b, TruthMasks& out) {
  const auto follows = [](Word x, Word y) { return ~x | y; };
  combine(a.may_be_true, b.is_true, out.is_true(), follows);
  if (!out.is_definite()) combine(a.is_true, b.may_be_true, out.may_be_true(), follows);
  out.trim();
}

void not_(Truths a, TruthMasks& out) {
  std::ranges::transform(a.may_be_true, out.is_true().begin(), [](Word word) { return ~word; });
  if (!out.is_definite()) {
    std::ranges::transform(a.is_true, out.may_be_true().begin(), [](Word word) { return ~word; });
  }
  out.trim();
}

void definitely(Truths a, TruthMasks& out) { std::ranges::copy(a.is_true, out.is_true().begin()); }
void possibly(Truths a, TruthMasks& out) { std::ranges::copy(a.may_be_true, out.is_true().begin()); }

void take(Truths from, std::span<const std::uint32_t> rows, TruthMasks& out) {
  fill_rows(out, [&](std::size_t row) { return from.at(rows[row]); });
}

void at_least(Truths from, std::span<const std::uint32_t> offsets, std::uint32_t count, TruthMasks& out) {
  reduce(from, offsets, out, [=](auto sure, auto most) { return decided(sure >= count, most < count); });
}

void at_most(Truths from, std::span<const std::uint32_t> offsets, std::uint32_t count, TruthMasks& out) {
  reduce(from, offsets, out, [=](auto sure, auto most) { return decided(most <= count, sure > count); });
}

void exactly(Truths from, std::span<const std::uint32_t> offsets, std::uint32_t count, TruthMasks& out) {
  reduce(from, offsets, out,
         [=](auto sure, auto most) { return decided(sure == count && most == count, sure > count || most < count); });
}

void count(Truths from, std::span<const std::uint32_t> offsets, std::span<NumberRange> out) {
  for (std::size_t group = 0; group < out.size(); ++group) {
    const auto rows_of = [&](std::span<const Word> mask) {
      return Decimal::whole(count_rows(mask, offsets[group], offsets[group + 1])).millionths;
    };
    out[group] = {rows_of(from.is_true), rows_of(from.may_be_true)};
  }
}

}  // namespace edict::masks
