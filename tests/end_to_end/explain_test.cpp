// `edict explain`, by golden files: the first line of each tests/golden/explain/*.txt is the command, the rest is what
// it says. EDICT_UPDATE=1 writes what is said now.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

const std::string kFolder = std::string(EDICT_SOURCE_DIR) + "/tests/golden/explain";
std::vector<std::string> golden_files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

class Explained : public ::testing::TestWithParam<std::string> {};

TEST_P(Explained, ReadsAsInTheFile) {
  const std::string path = kFolder + "/" + GetParam() + ".txt";
  const std::string file = read_text(path);
  const std::string command = file.substr(0, file.find('\n') + 1);
  const ProcessResult result = run_edict(arguments_of(command), "", kFolder);
  const std::string given = command + "\n" + result.out + result.err;
  if (std::getenv("EDICT_UPDATE") != nullptr) write_text(path, given);
  else EXPECT_EQ(given, file) << "EDICT_UPDATE=1 accepts what is said now";
}

INSTANTIATE_TEST_SUITE_P(Files, Explained, ::testing::ValuesIn(golden_files()),
                         [](const auto& file) { return file.param; });

// A flag of a run is explained by its line and by its fingerprint, and the change offered does mend it.
TEST(ExplainFlag, TakesALineOfARunOrItsFingerprint) {
  const ProcessResult run =
      run_edict({"run", "--set", "naaccr-core", kCorpus, "--as-of", "2025-12-31", "--no-times", "-o", "jsonl:-"});
  ASSERT_EQ(run.exit_code, 1) << run.err;
  const std::size_t begin = run.out.find("{\"type\":\"flag\"");
  const std::string line = run.out.substr(begin, run.out.find('\n', begin) - begin);
  const auto flag = nlohmann::json::parse(line);

  const auto explained = [](const std::string& what) {
    return run_edict({"explain", what, "--record", kCorpus, "--as-of", "2025-12-31", "--format", "json"});
  };
  const ProcessResult by_line = explained(line);
  ASSERT_EQ(by_line.exit_code, 0) << by_line.err;
  const auto page = nlohmann::json::parse(by_line.out);
  EXPECT_EQ(page.at("edit"), flag.at("edit"));
  EXPECT_EQ(page.at("outcome"), "fail");
  EXPECT_EQ(page.at("requires").at(0).at("messages").at(0), flag.at("message"));
  EXPECT_FALSE(page.at("nearest_changes").empty());

  const ProcessResult by_fingerprint = explained(flag.at("fingerprint"));
  EXPECT_EQ(by_fingerprint.exit_code, 0) << by_fingerprint.err;
  EXPECT_EQ(by_fingerprint.out, by_line.out);
}

TEST(ExplainFlag, SaysWhatItLacks) {
  EXPECT_NE(run_edict({"explain", "xxh3:0000000000000000"}).err.find("--record"), std::string::npos);
  const ProcessResult unknown =
      run_edict({"explain", "xxh3:0000000000000000", "--record", kCorpus, "--as-of", "2025-12-31"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.err.find("no flag xxh3:0000000000000000"), std::string::npos) << unknown.err;
  EXPECT_NE(run_edict({"explain", "{\"type\":\"summary\"}", "--record", kCorpus}).err.find("flag or outcome"),
            std::string::npos);
}

TEST(ExplainRecord, IsFoundByKeyAndByNumber) {
  const auto explained = [](const std::string& record) {
    return run_edict({"explain", "NC0302", "--record", kCorpus + record, "--as-of", "2025-12-31"});
  };
  const ProcessResult by_key = explained(":00000103/01");
  EXPECT_NE(by_key.out.find("patientIdNumber 00000103, tumorRecordNumber 01: fail"), std::string::npos) << by_key.out;
  EXPECT_EQ(explained(":126").out, by_key.out);
  EXPECT_EQ(explained(":00000103").out, by_key.out);
  EXPECT_NE(explained(":99999999").err.find("has no tumor with key or number 99999999"), std::string::npos);
}

// A change is checked against the other edits of the set when a set is named.
TEST(ExplainRecord, TellsWhichEditsAChangeWouldBreak) {
  const ProcessResult page = run_edict(
      {"explain", "NC0302", "--set", "naaccr-core", "--record", kCorpus + ":00000103/01", "--as-of", "2025-12-31"});
  EXPECT_NE(page.out.find("but NC0303 fails"), std::string::npos) << page.out;
}

}  // namespace
}  // namespace edict::testing
