// The published edits, converted to decisions, against the outcomes of their own engine.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ctime>
#include <map>

#include "dsl/import/edits/decision/convert_edit.h"
#include "dsl/import/edits/decision/evaluate_decision.h"
#include "dsl/import/edits/package_reader.h"
#include "tests/published_edits/cs_staging.h"
#include "tests/published_edits/published_vectors.h"
#include "tests/published_edits/shared_folder.h"

namespace edict::testing {
namespace {

using foreign::Outcome;

struct ConvertedSet {
  const char* name;
  const char* package;
  const char* vectors;
  bool is_padded;
  std::size_t converted;  // the rest compares records of a patient
};

class ConvertedEdits : public ::testing::TestWithParam<ConvertedSet> {};

TEST_P(ConvertedEdits, DecideWhatTheyDidBefore) {
  const std::string folder = shared_data_folder();
  if (folder.empty()) GTEST_SKIP() << "the published edits are not beside the project";
  const ConvertedSet& set = GetParam();
  auto package = foreign::read_edits_package(folder + "/national-edits/" + set.package);
  ASSERT_TRUE(package.has_value()) << package.error().message;
  const auto parsed = foreign::ParsedPackage::parse(std::move(*package));
  const ItemLengths lengths = shipped_item_lengths("naaccr-23");
  foreign::DecisionGraph graph({set.is_padded,
                                [&](std::string_view item) {
                                  const auto found = lengths.find(item);
                                  return found == lengths.end() ? SIZE_MAX : found->second;
                                }},
                               &parsed->tables());

  struct Converted {
    std::size_t edit;
    foreign::Decision decision;
    foreign::OutcomeNodes nodes;
  };
  std::map<std::string, Converted, std::less<>> converted;
  const std::clock_t begin = std::clock();
  for (std::size_t i = 0; i < parsed->package().edits.size(); ++i) {
    const foreign::ForeignEdit& edit = parsed->package().edits[i];
    if (edit.subject == foreign::Subject::Patient) continue;
    auto decision = foreign::convert_edit(graph, *parsed, i);
    if (!decision) {
      ADD_FAILURE() << edit.id << ":" << decision.error().line << ": " << decision.error().problem;
      continue;
    }
    const foreign::OutcomeNodes nodes = foreign::outcome_of(graph, *decision);
    converted.emplace(edit.id, Converted{i, std::move(*decision), nodes});
  }
  fmt::print("{} edits converted in {:.1f} s, {} nodes\n", converted.size(),
             static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, graph.size());
  EXPECT_EQ(converted.size(), set.converted);

  const auto staging = shared_cs_staging();
  foreign::Facts facts{{}, &parsed->tables(), staging.get()};
  foreign::DecisionEvaluator evaluator(graph, facts);
  std::map<std::string, std::string> disagreeing;
  std::size_t rows = 0;
  for_each_edit_vectors(
      folder + "/national-edits/" + set.vectors, [&](const CivilDate& today, const EditVectors& edit) {
        facts.today = today;
        const auto found = converted.find(edit.edit);
        if (found == converted.end()) return;
        const std::string& message = parsed->package().edits[found->second.edit].message;
        for (const VectorRow& row : edit.rows) {
          if (row.outcome == Outcome::Error) continue;
          ++rows;
          const auto items = items_of(row, set.is_padded ? &lengths : nullptr);
          evaluator.begin_record(items);
          const Outcome by_nodes = evaluator.outcome(found->second.nodes);
          const foreign::Verdict by_steps = evaluator.verdict(found->second.decision, message);
          const bool tells_texts = row.outcome == Outcome::Fail && !row.message.empty();
          const bool texts_agree = !tells_texts || (by_steps.message == row.message && by_steps.notes == row.notes);
          if (by_nodes == row.outcome && by_steps.outcome == row.outcome && texts_agree) continue;
          std::string& lines = disagreeing[edit.edit];
          if (lines.size() > 400) continue;
          lines += fmt::format("\n  nodes {}, steps {}, official {}:", static_cast<int>(by_nodes),
                               static_cast<int>(by_steps.outcome), static_cast<int>(row.outcome));
          for (const auto& [item, value] : row.records[0]) lines += fmt::format(" {}=`{}`", item, value);
        }
      });
  fmt::print("{} rows, {} edits disagree\n", rows, disagreeing.size());
  for (const auto& [edit, lines] : disagreeing) ADD_FAILURE() << edit << lines;
}

INSTANTIATE_TEST_SUITE_P(
    Sets, ConvertedEdits,
    ::testing::Values(ConvertedSet{"padded", "naaccr-translated-edits.xml.xz", "naaccr-vectors.jsonl.xz", true, 2665},
                      ConvertedSet{"trimmed", "seer-edits.xml.xz", "seer-vectors.jsonl.xz", false, 1644}),
    [](const auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace edict::testing
