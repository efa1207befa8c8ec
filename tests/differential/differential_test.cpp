// Reference, interpreter and native code on the same rules and records: they must agree bit for bit.

#include <gtest/gtest.h>

#include "runtime/exec/executable.h"
#include "tests/differential/compare_engines.h"
#include "tests/differential/rule_generator.h"

namespace edict::differential {
namespace {

const std::string kReproFolder = std::string(EDICT_BINARY_DIR) + "/repro";

TEST(Differential, ThousandsOfGeneratedEditsAgree) {
  std::uint64_t seen[6] = {};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const LoadedRules rules = load_generated(generate_rules(seed, 150));
    const Comparison comparison = compare_engines(rules, seed, 120, kReproFolder);
    ASSERT_EQ(comparison.difference, "");
    for (std::size_t i = 0; i < 6; ++i) seen[i] += comparison.seen[i];
  }
  // The comparison means little unless every outcome is common among what was compared.
  for (const Outcome outcome : {Outcome::Fail, Outcome::Unsure, Outcome::Overridden, Outcome::Pass, Outcome::Skipped}) {
    EXPECT_GT(seen[static_cast<std::size_t>(outcome)], 10'000U) << name_of(outcome);
  }
  EXPECT_GT(seen[static_cast<std::size_t>(Outcome::NotRun)], 1'000U);
}

TEST(Differential, EveryShippedEditAgrees) {
  RuleRequest request;
  request.edit_set = "naaccr-core";
  const auto rules = load_rules(request);
  ASSERT_TRUE(rules) << rules.error().message;
  ASSERT_FALSE(rules->diagnostics.has_errors()) << render_all(rules->diagnostics, rules->sources);
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Comparison comparison = compare_engines(*rules, seed, 400, kReproFolder);
    ASSERT_EQ(comparison.difference, "");
  }
}

}  // namespace
}  // namespace edict::differential
