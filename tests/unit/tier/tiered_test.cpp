#include "compiler/tier/tiered.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "compiler/interp/interpret.h"
#include "tests/support/random_program.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

using State = TieredExecutable::State;

constexpr std::uint32_t kSeed = 3;

// A worker: its batches and its evaluator.
class Worker {
 public:
  explicit Worker(const Executable& executable) : evaluator_(executable.make_evaluator()) {}

  OutcomeMasks evaluate(std::uint32_t seed) {
    Batch& batch = store_.next_batch();
    test::fill(batch, test::random_rows(seed, 100));
    OutcomeMasks masks;
    evaluator_->evaluate(batch, masks);
    return masks;
  }

 private:
  BatchStore store_{test::sample_schema()};
  std::unique_ptr<Evaluator> evaluator_;
};

void wait_for_end(const TieredExecutable& tiered) {
  for (int i = 0; i < 6000 && (tiered.state() == State::Waiting || tiered.state() == State::Compiling); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

bool are_equal(const OutcomeMasks& a, const OutcomeMasks& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].fail != b[i].fail || a[i].unsure != b[i].unsure || a[i].overridden != b[i].overridden ||
        a[i].skipped != b[i].skipped)
      return false;
  }
  return a.size() == b.size();
}

TEST(Tiered, DoesNotCompileForOneBatch) {
  const auto tiered = make_tiered(test::random_program(kSeed), {}, {});
  Worker worker(*tiered);
  worker.evaluate(0);
  EXPECT_EQ(tiered->state(), State::Waiting);
  EXPECT_EQ(tiered->engine_name(), "auto");
}

TEST(Tiered, GivesTheSameOutcomesBeforeAndAfterTheChange) {
  const auto interpreter = interpret(test::random_program(kSeed), {});
  const auto tiered = make_tiered(test::random_program(kSeed), {}, {});
  Worker expected(*interpreter), worker(*tiered), other(*tiered);
  for (std::uint32_t seed = 0; seed < 3; ++seed) EXPECT_TRUE(are_equal(expected.evaluate(seed), worker.evaluate(seed)));
  wait_for_end(*tiered);
  ASSERT_EQ(tiered->state(), State::Native);
  for (std::uint32_t seed = 3; seed < 6; ++seed) {
    const OutcomeMasks masks = expected.evaluate(seed);
    EXPECT_TRUE(are_equal(masks, worker.evaluate(seed)));
    EXPECT_TRUE(are_equal(masks, other.evaluate(seed)));
  }
}

TEST(Tiered, GoesOnInterpretedAndTellsWhyWhenCompilationFails) {
  const auto interpreter = interpret(test::random_program(kSeed), {});
  const auto tiered = make_tiered(test::random_program(kSeed), {}, {.cpu = "z80", .dump_llvm_to = {}, .stop = {}});
  Worker expected(*interpreter), worker(*tiered);
  worker.evaluate(0);
  EXPECT_EQ(tiered->compile_error(), std::nullopt);
  worker.evaluate(1);
  wait_for_end(*tiered);
  ASSERT_EQ(tiered->state(), State::Failed);
  EXPECT_EQ(tiered->compile_error()->message, "unknown processor `z80`");
  EXPECT_TRUE(are_equal(expected.evaluate(2), worker.evaluate(2)));
}

TEST(Tiered, EndsDuringTheCompilation) {
  for (std::uint32_t seed = 0; seed < 5; ++seed) {
    auto tiered = make_tiered(test::random_program(seed), {}, {});
    auto worker = std::make_unique<Worker>(*tiered);
    worker->evaluate(0);
    worker->evaluate(1);
    tiered.reset();
    worker->evaluate(2);
  }
}

}  // namespace
}  // namespace edict
