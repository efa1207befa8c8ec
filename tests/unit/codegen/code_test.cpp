// Straight-line code through LLVM and back: what a function does to masks and columns.
#include "compiler/codegen/code.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "compiler/codegen/native_library.h"

namespace edict::native {
namespace {

const CodeMaker& maker() {
  static const CodeMaker* maker = code_maker().value();
  return *maker;
}

std::unique_ptr<LoadedCode> compile(const Function& function, const std::string& cpu) {
  const auto object = maker().make_object({&function, 1}, maker().target(cpu).value(), nullptr);
  return maker().link({&*object, 1}, {&function.name, 1}).value();
}

class CodeTest : public testing::TestWithParam<const char*> {};

TEST_P(CodeTest, BranchesAndWritesOutputsFromTheFirstChunkOn) {
  // output 0: slot 1 and not slot 2 where slot 1 has a row in the part at hand, else all rows
  const Function function{.name = "f",
                          .mask_count = 3,
                          .masks = {{MaskOp::Load, 0},
                                    {MaskOp::Load, 1},
                                    {MaskOp::Load, 2},
                                    {MaskOp::IfAny, 1},
                                    {MaskOp::AndNot, 1, 2},
                                    {MaskOp::Output, 4, 0},
                                    {MaskOp::Else},
                                    {MaskOp::Output, 0, 0},
                                    {MaskOp::EndIf}},
                          .rows = {}};
  const auto code = compile(function, GetParam());
  constexpr std::size_t kWords = 3 * kChunkWords;
  alignas(64) std::array<std::uint64_t, 2 * kWords> masks{};
  std::fill_n(masks.begin() + kWords, kChunkWords, 7);  // chunk 1: rows 0, 1, 2 of each word
  for (std::size_t word = 0; word < 2; ++word) {        // chunk 1: words 0 and 1, in one part of the widest registers
    masks[kWords + kChunkWords + word] = 3;
    masks[kWords + 2 * kChunkWords + word] = 1;
  }
  std::array<std::uint64_t, kChunkWords> output{};
  std::uint64_t* outputs[] = {output.data()};
  code->functions()[0](masks.data(), nullptr, outputs, 1, 2);
  EXPECT_EQ(output[0], 2u);
  EXPECT_EQ(output[1], 2u);
  const bool is_one_part = maker().target(GetParam())->vector_bytes == kMaskBytes;
  EXPECT_EQ(output[7], is_one_part ? 0u : 7u);
}

TEST_P(CodeTest, SumsSaturateAtBothEnds) {
  constexpr std::int64_t kHigh = INT64_MAX;
  constexpr std::int64_t kLow = INT64_MIN;
  constexpr std::int64_t kBytes = kChunkRows * sizeof(std::int64_t);
  const Function function{.name = "f",
                          .mask_count = 1,
                          .column_bytes = 4 * kBytes,
                          .masks = {},
                          .rows = {{.op = RowOp::Column64, .number = 0},
                                   {.op = RowOp::Column64, .number = kBytes},
                                   {.op = RowOp::Sum64, .a = 0, .b = 1, .number = kHigh},
                                   {.op = RowOp::Difference64, .a = 0, .b = 1, .number = kLow},
                                   {.op = RowOp::StoreColumn64, .a = 2, .number = 2 * kBytes},
                                   {.op = RowOp::StoreColumn64, .a = 3, .number = 3 * kBytes}}};
  const auto code = compile(function, GetParam());
  alignas(64) std::array<std::uint64_t, kChunkWords> masks{};
  alignas(64) std::array<std::int64_t, 4 * kChunkRows> columns{};
  const std::array<std::array<std::int64_t, 4>, 7> cases{{
      // a, b, a + b, a - b
      {5, 7, 12, -2},
      {-5, 7, 2, -12},
      {kHigh - 1, 1, kHigh, kHigh - 2},
      {kHigh - 1, 5, kHigh, kHigh - 6},
      {kLow + 1, -5, kHigh, kLow + 6},
      {kLow + 2, 5, kLow + 7, kLow},
      {kHigh, 1, kHigh, kLow},
  }};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    columns[i] = cases[i][0];
    columns[kChunkRows + i] = cases[i][1];
  }
  code->functions()[0](masks.data(), reinterpret_cast<std::byte*>(columns.data()), nullptr, 0, 1);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(columns[2 * kChunkRows + i], cases[i][2]) << "sum " << i;
    EXPECT_EQ(columns[3 * kChunkRows + i], cases[i][3]) << "difference " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Processors, CodeTest, testing::Values("", "x86-64-v2", "x86-64-v3"));

TEST(Link, SeesNoSymbolOfTheProcess) {
  std::ifstream file(EDICT_OUTSIDE_OBJECT, std::ios::binary);
  const std::string object((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(object.empty());
  const std::string name = "edict_test_call_outside";
  const auto code = maker().link({&object, 1}, {&name, 1});
  ASSERT_FALSE(code.has_value());
  EXPECT_EQ(code.error().kind, ErrorKind::Engine);
  EXPECT_NE(code.error().message.find("getpid"), std::string::npos) << code.error().message;
}

TEST(Link, ReportsAnObjectThatIsNone) {
  const std::string object = "not an object file";
  const std::string name = "f";
  EXPECT_FALSE(maker().link({&object, 1}, {&name, 1}).has_value());
}

}  // namespace
}  // namespace edict::native
