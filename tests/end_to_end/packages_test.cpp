// A state's package on a national one: built on it, reviewed, locked, and met again after the national upgrade.

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

constexpr const char* kNationalV1 = R"(package nation.core version 1.0 "National edits"
use dictionary naaccr 25

edit NAT1 "Laterality" on tumor
  require laterality in [0-5, 9]
    message "Laterality {laterality} is not a code."
  test
    | laterality | result |
    | 1          | pass   |
    | 8          | fail   |
end

edit NAT2 "Behavior" on tumor
  require behaviorCodeIcdO3 in [0-3]
    message "Behavior {behaviorCodeIcdO3} is not a code."
  test
    | behaviorCodeIcdO3 | result |
    | 3                 | pass   |
    | 9                 | fail   |
end
)";

constexpr const char* kState = R"(package state.core version 2026.1 "State edits"
  agency    State Cancer Registry
  builds on nation.core version 1
use dictionary naaccr 25

edit ST1 "Grade" on tumor
  require gradeClinical is not blank
    message "Grade must be coded."
  test
    | gradeClinical | result |
    | 1             | pass   |
    |               | fail   |
end

edit set StateCall "Call for data"
  valid   from 2026-01-01 to 2026-12-31
  include nation.core
  include state.core
  exclude NAT2 for runs before 2026-07-01 because "phased in by the data committee"
  change  NAT1 severity warning because "reviewed by hand"
end
)";

// A folder with both packages side by side.
std::string two_packages() {
  const std::string folder = fresh_folder();
  std::filesystem::create_directories(folder + "/nation/core");
  std::filesystem::create_directories(folder + "/state/core");
  write_text(folder + "/nation/core/national.edict", kNationalV1);
  write_text(folder + "/state/core/package.edict", kState);
  return folder;
}

TEST(Overlay, IsCheckedWithWhatItBuildsOn) {
  const ProcessResult result = run_edict({"check", "state/core"}, "", two_packages());
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_NE(result.out.find("3 edits in 2 files: no mistakes"), std::string::npos) << result.out;
}

TEST(Overlay, FindsPackagesInTheFoldersItIsTold) {
  const std::string folder = fresh_folder();
  std::filesystem::create_directories(folder + "/elsewhere/nation.core");
  std::filesystem::create_directories(folder + "/mine");
  write_text(folder + "/elsewhere/nation.core/national.edict", kNationalV1);
  write_text(folder + "/mine/package.edict", kState);
  EXPECT_EQ(run_edict({"check", "mine"}, "", folder).exit_code, 2);
  EXPECT_EQ(run_edict({"check", "mine", "--packages", "elsewhere"}, "", folder).exit_code, 0);
}

TEST(Overlay, LeavesOutAndSoftensForItsRunsOnly) {
  const std::string folder = two_packages();
  const auto run = [&](const std::string& as_of) {
    return run_edict({"run", "--rules", "state/core", "--set", "StateCall", kCorpus, "--as-of", as_of, "--fail-on",
                      "none", "-o", "jsonl:-", "--no-times"},
                     "", folder);
  };
  const ProcessResult before = run("2026-06-30");
  const ProcessResult after = run("2026-07-01");
  EXPECT_EQ(before.out.find("\"edit\":\"NAT2\""), std::string::npos);
  EXPECT_NE(after.out.find("\"edit\":\"NAT2\""), std::string::npos);
  EXPECT_EQ(before.err.find("is not made for runs"), std::string::npos) << before.err;
  EXPECT_NE(run("2027-01-01").err.find("edit set `StateCall` is not made for runs as of 2027-01-01"),
            std::string::npos);
}

TEST(Lock, TellsWhatTheNationalUpgradeChanged) {
  const std::string folder = two_packages();
  ASSERT_EQ(run_edict({"check", "state/core", "--locked"}, "", folder).exit_code, 2);
  const ProcessResult lock = run_edict({"lock", "state/core"}, "", folder);
  ASSERT_EQ(lock.exit_code, 0) << lock.err;
  EXPECT_NE(lock.out.find("1 package and 2 edits locked"), std::string::npos) << lock.out;
  EXPECT_EQ(run_edict({"check", "state/core", "--locked"}, "", folder).exit_code, 0);

  // A newer national package: one edit means something else, one is gone, one is new.
  std::string upgrade = with(kNationalV1, "version 1.0", "version 1.1");
  upgrade = with(upgrade, "laterality in [0-5, 9]", "laterality in [0-4, 9]");
  upgrade = with(upgrade, "edit NAT2", "edit NAT3");
  write_text(folder + "/nation/core/national.edict", upgrade);

  const ProcessResult check = run_edict({"check", "state/core"}, "", folder);
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
  EXPECT_NE(check.out.find("W241"), std::string::npos) << check.out;
  EXPECT_NE(check.out.find("warning[W242]: `nation.core` is version 1.1, reviewed was 1.0"), std::string::npos)
      << check.out;
  EXPECT_NE(check.out.find("1 edit changed its meaning (NAT1), 1 edit is new (NAT3), 1 edit is gone (NAT2)"),
            std::string::npos)
      << check.out;
  EXPECT_EQ(run_edict({"check", "state/core", "--locked"}, "", folder).exit_code, 2);
}

TEST(Lock, IsNotMovedByCommentsAndLayoutOfThePackageItself) {
  const std::string folder = two_packages();
  ASSERT_EQ(run_edict({"lock", "state/core"}, "", folder).exit_code, 0);
  write_text(folder + "/state/core/package.edict", std::string("# A note.\n") + kState);
  EXPECT_EQ(run_edict({"check", "state/core", "--locked"}, "", folder).exit_code, 0);
}

TEST(Lock, SaysWhichLineIsNotOne) {
  const std::string folder = two_packages();
  write_text(folder + "/state/core/edict.lock", "dictionary naaccr 25 xxh3:00\nnonsense\n");
  const ProcessResult result = run_edict({"check", "state/core"}, "", folder);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("edict.lock:2: not a line of a lock file"), std::string::npos) << result.err;
}

TEST(Init, BeginsAPackageThatChecksAndTestsClean) {
  const std::string folder = fresh_folder();
  const ProcessResult made = run_edict({"init", "ky", "--builds-on", "naaccr.core"}, "", folder);
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const ProcessResult check = run_edict({"check", "ky"}, "", folder);
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
  EXPECT_NE(check.out.find("no mistakes"), std::string::npos) << check.out;
  EXPECT_EQ(run_edict({"test", "ky", "--edit", "KY001"}, "", folder).exit_code, 0);
  EXPECT_EQ(run_edict({"fmt", "--check", "ky"}, "", folder).exit_code, 0);
  // What is there already stays.
  EXPECT_EQ(run_edict({"init", "ky"}, "", folder).exit_code, 2);
  EXPECT_EQ(run_edict({"init", "kz", "--dictionary", "nosuch 1"}, "", folder).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(folder + "/kz"));
}

}  // namespace
}  // namespace edict::testing
