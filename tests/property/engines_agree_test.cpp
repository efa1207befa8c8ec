// The reference evaluator judges the engines: on random rules and records all outcomes are the same, interpreted with
// any passes on, and native.
#include <gtest/gtest.h>

#include "compiler/codegen/native.h"
#include "compiler/interp/interpret.h"
#include "compiler/ir/print.h"
#include "compiler/lower/lower.h"
#include "compiler/opt/optimise.h"
#include "compiler/reference/reference.h"
#include "tests/support/random_rules.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

constexpr std::array<std::uint32_t, 3> kEdits = {1, 2, 3};
constexpr OptimiserOptions kNoPasses{
    .fold_constants = false, .simplify_truth = false, .share_subexpressions = false, .drop_unused = false};

// The passes to try: none, each alone, all.
std::vector<OptimiserOptions> pass_choices() {
  std::vector<OptimiserOptions> choices(6, kNoPasses);
  choices[1].fold_constants = true;
  choices[2].simplify_truth = true;
  choices[3].share_subexpressions = true;
  choices[4].drop_unused = true;
  choices[5] = OptimiserOptions{};
  return choices;
}

std::string outcomes(Evaluator& evaluator, const Batch& batch, const hir::Module& module) {
  OutcomeMasks masks;
  evaluator.evaluate(batch, masks);
  std::string text;
  std::size_t require = 0;
  for (std::uint32_t edit : kEdits) {
    for (std::size_t branch = 0; branch < module.edits[edit].requires_.size(); ++branch, ++require) {
      text += module.edits[edit].id + "." + std::to_string(branch + 1) + ":";
      for (std::uint32_t row = 0; row < batch.rows(module.edits[edit].level).row_count; ++row) {
        text += ' ';
        text += name_of(masks.outcome(require, row));
      }
      text += '\n';
    }
  }
  return text;
}

class EnginesAgree : public testing::TestWithParam<std::uint32_t> {};

TEST_P(EnginesAgree, OnRandomRules) {
  constexpr RunParameters kParameters{.as_of = day_from_civil({2020, 6, 15})};
  for (std::uint32_t i = 0; i < 100; ++i) {
    const std::uint32_t seed = GetParam() * 1000 + i;
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::RandomRules rules(seed);
    const auto module = std::make_shared<const hir::Module>(rules.module());
    const ir::Program lowered = lower(module, kEdits);
    ASSERT_EQ(ir::verify(lowered), "") << ir::print(lowered);

    const auto reference = make_reference(module, kEdits, kParameters);
    const auto judge = reference->make_evaluator();
    std::vector<std::unique_ptr<Executable>> engines;
    std::vector<std::unique_ptr<Evaluator>> evaluators;
    for (const OptimiserOptions& passes : pass_choices()) {
      ir::Program program = optimise(lowered, passes);
      ASSERT_EQ(ir::verify(program), "") << ir::print(program);
      evaluators.push_back(engines.emplace_back(interpret(std::move(program), kParameters))->make_evaluator());
    }
    if (i % 10 == 0) {  // it takes longest to make
      auto native = compile_native(optimise(lowered, {}), kParameters, {});
      ASSERT_TRUE(native.has_value()) << native.error().message;
      evaluators.push_back(engines.emplace_back(std::move(*native))->make_evaluator());
    }

    BatchStore store(test::sample_schema());
    for (int batch_count = 0; batch_count < 3; ++batch_count) {
      Batch& batch = store.next_batch();
      const std::string records = rules.records();
      test::fill(batch, records);
      const std::string expected = outcomes(*judge, batch, *module);
      for (const auto& evaluator : evaluators) {
        ASSERT_EQ(outcomes(*evaluator, batch, *module), expected) << ir::print(lowered) << records;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, EnginesAgree, testing::Range(0U, 5U));

}  // namespace
}  // namespace edict
