#include "compiler/codegen/gather_truths.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "base/truth.h"

namespace edict::native {
namespace {

constexpr std::size_t kMasks = 8;

using Chunk = std::array<std::uint8_t, kChunkRows>;

// Bit k of each byte to mask k, for one chunk of rows: 64 bytes give a word of each mask.

#if defined(__x86_64__)

// The upper bits of 16 bytes are one instruction away; doubling the bytes brings up the next bit.
void spread(const std::uint8_t* bytes, std::uint64_t* masks) {
  for (std::size_t word = 0; word < kChunkWords; ++word) {
    __m128i parts[4];
    for (std::size_t i = 0; i < std::size(parts); ++i)
      parts[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + word * 64 + i * 16));
    for (std::size_t mask = kMasks; mask-- > 0;) {
      std::uint64_t bits = 0;
      for (std::size_t i = 0; i < std::size(parts); ++i) {
        bits |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(parts[i]))} << (i * 16);
        parts[i] = _mm_add_epi8(parts[i], parts[i]);
      }
      masks[mask * kChunkWords + word] = bits;
    }
  }
}

__attribute__((target("avx2"))) void spread_avx2(const std::uint8_t* bytes, std::uint64_t* masks) {
  for (std::size_t word = 0; word < kChunkWords; ++word) {
    __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + word * 64));
    __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + word * 64 + 32));
    for (std::size_t mask = kMasks; mask-- > 0;) {
      const auto low_bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
      const auto high_bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(high));
      masks[mask * kChunkWords + word] = low_bits | std::uint64_t{high_bits} << 32;
      low = _mm256_add_epi8(low, low);
      high = _mm256_add_epi8(high, high);
    }
  }
}

#define EDICT_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi")))

// The codes of 64 rows as bytes. REQUIRES: codes below 256.
EDICT_AVX512 __m512i narrow(const std::uint32_t* codes) {
  const auto part = [&](std::size_t i)
                        EDICT_AVX512 { return _mm512_maskz_cvtepi32_epi8(0xFFFF, _mm512_loadu_si512(codes + i * 16)); };
  __m512i bytes = _mm512_zextsi128_si512(part(0));
  bytes = _mm512_inserti32x4(bytes, part(1), 1);
  bytes = _mm512_inserti32x4(bytes, part(2), 2);
  return _mm512_inserti32x4(bytes, part(3), 3);
}

// Looks 64 codes up in a table of 64, 128 or 256 bytes held in registers.
EDICT_AVX512 __m512i look_up(__m512i codes, const std::uint8_t* table, std::size_t table_size) {
  const __m512i first = _mm512_loadu_si512(table);
  if (table_size <= 64) return _mm512_maskz_permutexvar_epi8(~__mmask64{0}, codes, first);
  const __m512i low = _mm512_permutex2var_epi8(first, codes, _mm512_loadu_si512(table + 64));
  if (table_size <= 128) return low;
  const __m512i high =
      _mm512_permutex2var_epi8(_mm512_loadu_si512(table + 128), codes, _mm512_loadu_si512(table + 192));
  return _mm512_mask_blend_epi8(_mm512_movepi8_mask(codes), low, high);
}

EDICT_AVX512 void spread_word(__m512i bytes, std::uint64_t* masks) {
  for (std::size_t mask = 0; mask < kMasks; ++mask)
    masks[mask * kChunkWords] = _mm512_test_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(1 << mask)));
}

EDICT_AVX512 void gather_small_avx512(const std::uint32_t* codes, std::size_t table_size,
                                      std::span<const TruthOctet> octets, std::size_t chunk_offset) {
  for (std::size_t word = 0; word < kChunkWords; ++word) {
    const __m512i narrow_codes = narrow(codes + word * 64);
    for (const TruthOctet& octet : octets)
      spread_word(look_up(narrow_codes, octet.table, table_size), octet.masks + chunk_offset + word);
  }
}

EDICT_AVX512 void spread_avx512(const std::uint8_t* bytes, std::uint64_t* masks) {
  for (std::size_t word = 0; word < kChunkWords; ++word)
    spread_word(_mm512_loadu_si512(bytes + word * 64), masks + word);
}

#else

// Eight bytes are a matrix of 8 x 8 bits; turned about its diagonal (Warren, Hacker's Delight, 7-3) its byte k has the
// eight rows' bits of mask k.
void spread(const std::uint8_t* bytes, std::uint64_t* masks) {
  static_assert(std::endian::native == std::endian::little);
  std::fill_n(masks, kMasks * kChunkWords, 0);
  for (std::size_t row = 0; row < kChunkRows; row += 8) {
    std::uint64_t x;
    std::memcpy(&x, bytes + row, sizeof(x));
    std::uint64_t t = (x ^ (x >> 7)) & 0x00AA00AA00AA00AA;
    x ^= t ^ (t << 7);
    t = (x ^ (x >> 14)) & 0x0000CCCC0000CCCC;
    x ^= t ^ (t << 14);
    t = (x ^ (x >> 28)) & 0x00000000F0F0F0F0;
    x ^= t ^ (t << 28);
    for (std::size_t mask = 0; mask < kMasks; ++mask)
      masks[mask * kChunkWords + row / 64] |= (x >> (mask * 8) & 0xFF) << (row % 64);
  }
}

#endif

void spread_with(InstructionSet set, const std::uint8_t* bytes, std::uint64_t* masks) {
#if defined(__x86_64__)
  if (set == InstructionSet::Avx512) return spread_avx512(bytes, masks);
  if (set == InstructionSet::Avx2) return spread_avx2(bytes, masks);
#endif
  static_cast<void>(set);
  spread(bytes, masks);
}

void gather_chunk(const std::uint32_t* codes, std::size_t table_size, std::span<const TruthOctet> octets,
                  std::size_t chunk_offset, InstructionSet set) {
#if defined(__x86_64__)
  if (set == InstructionSet::Avx512 && table_size <= kSmallTable)
    return gather_small_avx512(codes, table_size, octets, chunk_offset);
#endif
  static_cast<void>(table_size);
  Chunk bytes;
  for (const TruthOctet& octet : octets) {
    for (std::size_t row = 0; row < kChunkRows; ++row) bytes[row] = octet.table[codes[row]];
    spread_with(set, bytes.data(), octet.masks + chunk_offset);
  }
}

// Takes out the rows that do not exist.
void keep_rows(std::uint64_t* masks, const std::uint64_t* all) {
  for (std::size_t mask = 0; mask < kMasks; ++mask) {
    for (std::size_t word = 0; word < kChunkWords; ++word) masks[mask * kChunkWords + word] &= all[word];
  }
}

}  // namespace

InstructionSet instruction_set(unsigned vector_bytes) {
#if defined(__x86_64__)
  if (vector_bytes >= 64 && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl"))
    return InstructionSet::Avx512;
  if (vector_bytes >= 32 && __builtin_cpu_supports("avx2")) return InstructionSet::Avx2;
#endif
  static_cast<void>(vector_bytes);
  return InstructionSet::Baseline;
}

void gather_truths(std::span<const std::uint32_t> codes, std::size_t table_size, std::span<const TruthOctet> octets,
                   const std::uint64_t* all, std::size_t stride, InstructionSet set) {
  const std::size_t whole = codes.size() / kChunkRows;
  for (std::size_t chunk = 0; chunk < whole; ++chunk)
    gather_chunk(codes.data() + chunk * kChunkRows, table_size, octets, chunk * stride, set);
  const std::size_t rest = codes.size() % kChunkRows;
  if (rest == 0) return;
  std::array<std::uint32_t, kChunkRows> last{};
  std::copy_n(codes.data() + whole * kChunkRows, rest, last.begin());
  gather_chunk(last.data(), table_size, octets, whole * stride, set);
  for (const TruthOctet& octet : octets) keep_rows(octet.masks + whole * stride, all + whole * stride);
}

void spread_truths(std::span<const std::uint8_t> truths, std::uint64_t* is_true, std::uint64_t* is_false,
                   std::size_t stride, InstructionSet set) {
  Chunk bytes;
  std::array<std::uint64_t, kMasks * kChunkWords> masks;
  for (std::size_t begin = 0; begin < truths.size(); begin += kChunkRows) {
    const std::size_t count = std::min(kChunkRows, truths.size() - begin);
    for (std::size_t row = 0; row < count; ++row) {
      const auto truth = static_cast<Truth>(truths[begin + row]);
      bytes[row] = static_cast<std::uint8_t>((truth == Truth::True ? 1 : 0) | (truth == Truth::False ? 2 : 0));
    }
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(count), bytes.end(), std::uint8_t{0});
    spread_with(set, bytes.data(), masks.data());
    const std::size_t chunk = begin / kChunkRows * stride;
    if (is_true != nullptr) std::copy_n(masks.data(), kChunkWords, is_true + chunk);
    if (is_false != nullptr) std::copy_n(masks.data() + kChunkWords, kChunkWords, is_false + chunk);
  }
}

}  // namespace edict::native
