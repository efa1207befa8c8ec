// Published sample files, when they are beside the project: read whole, and the same bytes from every engine.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

class SampleFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    if (shared_data().empty()) GTEST_SKIP() << "the published sample files are not beside the project";
  }
  static std::string sample(const std::string& name) {
    return shared_data() + "/naaccr-xml/samples/naaccr-xml-sample-" + name;
  }
};

nlohmann::json summary_of(const std::string& jsonl) {
  std::istringstream lines(jsonl);
  std::string line;
  nlohmann::json summary;
  while (std::getline(lines, line)) {
    auto json = nlohmann::json::parse(line);
    if (json.at("type") == "summary") summary = std::move(json);
  }
  return summary;
}

TEST_F(SampleFiles, GiveTheSameBytesForEveryEngineAndThreadCount) {
  const auto run = [](const std::string& engine, const std::string& threads) {
    return run_edict({"run", "--set", "naaccr-core", sample("v240-abstract-1000.xml.gz"), "--as-of", "2026-01-01",
                      "--no-times", "--engine", engine, "--threads", threads, "-o", "jsonl:-"});
  };
  const ProcessResult reference = run("reference", "1");
  ASSERT_EQ(reference.exit_code, 1) << reference.err;
  EXPECT_EQ(summary_of(reference.out).at("tumors"), 1000);
  for (const char* engine : {"reference", "interpreter", "native"}) {
    for (const char* threads : {"1", "2"}) {
      EXPECT_TRUE(run(engine, threads).out == reference.out) << engine << " on " << threads << " threads";
    }
  }
}

TEST_F(SampleFiles, OfEveryShippedVersionAreReadWithoutAnError) {
  for (const char* version : {"220", "230", "240"}) {
    for (const char* type : {"abstract", "incidence"}) {
      const std::string name = std::string("v") + version + "-" + type + "-100.xml.gz";
      const ProcessResult run =
          run_edict({"run", "--set", "naaccr-core", sample(name), "--as-of", "2026-01-01", "-o", "jsonl:-"});
      ASSERT_LE(run.exit_code, 1) << name << ": " << run.err;
      EXPECT_EQ(summary_of(run.out).at("tumors"), 100) << name;
    }
  }
}

TEST_F(SampleFiles, OfAVersionThatIsNotShippedSayWhichAre) {
  const ProcessResult run = run_edict({"run", "--set", "naaccr-core", sample("v210-abstract-10.xml.gz")});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("22, 23, 24, 25, 26"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace edict::testing
