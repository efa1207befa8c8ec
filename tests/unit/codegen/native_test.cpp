// The door of native code: errors, what it writes, and how its memory is protected.
#include "compiler/codegen/native.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "compiler/ir/print.h"
#include "tests/support/random_program.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

ir::Program small_program() {
  auto program = ir::parse_program(R"(space s0 file
space s1 patient in s0
space s2 tumor in s1
%yes = truth_value true : truth! @s0
%always = broadcast %yes : truth! @s2
%site = item site : text @s2
%breast = in_codes %site [C500-C509] : truth! @s2
require T1.1 @s2 guard %always condition %breast
)",
                                   test::sample_module());
  EXPECT_TRUE(program.has_value()) << program.error().message;
  return std::move(*program);
}

TEST(Native, NamesItself) {
  const auto native = compile_native(small_program(), {}, {});
  ASSERT_TRUE(native.has_value()) << native.error().message;
  EXPECT_EQ((*native)->engine_name(), "native");
}

TEST(Native, RefusesAProcessorThatLlvmDoesNotKnow) {
  const auto native = compile_native(small_program(), {}, {.cpu = "z80", .dump_llvm_to = {}, .stop = {}});
  ASSERT_FALSE(native.has_value());
  EXPECT_EQ(native.error().kind, ErrorKind::Engine);
  EXPECT_EQ(native.error().message, "unknown processor `z80`");
}

TEST(Native, StopsWhenAskedTo) {
  std::stop_source stop;
  stop.request_stop();
  const auto native = compile_native(small_program(), {}, {.cpu = {}, .dump_llvm_to = {}, .stop = stop.get_token()});
  ASSERT_FALSE(native.has_value());
  EXPECT_EQ(native.error().message, "compilation was stopped");
}

TEST(Native, WritesTheTextOfItsModules) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "edict_llvm_text";
  std::filesystem::create_directories(folder);
  const auto native = compile_native(small_program(), {}, {.cpu = {}, .dump_llvm_to = folder.string(), .stop = {}});
  ASSERT_TRUE(native.has_value()) << native.error().message;
  std::ifstream file(folder / "f0.ll");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_NE(text.find("define void @f0"), std::string::npos);
  std::filesystem::remove_all(folder);

  const auto nowhere = compile_native(small_program(), {}, {.cpu = {}, .dump_llvm_to = folder.string(), .stop = {}});
  ASSERT_FALSE(nowhere.has_value());
  EXPECT_EQ(nowhere.error().kind, ErrorKind::Unwritable);
}

TEST(Native, EvaluatorsOutliveTheExecutable) {
  auto native = compile_native(small_program(), {}, {});
  ASSERT_TRUE(native.has_value()) << native.error().message;
  const auto evaluator = (*native)->make_evaluator();
  native->reset();
  BatchStore store(test::sample_schema());
  Batch& batch = store.next_batch();
  test::fill(batch, "patient\ntumor site=C509\ntumor site=C619");
  OutcomeMasks masks;
  evaluator->evaluate(batch, masks);
  EXPECT_EQ(masks[0].fail, std::vector<std::uint64_t>{0b10});
}

bool has_writable_code() {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.find(" rwx") != std::string::npos) return true;
  }
  return false;
}

TEST(Native, HasNoMemoryThatIsWritableAndExecutable) {
  if (!std::filesystem::exists("/proc/self/maps")) GTEST_SKIP() << "no /proc/self/maps here";
  std::atomic<bool> is_seen = false;
  {
    std::jthread watch([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) is_seen = is_seen || has_writable_code();
    });
    for (std::uint32_t seed = 0; seed < 5; ++seed) {
      const auto native =
          compile_native(test::random_program(seed), {}, {.threads = 2, .cpu = {}, .dump_llvm_to = {}, .stop = {}});
      ASSERT_TRUE(native.has_value()) << native.error().message;
      BatchStore store(test::sample_schema());
      Batch& batch = store.next_batch();
      test::fill(batch, test::random_rows(seed, 100));
      OutcomeMasks masks;
      (*native)->make_evaluator()->evaluate(batch, masks);
      is_seen = is_seen || has_writable_code();
    }
  }
  EXPECT_FALSE(is_seen);
}

}  // namespace
}  // namespace edict
