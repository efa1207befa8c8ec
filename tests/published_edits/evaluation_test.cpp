// The published edits, evaluated as they stand, against the outcomes of their own engine.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "dsl/import/edits/evaluate_script.h"
#include "dsl/import/edits/package_reader.h"
#include "tests/published_edits/cs_staging.h"
#include "tests/published_edits/published_vectors.h"
#include "tests/published_edits/shared_folder.h"

namespace edict::testing {
namespace {

using foreign::Outcome;

struct PublishedSet {
  const char* name;
  const char* package;
  const char* vectors;
  bool is_padded;
  std::size_t edit_count;
};

class PublishedEdits : public ::testing::TestWithParam<PublishedSet> {};

std::string_view word(Outcome outcome) {
  return outcome == Outcome::Pass ? "pass" : (outcome == Outcome::Fail ? "fail" : "error");
}

TEST_P(PublishedEdits, EvaluateToTheirOfficialOutcome) {
  const std::string folder = shared_data_folder();
  if (folder.empty()) GTEST_SKIP() << "the published edits are not beside the project";
  const PublishedSet& set = GetParam();
  auto package = foreign::read_edits_package(folder + "/national-edits/" + set.package);
  ASSERT_TRUE(package.has_value()) << package.error().message;
  const auto parsed = foreign::ParsedPackage::parse(std::move(*package));
  EXPECT_EQ(parsed->package().edits.size(), set.edit_count);
  for (const std::string& problem : parsed->problems()) ADD_FAILURE() << problem;

  const auto staging = shared_cs_staging();
  const ItemLengths lengths = set.is_padded ? shipped_item_lengths("naaccr-23") : ItemLengths();
  std::map<std::string, std::size_t, std::less<>> edits;
  for (std::size_t i = 0; i < parsed->package().edits.size(); ++i) edits[parsed->package().edits[i].id] = i;

  foreign::Facts facts{{}, &parsed->tables(), staging.get()};
  foreign::ScriptEvaluator evaluator(*parsed, facts);
  std::size_t rows = 0;
  std::size_t errors = 0;
  std::size_t outcomes = 0;
  std::size_t fails = 0;
  std::size_t texts = 0;
  std::map<std::string, std::string> disagreeing;
  for_each_edit_vectors(
      folder + "/national-edits/" + set.vectors, [&](const CivilDate& today, const EditVectors& edit) {
        facts.today = today;
        const auto found = edits.find(edit.edit);
        ASSERT_NE(found, edits.end()) << edit.edit;
        for (const VectorRow& row : edit.rows) {
          ++rows;
          const auto items = items_of(row, set.is_padded ? &lengths : nullptr);
          const foreign::Verdict verdict =
              evaluator.evaluate(found->second, static_cast<std::uint32_t>(row.records.size()), items);
          if (row.outcome == Outcome::Error) {
            errors += verdict.outcome == Outcome::Error ? 1U : 0U;
            continue;
          }
          if (verdict.outcome == row.outcome) ++outcomes;
          if (verdict.outcome != row.outcome && disagreeing[edit.edit].size() < 400) {
            std::string values;
            for (const auto& [item, value] : row.records[0]) values += fmt::format(" {}=`{}`", item, value);
            disagreeing[edit.edit] +=
                fmt::format("\n  {} here, {} there:{}", word(verdict.outcome), word(row.outcome), values);
          }
          if (row.outcome != Outcome::Fail || verdict.outcome != Outcome::Fail || row.message.empty()) continue;
          ++fails;
          const bool equal = verdict.message == row.message && verdict.notes == row.notes;
          texts += equal ? 1U : 0U;
          if (!equal && fails - texts < 20)
            ADD_FAILURE() << edit.edit << ": `" << verdict.message << "` here, `" << row.message << "` there";
        }
      });
  fmt::print("{} rows, {} agree, {} of which threw there; texts of {} of {} fails agree\n", rows, outcomes + errors,
             errors, texts, fails);
  EXPECT_EQ(outcomes + errors, rows);
  EXPECT_EQ(texts, fails);
  for (const auto& [edit, lines] : disagreeing) ADD_FAILURE() << edit << lines;
}

INSTANTIATE_TEST_SUITE_P(
    Sets, PublishedEdits,
    ::testing::Values(PublishedSet{"padded", "naaccr-translated-edits.xml.xz", "naaccr-vectors.jsonl.xz", true, 2665},
                      PublishedSet{"trimmed", "seer-edits.xml.xz", "seer-vectors.jsonl.xz", false, 1666}),
    [](const auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace edict::testing
