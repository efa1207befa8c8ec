#include "runtime/exec/run_totals.h"

#include <gtest/gtest.h>

#include "tests/unit/exec/testing.h"

namespace edict {
namespace {

TEST(RunTotals, AnEditHasTheWorstOutcomeOfItsRequires) {
  constexpr std::string_view kLetters = "FUOSp";
  std::string tumors;
  for (const char laterality : kLetters) {
    for (const char site : kLetters) {
      tumors +=
          "<Tumor>" + item_text("laterality", {&laterality, 1}) + item_text("primarySite", {&site, 1}) + "</Tumor>";
    }
  }
  const FakeRules rules = fake_rules();
  const FakeRun run = run_document(rules, "<Patient>" + tumors + "</Patient>");
  const EditTotals& totals = run.result.totals.edits[1];
  EXPECT_EQ(totals[Outcome::Fail], 9U);        // one of both fails: 25 - 16
  EXPECT_EQ(totals[Outcome::Unsure], 7U);      // else one is unsure: 16 - 9
  EXPECT_EQ(totals[Outcome::Overridden], 5U);  // 9 - 4
  EXPECT_EQ(totals[Outcome::Pass], 3U);
  EXPECT_EQ(totals[Outcome::Skipped], 1U);  // both
  EXPECT_EQ(totals.flags, 10U) << "both requires fail on one tumor";
  EXPECT_EQ(run.result.totals.records_with_flags[2], 9U);
}

TEST(RunTotals, CountsBeyondAWordOfRows) {
  const FakeRules rules = fake_rules();
  std::string tumors;
  for (int i = 0; i < 130; ++i)
    tumors += "<Tumor>" + item_text("laterality", i % 2 == 0 ? "S" : "p") + item_text("primarySite", "S") + "</Tumor>";
  const FakeRun run = run_document(rules, "<Patient>" + tumors + "</Patient>");
  EXPECT_EQ(run.result.totals.edits[1][Outcome::Skipped], 65U);
  EXPECT_EQ(run.result.totals.edits[1][Outcome::Pass], 65U);
}

TEST(RunTotals, AddUp) {
  const FakeRules rules = fake_rules();
  const FakeRun one = run_document(rules, "<Patient><Tumor>" + item_text("laterality", "F") + "</Tumor></Patient>");
  const FakeRun two = run_document(rules, "<Patient><Item>x</Item></Patient>");
  RunTotals sum(*rules.plan);
  sum.add(one.result.totals);
  sum.add(two.result.totals);
  EXPECT_EQ(sum.records, (std::vector<std::uint64_t>{2, 2, 1}));
  EXPECT_EQ(sum.flag_count(), 1U);
  EXPECT_EQ(sum.flags_of(Severity::Error), 1U);
  EXPECT_EQ(sum.issues_of(ReadIssueKind::ItemWithoutId), 1U);
}

}  // namespace
}  // namespace edict
