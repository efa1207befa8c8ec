// Native code and interpreter agree on programs and data made up at random.
#include <gtest/gtest.h>

#include <array>

#include "compiler/codegen/native.h"
#include "compiler/interp/interpret.h"
#include "compiler/ir/print.h"
#include "tests/support/random_program.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

constexpr RunParameters kRun{.as_of = day_from_civil({2020, 6, 15})};

// The first difference in words, or empty.
std::string difference(const OutcomeMasks& expected, const OutcomeMasks& found) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i].fail != found[i].fail) return "fail of require " + std::to_string(i);
    if (expected[i].overridden != found[i].overridden) return "overridden of require " + std::to_string(i);
    if (expected[i].unsure != found[i].unsure) return "unsure of require " + std::to_string(i);
    if (expected[i].skipped != found[i].skipped) return "skipped of require " + std::to_string(i);
  }
  return expected.size() == found.size() ? "" : "number of requires";
}

class Agreement : public testing::TestWithParam<const char*> {};

TEST_P(Agreement, OfNativeCodeAndInterpreterOnRandomPrograms) {
  NativeOptions options;
  options.cpu = GetParam();
  options.group_size = 3;
  constexpr std::array<std::uint32_t, 8> kTumors{0, 1, 63, 64, 65, 512, 513, 1000};
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const ir::Program program = test::random_program(seed);
    ASSERT_EQ(ir::verify(program), "");
    const auto native = compile_native(program, kRun, options);
    ASSERT_TRUE(native.has_value()) << native.error().message;
    const auto evaluator = (*native)->make_evaluator();
    const auto interpreted = interpret(program, kRun);
    const auto interpreter = interpreted->make_evaluator();
    BatchStore store(test::sample_schema());
    // Small and large batches in turn, so that tables and buffers are used again.
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint32_t tumors = kTumors[(seed + i) % kTumors.size()];
      Batch& batch = store.next_batch();
      test::fill(batch, test::random_rows(seed * 7 + static_cast<std::uint32_t>(i), tumors));
      OutcomeMasks expected, found;
      interpreter->evaluate(batch, expected);
      evaluator->evaluate(batch, found);
      ASSERT_EQ(difference(expected, found), "") << "seed " << seed << ", " << tumors << " tumors\n"
                                                 << ir::print(program);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Processors, Agreement, testing::Values("", "x86-64-v2", "x86-64-v3"));

}  // namespace
}  // namespace edict
