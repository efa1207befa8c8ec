#include "runtime/exec/duplicates.h"

#include <gtest/gtest.h>

#include "tests/unit/exec/testing.h"

namespace edict {
namespace {

// The first require of T1 (laterality F fails, S is skipped) asks for unique values of primarySite.
FakeRules unique_rules() {
  FakeRules rules = fake_rules();
  RunPlan plan = *rules.plan;
  plan.requires_[1].unique_by = {rules.item("sex"), rules.item("primarySite")};
  rules.plan = std::make_shared<const RunPlan>(plan);
  return rules;
}

std::string patient(std::string_view id, std::string_view sex, std::initializer_list<std::string_view> sites,
                    std::string_view laterality = "") {
  std::string text = "<Patient>" + item_text("patientIdNumber", id) + item_text("sex", sex);
  for (std::string_view site : sites) {
    text += "<Tumor>" + item_text("primarySite", site) + item_text("laterality", laterality) + "</Tumor>";
  }
  return text + "</Patient>";
}

TEST(Duplicates, AreToldOnceForEachKeyAtTheEnd) {
  const FakeRun run = run_document(unique_rules(), patient("8", "1", {"C1", "C2", "C1"}) + patient("9", "1", {"C1"}) +
                                                       patient("10", "2", {"C1"}) + patient("11", "1", {"C2"}));
  EXPECT_EQ(run.text,
            "2/2 8 flag: 3 records share 1: 0 2 3, 1 of row 0, C1 of row 0\n"
            "2/5 11 flag: 2 records share 1: 1 5, 1 of row 0, C2 of row 0\n");
  const EditTotals& totals = run.result.totals.edits[1];
  EXPECT_EQ(totals[Outcome::Fail], 5U);
  EXPECT_EQ(totals[Outcome::Pass], 1U);
  EXPECT_EQ(totals.flags, 2U);
  EXPECT_EQ(run.result.totals.flags_of(Severity::Error), 2U);
  EXPECT_EQ(run.result.totals.records_with_flags[2], 5U);
}

TEST(Duplicates, LeaveOutBlanksAndRecordsThatAreSkipped) {
  EXPECT_EQ(run_document(unique_rules(), patient("8", "1", {"", ""}) + patient("9", "", {"C1", "C1"})).text, "");
  EXPECT_EQ(run_document(unique_rules(), patient("8", "1", {"C1", "C1"}, "S")).text, "");
}

TEST(Duplicates, AreTheSameForAnyThreadsAndBatches) {
  std::string content;
  for (int i = 0; i < 200; ++i) {
    content += patient(std::to_string(i), "1", {std::string(1, static_cast<char>('a' + i % 20)), "F", "zz"});
  }
  const FakeRun whole = run_document(unique_rules(), content, {.threads = 1, .batch_rows = 10'000});
  const FakeRun pieces = run_document(unique_rules(), content, {.threads = 4, .batch_rows = 3});
  EXPECT_EQ(pieces.text, whole.text);
  EXPECT_EQ(pieces.fingerprints, whole.fingerprints);
  EXPECT_EQ(pieces.result.totals, whole.result.totals);
  // 200 records share F; the first twenty are named.
  EXPECT_NE(whole.text.find("200 records share 1: 1 4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58, "),
            std::string::npos)
      << whole.text;
}

TEST(Duplicates, CountARecordWithOtherFlagsOnce) {
  // primarySite F also fails the second require of T1.
  const FakeRun run = run_document(unique_rules(), patient("8", "1", {"F", "F", "C1"}));
  EXPECT_EQ(run.result.totals.edits[1][Outcome::Fail], 2U);
  EXPECT_EQ(run.result.totals.edits[1][Outcome::Pass], 1U);
  EXPECT_EQ(run.result.totals.records_with_flags[2], 2U);
}

}  // namespace
}  // namespace edict
