// The bundled corpus and its answer key: exactly these edits fire, on exactly these records.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

const std::string kCorpusFolder = std::string(EDICT_SOURCE_DIR) + "/corpus";

// One line of the key without the mistake's name: patient, tumor, edit, outcome.
std::multiset<std::string> key_lines() {
  std::multiset<std::string> lines;
  std::istringstream key(read_text(kCorpusFolder + "/abstracts-v25.key.tsv"));
  std::string line;
  std::getline(key, line);
  while (std::getline(key, line)) lines.insert(line.substr(0, line.rfind('\t')));
  return lines;
}

std::string part(const nlohmann::json& key, const char* item) {
  return key.contains(item) ? key[item].get<std::string>() : "";
}

std::multiset<std::string> lines_of_run(const std::string& jsonl) {
  std::multiset<std::string> lines;
  std::istringstream out(jsonl);
  std::string text;
  while (std::getline(out, text)) {
    const auto json = nlohmann::json::parse(text);
    const std::string type = json.at("type");
    const auto key = json.value("key", nlohmann::json::object());
    const auto add = [&](const std::string& what, const std::string& outcome) {
      lines.insert(part(key, "patientIdNumber") + "\t" + part(key, "tumorRecordNumber") + "\t" + what + "\t" + outcome);
    };
    if (type == "flag") add(json.at("edit"), json.at("outcome"));
    if (type == "outcome" && json.at("outcome") == "overridden") add(json.at("edit"), "overridden");
    if (type == "issue") {
      const std::string kind = json.at("kind");
      if (kind.starts_with("override-")) add(json.at("item"), kind);
      else add(kind, "issue");
    }
  }
  return lines;
}

// A key and a run name the same edit and record once, however many requires of it failed.
std::set<std::string> distinct(const std::multiset<std::string>& lines) { return {lines.begin(), lines.end()}; }

TEST(Corpus, FiresExactlyWhatTheKeySays) {
  const ProcessResult run = run_edict({"run", "--set", "naaccr-core", kCorpusFolder + "/abstracts-v25.xml", "--as-of",
                                       "2025-12-31", "--outcomes", "all", "-o", "jsonl:-"});
  ASSERT_EQ(run.exit_code, 1) << run.err;
  const std::set<std::string> expected = distinct(key_lines());
  const std::set<std::string> found = distinct(lines_of_run(run.out));
  ASSERT_GT(expected.size(), 40U);
  for (const std::string& line : expected) EXPECT_TRUE(found.contains(line)) << "does not fire: " << line;
  for (const std::string& line : found) EXPECT_TRUE(expected.contains(line)) << "is not in the key: " << line;
}

TEST(Corpus, IsWhatItsGeneratorMakes) {
  EXPECT_EQ(std::system(("python3 '" + kCorpusFolder + "/generate.py' --check").c_str()), 0);
}

// Same input, same rules: the same bytes, whatever the engine, the threads and the batches.
TEST(Corpus, GivesTheSameBytesForEveryEngineAndThreadCount) {
  const auto bytes = [](const std::string& engine, const std::string& threads, const std::string& batch) {
    return run_edict({"run", "--set", "naaccr-core", kCorpusFolder + "/abstracts-v25.xml", "--as-of", "2025-12-31",
                      "--no-times", "--outcomes", "all", "--engine", engine, "--threads", threads, "--batch", batch,
                      "-o", "jsonl:-"});
  };
  const ProcessResult reference = bytes("reference", "1", "1024");
  ASSERT_EQ(reference.exit_code, 1) << reference.err;
  for (const char* engine : {"reference", "interpreter", "native"}) {
    for (const char* threads : {"1", "2"}) {
      for (const char* batch : {"1024", "7"}) {
        const ProcessResult other = bytes(engine, threads, batch);
        EXPECT_EQ(other.exit_code, 1) << other.err;
        EXPECT_TRUE(other.out == reference.out) << engine << ", " << threads << " threads, batches of " << batch;
      }
    }
  }
}

}  // namespace
}  // namespace edict::testing
