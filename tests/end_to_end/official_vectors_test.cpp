// The outcomes that the official engines gave, when they are beside the project, against the shipped edits that restate
// those edits. Every disagreement is counted in rulesets/naaccr/core/differences.tsv with its reason; neither may
// drift.

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

// Lines of the report that disagree, by foreign edit: "N0025 (NC0303): 80 rows, 66 agree; …".
std::map<std::string, std::string> disagreements(const std::string& report) {
  std::map<std::string, std::string> lines;
  std::istringstream text(report);
  std::string line;
  while (std::getline(text, line)) {
    if (line.find("): ") != std::string::npos && line.find(" agree; ") != std::string::npos) {
      lines[line.substr(0, line.find(' '))] = line.substr(line.find("): ") + 3);
    }
  }
  return lines;
}

std::map<std::string, std::string> documented(const std::string& set) {
  std::map<std::string, std::string> lines;
  std::istringstream text(read_text(std::string(EDICT_SOURCE_DIR) + "/rulesets/naaccr/core/differences.tsv"));
  std::string line;
  std::getline(text, line);
  while (std::getline(text, line)) {
    std::istringstream cells(line);
    std::string vectors, foreign, edits, counts;
    std::getline(cells, vectors, '\t');
    std::getline(cells, foreign, '\t');
    std::getline(cells, edits, '\t');
    std::getline(cells, counts, '\t');
    std::string reason;
    std::getline(cells, reason, '\t');
    EXPECT_GT(reason.size(), 20U) << foreign << " has no reason";
    if (vectors == set) lines[foreign] = counts;
  }
  return lines;
}

class OfficialVectors : public ::testing::TestWithParam<const char*> {};

TEST_P(OfficialVectors, DisagreeOnlyAsDocumented) {
  if (shared_data().empty()) GTEST_SKIP() << "the official vectors are not beside the project";
  const std::string set = GetParam();
  const std::string path = shared_data() + "/national-edits/" + set + "-vectors.jsonl.xz";
  const ProcessResult cases = run_edict({"test", "--set", "naaccr-core", "--cases", path});
  ASSERT_LE(cases.exit_code, 1) << cases.err;
  EXPECT_EQ(disagreements(cases.out), documented(set));
}

INSTANTIATE_TEST_SUITE_P(BothSets, OfficialVectors, ::testing::Values("naaccr", "seer"));

}  // namespace
}  // namespace edict::testing
