// What lint proves of a require holds for every record: on random rules and records the reference evaluator never
// contradicts it.
#include <gtest/gtest.h>

#include "compiler/reference/reference.h"
#include "dsl/lint/require_facts.h"
#include "tests/support/random_rules.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

constexpr std::array<std::uint32_t, 3> kEdits = {1, 2, 3};
constexpr int kBatches = 8;

struct Proved {
  std::size_t never_asked = 0;
  std::size_t never_fails = 0;
  std::size_t always_fails = 0;
  std::size_t exact = 0;
};

void expect_no_contradiction(const lint_rules::RequireFacts& facts, Outcome outcome) {
  const bool has_failed = outcome == Outcome::Fail || outcome == Outcome::Overridden;
  EXPECT_TRUE(!facts.is_never_asked || outcome == Outcome::Skipped) << name_of(outcome);
  EXPECT_TRUE(!facts.never_fails || !has_failed) << name_of(outcome);
  EXPECT_TRUE(!facts.always_fails || outcome != Outcome::Pass) << name_of(outcome);
  EXPECT_TRUE(!facts.is_exact || outcome != Outcome::Unsure) << name_of(outcome);
}

void check_module(std::uint32_t seed, Proved& proved) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  test::RandomRules rules(seed);
  const auto module = std::make_shared<const hir::Module>(rules.module());
  std::vector<std::optional<lint_rules::RequireFacts>> all;
  std::vector<LevelId> levels;
  for (const std::uint32_t index : kEdits) {
    const hir::Edit& edit = module->edits[index];
    for (const hir::Require& require : edit.requires_) {
      all.push_back(lint_rules::facts_of(*module, edit, require));
      levels.push_back(edit.level);
      if (!all.back()) continue;
      proved.never_asked += all.back()->is_never_asked ? 1U : 0U;
      proved.never_fails += all.back()->never_fails ? 1U : 0U;
      proved.always_fails += all.back()->always_fails ? 1U : 0U;
      proved.exact += all.back()->is_exact ? 1U : 0U;
    }
  }

  const auto reference = make_reference(module, kEdits, {.as_of = day_from_civil({2020, 6, 15})});
  const auto judge = reference->make_evaluator();
  BatchStore store(test::sample_schema());
  for (int i = 0; i < kBatches; ++i) {
    Batch& batch = store.next_batch();
    const std::string records = rules.records();
    test::fill(batch, records);
    OutcomeMasks masks;
    judge->evaluate(batch, masks);
    for (std::size_t require = 0; require < all.size(); ++require) {
      if (!all[require]) continue;
      SCOPED_TRACE("require " + std::to_string(require));
      for (std::uint32_t row = 0; row < batch.rows(levels[require]).row_count; ++row) {
        expect_no_contradiction(*all[require], masks.outcome(require, row));
      }
    }
    if (testing::Test::HasFailure()) FAIL() << records;
  }
}

TEST(Lint, ClaimsNothingThatARecordContradicts) {
  Proved proved;
  for (std::uint32_t seed = 0; seed < 1500 && !HasFailure(); ++seed) check_module(seed, proved);
  // A lint that proves nothing would be sound, too.
  EXPECT_GT(proved.never_asked, 20U);
  EXPECT_GT(proved.never_fails, 20U);
  EXPECT_GT(proved.always_fails, 20U);
  EXPECT_GT(proved.exact, 200U);
}

}  // namespace
}  // namespace edict
