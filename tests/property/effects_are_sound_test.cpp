// What is said of one value of an item (`blank: fails`) is never wrong: on random rules and records the outcome of
// every require is one that the effect of each value in the record allows.
#include <gtest/gtest.h>

#include <map>

#include "compiler/reference/effects.h"
#include "compiler/reference/reference.h"
#include "tests/support/random_rules.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

constexpr RunParameters kAsOf{.as_of = day_from_civil({2020, 6, 15})};

// A require that "fails where it is asked" may be skipped, over-ridden, or in doubt for its guards or its over-ride.
bool allows(Effect effect, Outcome outcome) {
  const bool is_skipped = outcome == Outcome::Skipped;
  switch (effect) {
    case Effect::Skips: return is_skipped;
    case Effect::Passes: return is_skipped || outcome == Outcome::Pass;
    case Effect::Fails: return outcome != Outcome::Pass;
    case Effect::Unsure: return is_skipped || outcome == Outcome::Unsure;
    case Effect::DoubtsGuard: return is_skipped || outcome == Outcome::Unsure || outcome == Outcome::Pass;
    case Effect::Open: return true;
  }
  return false;
}

class EffectsAreSound : public testing::TestWithParam<std::uint32_t> {};

TEST_P(EffectsAreSound, OnRandomRules) {
  std::map<Effect, int> seen;
  for (std::uint32_t i = 0; i < 60; ++i) {
    const std::uint32_t seed = GetParam() * 1000 + i;
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::RandomRules rules(seed);
    const auto module = std::make_shared<const hir::Module>(rules.module());
    BatchStore store(test::sample_schema());
    Batch& batch = store.next_batch();
    test::fill(batch, rules.records());
    const Explainer explainer(module, kAsOf);
    Effects effects(*module, kAsOf);

    for (std::uint32_t edit : {1U, 2U, 3U}) {
      const hir::Edit& rule = module->edits[edit];
      for (std::uint32_t index = 0; index < rule.requires_.size(); ++index) {
        const hir::Require& require = rule.requires_[index];
        for (std::uint32_t row = 0; row < batch.rows(rule.level).row_count; ++row) {
          const Outcome outcome = explainer.explain(batch, edit, index, row).outcome;
          for (const ItemId item : batch.schema().items()) {
            const LevelId level = (*module->dictionary)[item].level;
            if (!module->dictionary->is_ancestor_or_self(level, rule.level)) continue;
            if (!effects.reads(rule, require, item)) continue;
            const std::string_view value = batch.value(item, batch.ancestor_row(rule.level, row, level));
            const Effect effect = effects.of(rule, require, item, value);
            ++seen[effect];
            EXPECT_TRUE(allows(effect, outcome))
                << rule.id << "." << index + 1 << " with " << (*module->dictionary)[item].id << " `" << value
                << "`: " << describe(effect) << ", but it is " << name_of(outcome);
          }
        }
      }
    }
  }
  for (const Effect effect : {Effect::Skips, Effect::Fails, Effect::Passes, Effect::Unsure, Effect::Open}) {
    EXPECT_GT(seen[effect], 0) << describe(effect) << " was never told, so the test says little";
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, EffectsAreSound, testing::Range(1U, 5U));

}  // namespace
}  // namespace edict
