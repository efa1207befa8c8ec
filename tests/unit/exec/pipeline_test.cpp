#include "runtime/exec/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <stdexcept>

#include "tests/unit/exec/testing.h"

namespace edict {
namespace {

// Patients with up to four tumors, letters and problems thrown in by chance.
std::string random_patients(int count, unsigned seed) {
  std::mt19937 random(seed);
  const auto chance = [&](std::size_t one_in) { return random() % one_in == 0; };
  const auto letter = [&] { return std::string(1, "FUOSppppp"[random() % 9]); };
  std::string content;
  for (int patient = 0; patient < count; ++patient) {
    content += "<Patient>" + item_text("patientIdNumber", std::to_string(patient)) + item_text("sex", letter());
    for (std::size_t tumor = 0, tumors = random() % 5; tumor < tumors; ++tumor) {
      content += "<Tumor>" + item_text("tumorRecordNumber", std::to_string(tumor)) + item_text("laterality", letter()) +
                 item_text("primarySite", letter());
      if (chance(3)) content += item_text("overRideSite", std::string(1, "123"[random() % 3]));
      if (chance(9)) content += item_text("unknown", "x");
      content += "</Tumor>";
    }
    content += "</Patient>";
    if (chance(7)) content += "stray";
  }
  return content;
}

constexpr std::string_view kTwoPatients = R"(<Item naaccrId='registryId'>R</Item>
  <Patient><Item naaccrId='patientIdNumber'>8</Item><Item naaccrId='sex'>F</Item>
    <Tumor><Item naaccrId='tumorRecordNumber'>1</Item><Item naaccrId='overRideSite'>1</Item></Tumor>
    <Tumor><Item naaccrId='tumorRecordNumber'>2</Item><Item naaccrId='laterality'>F</Item><Item>x</Item>
           <Item naaccrId='primarySite'>F</Item></Tumor></Patient>
  <Patient><Item naaccrId='patientIdNumber'>9</Item><Item naaccrId='sex'>S</Item><Tumor/></Patient>)";

TEST(Pipeline, ReportsPatientByPatientInInputOrder) {
  EXPECT_EQ(run_document(fake_rules(), std::string(kTwoPatients)).text,
            "issue item-without-id\n"
            "1/0 8 flag: P1 fails, F of row 0\n"
            "2/0 8 1 override-not-needed\n"
            "2/1 8 2 flag: T1 fails, F of row 1\n"
            "2/1 8 2 flag: T1 fails, F of row 1\n");
}

TEST(Pipeline, ReportsEveryOutcomeWhenAsked) {
  EXPECT_EQ(run_document(fake_rules(), std::string(kTwoPatients), {.all_outcomes = true}).text,
            "issue item-without-id\n"
            "1/0 8 P1 fail\n"
            "1/0 8 flag: P1 fails, F of row 0\n"
            "2/0 8 1 T1 pass\n"
            "2/0 8 1 override-not-needed\n"
            "2/1 8 2 T1 fail\n"
            "2/1 8 2 flag: T1 fails, F of row 1\n"
            "2/1 8 2 flag: T1 fails, F of row 1\n"
            "1/1 9 P1 skipped (clause of P1)\n"
            "2/2 9 T1 pass\n");
}

TEST(Pipeline, ThreadsAndBatchesDoNotShowInResults) {
  const FakeRules rules = fake_rules();
  const TemporaryFile file(document(random_patients(400, 1)));
  for (const bool all_outcomes : {false, true}) {
    const FakeRun expected = run_over(rules, file.path(), {.threads = 1, .all_outcomes = all_outcomes});
    EXPECT_GT(expected.result.totals.flag_count(), 100U);
    for (const unsigned threads : {1U, 2U, 5U}) {
      for (const std::size_t rows : {1U, 3U, 64U, 10'000U}) {
        const FakeRun run =
            run_over(rules, file.path(), {.threads = threads, .batch_rows = rows, .all_outcomes = all_outcomes});
        EXPECT_EQ(run.text, expected.text) << threads << " threads, batches of " << rows;
        EXPECT_EQ(run.fingerprints, expected.fingerprints);
        EXPECT_EQ(run.values, expected.values);
        EXPECT_EQ(run.result.totals, expected.result.totals);
      }
    }
  }
}

TEST(Pipeline, MoreFindingsThanOnePartHolds) {
  std::string patients;
  for (int i = 0; i < 30'000; ++i) patients += "<Patient><Tumor>" + item_text("laterality", "F") + "</Tumor></Patient>";
  const FakeRun run = run_document(fake_rules(), patients, {.threads = 3, .batch_rows = 10'000});
  EXPECT_EQ(run.result.totals.flag_count(), 30'000U);
  EXPECT_EQ(std::ranges::count(run.text, '\n'), 30'000);
}

TEST(Pipeline, AFlagIsRecognisedInTheNextFile) {
  const FakeRules rules = fake_rules();
  const auto patient = [](std::string_view id, std::string_view site) {
    return "<Patient>" + item_text("patientIdNumber", id) + "<Tumor>" + item_text("laterality", "F") +
           item_text("primarySite", site) + "</Tumor></Patient>";
  };
  const FakeRun now = run_document(rules, patient("1", "p") + patient("2", "p"));
  const FakeRun next = run_document(rules, patient("0", "q") + patient("2", "q") + patient("1", "q"));
  ASSERT_EQ(now.fingerprints.size(), 2U);
  ASSERT_EQ(next.fingerprints.size(), 3U);
  EXPECT_EQ(now.fingerprints[0], next.fingerprints[2]);
  EXPECT_EQ(now.fingerprints[1], next.fingerprints[1]);
  EXPECT_NE(now.fingerprints[0], now.fingerprints[1]);
}

// A finding that is about all tumors of the patient.
class AllTumorsRenderer final : public FlagRenderer {
 public:
  void render(const Batch& batch, std::uint32_t, std::uint32_t row, std::vector<RenderedFinding>& findings) override {
    RenderedFinding finding;
    const auto& offsets = batch.rows(LevelId(1)).offsets;
    for (std::uint32_t tumor = offsets[row]; tumor < offsets[row + 1]; ++tumor) {
      finding.records.push_back({LevelId(2), tumor});
    }
    findings.push_back(finding);
  }
  RenderedDuplicates render_duplicates(const DuplicateGroup&) override { return {}; }
  bool is_in_doubt_over(const Batch&, std::uint32_t, std::uint32_t, RenderedFinding::ItemAt) override { return false; }
  OutcomeReason reason(const Batch&, std::uint32_t, std::uint32_t) override { return {}; }
};

TEST(Pipeline, AFindingAboutSeveralRecordsIsRecognisedByTheirKeys) {
  const FakeRules rules = fake_rules();
  const auto fingerprint = [&](std::string_view one, std::string_view two) {
    const auto tumor = [](std::string_view key) {
      return "<Tumor>" + item_text("tumorRecordNumber", key) + "</Tumor>";
    };
    const TemporaryFile file(document("<Patient>" + item_text("sex", "F") + tumor(one) + tumor(two) + "</Patient>"));
    return run_over(rules, file.path(), {}, nullptr, SIZE_MAX, [] { return std::make_unique<AllTumorsRenderer>(); })
        .fingerprints.at(0);
  };
  EXPECT_EQ(fingerprint("1", "2"), fingerprint("2", "1"));
  EXPECT_NE(fingerprint("1", "2"), fingerprint("1", "3"));
}

TEST(Pipeline, EditsWhoseItemsTheInputCannotHaveAreNotRun) {
  const FakeRules rules = fake_rules();
  std::vector<Item> items(rules.dictionary->items().begin(), rules.dictionary->items().end());
  std::erase_if(items, [](const Item& item) { return item.id == "laterality"; });
  const auto older = std::make_shared<const Dictionary>("small", "23", small_levels(), items);
  const TemporaryFile file(document(kTwoPatients));
  const FakeRun run = run_over(rules, file.path(), {.all_outcomes = true}, older);
  ASSERT_EQ(run.result.not_run, (std::vector<NotRunEdit>{{1, {rules.item("laterality")}}}));
  EXPECT_EQ(run.result.totals.edits[1][Outcome::NotRun], 3U);
  EXPECT_EQ(run.result.totals.flag_count(), 1U) << "of the patient";
  EXPECT_NE(run.text.find("2/0 8 1 T1 not_run (the input's dictionary has no `laterality`)\n"), std::string::npos);
  EXPECT_EQ(run.text.find("override-not-needed"), std::string::npos) << "its require was not run";
}

TEST(Pipeline, ReportsWhatCameBeforeDamage) {
  const FakeRules rules = fake_rules();
  std::string text = document(random_patients(200, 2));
  text.insert(text.rfind("<Patient>"), "<Patient><Tumor></Patient>");
  const TemporaryFile file(text);
  const FakeRun run = run_over(rules, file.path(), {.threads = 2, .batch_rows = 8});
  ASSERT_TRUE(run.result.error);
  EXPECT_EQ(run.result.error->kind, ErrorKind::Unreadable);
  EXPECT_EQ(run.result.totals.records[1], 199U);
}

TEST(Pipeline, AFullDiskStopsTheRun) {
  const FakeRules rules = fake_rules();
  const TemporaryFile file(document(random_patients(2000, 3)));
  const FakeRun run = run_over(rules, file.path(), {.threads = 3, .batch_rows = 2}, nullptr, 100);
  ASSERT_TRUE(run.result.error);
  EXPECT_EQ(run.result.error->message, "the disk is full");
  EXPECT_EQ(std::ranges::count(run.text, '\n'), 100);
}

TEST(Pipeline, AFailingWorkerStopsTheRun) {
  FakeRules rules = fake_rules();
  RunPlan plan = *rules.plan;
  plan.executable = std::make_shared<FakeExecutable>(std::vector<FakeExecutable::Require>{
      {LevelId(1), [](const Batch&, std::uint32_t) -> Outcome { throw std::runtime_error("lost"); }},
      {LevelId(2), by_letter(rules.item("sex"))},
      {LevelId(2), by_letter(rules.item("sex"))}});
  rules.plan = std::make_shared<const RunPlan>(plan);
  const TemporaryFile file(document(random_patients(500, 4)));
  const FakeRun run = run_over(rules, file.path(), {.threads = 2, .batch_rows = 2});
  ASSERT_TRUE(run.result.error);
  EXPECT_EQ(run.result.error->message, "a worker failed: lost");
}

TEST(Pipeline, CanBeStopped) {
  const FakeRules rules = fake_rules();
  const TemporaryFile file(document(random_patients(2000, 5)));
  std::stop_source source;
  PipelineOptions options{.threads = 2, .batch_rows = 2, .stop = source.get_token()};
  options.progress = [&](const RunProgress& progress) {
    if (progress.records >= 100) source.request_stop();
  };
  const FakeRun run = run_over(rules, file.path(), options);
  ASSERT_TRUE(run.result.error);
  EXPECT_EQ(run.result.error->message, "the run was interrupted");
  EXPECT_GE(run.result.totals.records[2], 100U);
  EXPECT_LT(run.result.totals.records[1], 2000U);
}

TEST(Pipeline, ReadsAnInputWithoutPatients) {
  const FakeRun run = run_document(fake_rules(), "");
  EXPECT_EQ(run.text, "");
  EXPECT_FALSE(run.result.error);
  EXPECT_EQ(run.result.totals.records, (std::vector<std::uint64_t>{1, 0, 0}));
}

}  // namespace
}  // namespace edict
