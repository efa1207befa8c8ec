// The mistakes people make, and what they are told: a clear message, the right exit code, nothing half-written.

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRule = R"(package my.rules version 1
use dictionary naaccr 25

edit MY01 "Laterality of the breast" on tumor
  when      primarySite in [C500-C509]
  require   laterality in [1-5, 9]
    message "Laterality {laterality} is not valid for {primarySite}."
  test
    | primarySite | laterality | result  |
    | C509        | 1          | pass    |
    | C509        | 0          | fail    |
    | C619        | 0          | skipped |
end
)";

// Checks a rule text; the file is named rule.edict.
ProcessResult check(const std::string& text) {
  const std::string folder = fresh_folder();
  write_text(folder + "/rule.edict", text);
  return run_edict({"check", "rule.edict"}, "", folder);
}

TEST(Check, ARightFileHasNoMistakes) {
  const ProcessResult result = check(kRule);
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

struct Slip {
  const char* name;
  const char* from;
  const char* to;
  int line;
  const char* told;
};

class OneCharacterSlip : public ::testing::TestWithParam<Slip> {};

TEST_P(OneCharacterSlip, IsExplainedAtItsLine) {
  const Slip& slip = GetParam();
  const ProcessResult result = check(with(kRule, slip.from, slip.to));
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.out.find("rule.edict:" + std::to_string(slip.line) + ":"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find(slip.told), std::string::npos) << result.out;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, OneCharacterSlip,
    ::testing::Values(Slip{"MisspeltItem", "require   laterality", "require   lateralty", 6, "did you mean laterality"},
                      Slip{"CodeOutsideItsList", "[1-5, 9]", "[1-5, 8]", 6, "8"},
                      Slip{"RangeOfUnequalLength", "[1-5, 9]", "[1-10]", 6, "equal length"},
                      Slip{"DoubleEquals", "laterality in [1-5, 9]", "laterality == 1", 6, "is"},
                      Slip{"MissingEnd", "\nend\n", "\n", 4, "end"},
                      Slip{"MisspeltClause", "  require   laterality", "  requre    laterality", 6, "require"},
                      Slip{"UnknownPlaceholder", "{laterality}", "{lateralty}", 7, "laterality"},
                      Slip{"UnknownTestColumn", "| primarySite | laterality", "| primarySit  | laterality", 9,
                           "primarySite"}),
    [](const auto& slip) { return slip.param.name; });

TEST(Check, GivesJsonForPrograms) {
  const std::string folder = fresh_folder();
  write_text(folder + "/rule.edict", with(kRule, "require   laterality", "require   lateralty"));
  const ProcessResult result = run_edict({"check", "rule.edict", "--format", "json"}, "", folder);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.out.find(R"("line":6)"), std::string::npos) << result.out;
}

TEST(Test, AFailingRowNamesTheClauseThatDecided) {
  const std::string folder = fresh_folder();
  write_text(folder + "/rule.edict",
             with(kRule, "| C619        | 0          | skipped |", "| C619        | 0          | fail    |"));
  const ProcessResult result = run_edict({"test", "rule.edict"}, "", folder);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.out.find("rule.edict:12: MY01 test row 3: expected fail, got skipped"), std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("`when primarySite in [C500-C509]` is false, primarySite is C619"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("C619"), std::string::npos) << result.out;
}

// A vector that gives a value to an item our dictionary lacks is not compared, and says so.
TEST(Test, OutsideVectorsCountWhatAgreesAndWhatCouldNotBeRun) {
  const std::string folder = fresh_folder();
  write_text(folder + "/rule.edict", kRule);
  write_text(folder + "/cases.jsonl",
             "{\"header\":true,\"as_of\":\"2026-01-01\"}\n"
             "{\"edit\":\"MY01\",\"items\":[\"primarySite\",\"laterality\",\"oldItem\"],\"rows\":["
             "[[\"C509\",\"0\",null],\"fail\"],[[\"C509\",\"0\",null],\"pass\"],[[\"C509\",\"1\",\"7\"],\"pass\"]]}\n");
  const ProcessResult result = run_edict({"test", "rule.edict", "--cases", "cases.jsonl"}, "", folder);
  EXPECT_EQ(result.exit_code, 1) << result.err;
  EXPECT_NE(result.out.find("3 rows, 1 agree, 1 disagree, 1 not run\n"), std::string::npos) << result.out;
}

// An imported edit is found by what it was imported from, whatever its id is; what it says is compared, too.
TEST(Test, OutsideVectorsFindImportedEditsAndCompareWhatTheySay) {
  const std::string folder = fresh_folder();
  const std::string title = "edit MY01 \"Laterality of the breast\" on tumor\n";
  write_text(folder + "/rule.edict", with(kRule, title, title + "  imported from \"F-1\"\n"));
  write_text(folder + "/cases.jsonl",
             "{\"header\":true,\"as_of\":\"2026-01-01\"}\n"
             "{\"edit\":\"F-1\",\"tag\":\"OTHER\",\"items\":[\"primarySite\",\"laterality\"],\"rows\":["
             "[[\"C509\",\"0\"],\"fail\",[\"Laterality 0 is not valid for C509.\"]],"
             "[[\"C509\",null],\"fail\",[\"Laterality <BLANK> is not valid for C509.\"]],"
             "[[\"C509\",\"8\"],\"fail\",[\"Something else.\"]]]}\n");
  ASSERT_EQ(std::system(("gzip -k '" + folder + "/cases.jsonl'").c_str()), 0);
  const ProcessResult packed = run_edict({"test", "rule.edict", "-v", "--cases", "cases.jsonl.gz"}, "", folder);
  EXPECT_EQ(packed.exit_code, 0) << packed.err;
  EXPECT_NE(packed.out.find("OTHER (MY01): 3 rows, 3 agree"), std::string::npos) << packed.out;
  EXPECT_NE(packed.out.find("2 messages of 3 in the same words\n"), std::string::npos) << packed.out;
  const ProcessResult plain = run_edict({"test", "rule.edict", "-v", "--cases", "cases.jsonl"}, "", folder);
  EXPECT_EQ(plain.out, packed.out);
}

TEST(Run, ChecksARuleFileOfOnesOwn) {
  const std::string folder = fresh_folder();
  write_text(folder + "/rule.edict", kRule);
  const ProcessResult result =
      run_edict({"run", "--rules", "rule.edict", kCorpus, "--as-of", "2025-12-31"}, "", folder);
  EXPECT_LE(result.exit_code, 1) << result.err;
  EXPECT_NE(result.out.find("MY01"), std::string::npos) << result.out;
}

TEST(Run, LeavesEditsOutThatAreRetiredOrForAnotherStandard) {
  const std::string folder = fresh_folder();
  const std::string head = "edit MY01 \"Laterality of the breast\" on tumor\n";
  const std::string retired = with(kRule, head, head + "  retired 2020-01-01 replaced by MY02\n");
  const std::string other = with(with(kRule, head, "edit MY02 \"Other\" on tumor\n  for standard 22-24\n"),
                                 "package my.rules version 1\nuse dictionary naaccr 25\n", "");
  write_text(folder + "/rule.edict", retired + other);
  const ProcessResult result = run_edict(
      {"run", "--rules", "rule.edict", kCorpus, "-o", "jsonl:-", "--as-of", "2026-01-31", "--engine", "interpreter"},
      "", folder);
  EXPECT_EQ(result.exit_code, 2) << "nothing is left to run";
  EXPECT_NE(result.err.find("no edits"), std::string::npos) << result.err;

  const std::string kept = with(kRule, "edit MY01", "edit MY03");
  write_text(folder + "/rule.edict", with(retired + other, head, head) +
                                         with(kept, "package my.rules version 1\nuse dictionary naaccr 25\n", ""));
  const ProcessResult some = run_edict(
      {"run", "--rules", "rule.edict", kCorpus, "-o", "jsonl:-", "--as-of", "2026-01-31", "--engine", "interpreter"},
      "", folder);
  EXPECT_NE(some.out.find(R"("left_out":[{"edit":"MY01","why":"retired 2020-01-01, replaced by MY02"},)"
                          R"({"edit":"MY02","why":"not for standard 25"}])"),
            std::string::npos)
      << some.out.substr(0, 1000) << some.err;
}

TEST(Run, ExitsCleanWhenFlagsDoNotMatter) {
  const ProcessResult result =
      run_edict({"run", "--set", "naaccr-core", kCorpus, "--as-of", "2025-12-31", "--fail-on", "none"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST(Run, RulesWithMistakesAreNotRun) {
  const std::string folder = fresh_folder();
  write_text(folder + "/rule.edict", with(kRule, "require   laterality", "require   lateralty"));
  const ProcessResult result =
      run_edict({"run", "--rules", "rule.edict", kCorpus, "-o", "jsonl:out.jsonl"}, "", folder);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("lateralty"), std::string::npos) << result.err;
  EXPECT_FALSE(fs::exists(folder + "/out.jsonl"));
}

TEST(Run, AMissingInputIsNamed) {
  const ProcessResult result = run_edict({"run", "--set", "naaccr-core", "no-such-file.xml"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("no-such-file.xml"), std::string::npos) << result.err;
}

TEST(Run, AMisspeltEditSetIsRecognised) {
  const ProcessResult result = run_edict({"run", "--set", "naacr-core", kCorpus});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("did you mean naaccr-core"), std::string::npos) << result.err;
}

TEST(Run, BadUsageIsAnError) {
  EXPECT_EQ(run_edict({"run"}).exit_code, 2);
  EXPECT_EQ(run_edict({"frobnicate"}).exit_code, 2);
  EXPECT_EQ(run_edict({"run", "--set", "naaccr-core", kCorpus, "--engine", "fast"}).exit_code, 2);
  EXPECT_EQ(run_edict({"run", "--set", "naaccr-core", kCorpus, "--as-of", "yesterday"}).exit_code, 2);
  EXPECT_EQ(run_edict({"--help"}).exit_code, 0);
}

// What stands before the break is checked and reported, then the run says where the file broke.
TEST(Run, ABrokenFileIsCheckedUpToTheBreak) {
  const std::string folder = fresh_folder();
  const std::string whole = read_text(kCorpus);
  write_text(folder + "/cut.xml", whole.substr(0, whole.size() * 2 / 3));
  const ProcessResult result =
      run_edict({"run", "--set", "naaccr-core", "cut.xml", "--as-of", "2025-12-31", "-o", "jsonl:-"}, "", folder);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("line"), std::string::npos) << result.err;
  EXPECT_NE(result.out.find(R"("type":"flag")"), std::string::npos) << "flags before the break are reported";
}

TEST(Run, AFullDiskIsTold) {
  const ProcessResult result = run_edict({"run", "--set", "naaccr-core", kCorpus, "-o", "jsonl:/dev/full"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("/dev/full"), std::string::npos) << result.err;
}

TEST(Run, AnOutputFolderThatIsNotThereIsTold) {
  const std::string folder = fresh_folder();
  const ProcessResult result =
      run_edict({"run", "--set", "naaccr-core", kCorpus, "-o", "jsonl:no/folder/out.jsonl"}, "", folder);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST(Run, ReadsStandardInput) {
  const ProcessResult result =
      run_edict({"run", "--set", "naaccr-core", "-", "--as-of", "2025-12-31"}, read_text(kCorpus));
  EXPECT_EQ(result.exit_code, 1) << result.err;
}

TEST(Fmt, ChangesNothingInTheShippedRules) {
  const ProcessResult result = run_edict({"fmt", "--check", std::string(EDICT_SOURCE_DIR) + "/rulesets/naaccr/core"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

TEST(Fmt, FormatsStandardInput) {
  const ProcessResult result = run_edict({"fmt", "-"}, with(kRule, "  when      primarySite", "  when primarySite"));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("primarySite in [C500-C509]"), std::string::npos);
}

TEST(Convert, GivesTheRulesBackByWayOfJson) {
  const std::string rules = read_text(std::string(EDICT_SOURCE_DIR) + "/rulesets/naaccr/core/sequence.edict");
  const ProcessResult json = run_edict({"convert", "-", "--to", "json"}, rules);
  ASSERT_EQ(json.exit_code, 0) << json.err;
  const ProcessResult text = run_edict({"convert", "-", "--to", "edict"}, json.out);
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_EQ(text.out, rules);
}

TEST(Convert, TellsWhatIsWrongOnEitherSide) {
  const ProcessResult rules = run_edict({"convert", "-", "--to", "json"}, "edit A1 \"Title\" on tumor\n");
  EXPECT_EQ(rules.exit_code, 2);
  EXPECT_NE(rules.err.find("E0110"), std::string::npos) << rules.err;
  const ProcessResult json = run_edict({"convert", "-", "--to", "edict"}, R"({"form":"edict rules","version":1})");
  EXPECT_EQ(json.exit_code, 2);
  EXPECT_NE(json.err.find("expected `rules` or `blocks`"), std::string::npos) << json.err;
}

TEST(Version, NamesItself) { EXPECT_NE(run_edict({"version"}).out.find("edict "), std::string::npos); }

}  // namespace
}  // namespace edict::testing
