#include "compiler/codegen/gather_truths.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

#include "base/truth.h"

namespace edict::native {
namespace {

class GatherTruths : public testing::TestWithParam<InstructionSet> {
 protected:
  void SetUp() override {
    if (GetParam() > instruction_set(64)) GTEST_SKIP() << "this machine lacks the instructions";
  }
};

TEST_P(GatherTruths, SetsTheBitsOfEachRowsCode) {
  std::mt19937 random(1);
  for (const std::size_t table_size : {1u, 60u, 64u, 65u, 128u, 129u, 256u, 257u, 5000u}) {
    std::vector<std::uint8_t> first(std::max(table_size, kSmallTable)), second(first.size());
    for (std::size_t code = 0; code < table_size; ++code) {
      first[code] = static_cast<std::uint8_t>(random());
      second[code] = static_cast<std::uint8_t>(random());
    }
    for (const std::size_t rows : {0u, 1u, 63u, 64u, 65u, 511u, 512u, 513u, 1000u}) {
      std::vector<std::uint32_t> codes(rows);
      for (std::uint32_t& code : codes) code = static_cast<std::uint32_t>(random() % table_size);
      // Slot 0 and two octets, in two chunks.
      constexpr std::size_t kStride = (1 + 8 + 8) * kChunkWords;
      std::vector<std::uint64_t> masks(2 * kStride, 0x5555555555555555);
      for (std::size_t row = 0; row < 2 * kChunkRows; ++row) {
        std::uint64_t& word = masks[row / kChunkRows * kStride + row % kChunkRows / 64];
        word = (word & ~(1ULL << row % 64)) | std::uint64_t{row < rows} << row % 64;
      }
      const std::array<TruthOctet, 2> octets{TruthOctet{first.data(), masks.data() + kChunkWords},
                                             TruthOctet{second.data(), masks.data() + 9 * kChunkWords}};
      gather_truths(codes, table_size, octets, masks.data(), kStride, GetParam());
      const std::size_t filled = (rows + kChunkRows - 1) / kChunkRows * kChunkRows;
      for (std::size_t row = 0; row < filled; ++row) {
        for (std::size_t mask = 0; mask < 16; ++mask) {
          const std::size_t word = row / kChunkRows * kStride + (1 + mask) * kChunkWords + row % kChunkRows / 64;
          const bool expected = row < rows && ((mask < 8 ? first : second)[codes[row]] >> mask % 8 & 1) != 0;
          ASSERT_EQ(masks[word] >> row % 64 & 1, std::uint64_t{expected})
              << table_size << " codes, row " << row << " of " << rows << ", mask " << mask;
        }
      }
    }
  }
}

TEST_P(GatherTruths, SpreadsTruthsRowByRow) {
  std::vector<std::uint8_t> truths(600, static_cast<std::uint8_t>(Truth::Unsure));
  truths[0] = truths[64] = truths[599] = static_cast<std::uint8_t>(Truth::True);
  truths[1] = truths[511] = truths[512] = static_cast<std::uint8_t>(Truth::False);
  std::vector<std::uint64_t> is_true(2 * kChunkWords, 99), is_false(2 * kChunkWords, 99);
  spread_truths(truths, is_true.data(), is_false.data(), kChunkWords, GetParam());
  std::vector<std::uint64_t> expected_true(2 * kChunkWords), expected_false(2 * kChunkWords);
  expected_true[0] = expected_true[1] = 1;
  expected_true[9] = 1ULL << (599 % 64);
  expected_false[0] = 2;
  expected_false[7] = 1ULL << 63;
  expected_false[8] = 1;
  EXPECT_EQ(is_true, expected_true);
  EXPECT_EQ(is_false, expected_false);
}

INSTANTIATE_TEST_SUITE_P(InstructionSets, GatherTruths,
                         testing::Values(InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512));

}  // namespace
}  // namespace edict::native
