// `edict test` as authors use it: reports, coverage, mutants, suggestions.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

using Json = nlohmann::json;

constexpr const char* kTestedRule = R"(package my.rules version 1
use dictionary naaccr 25

edit MY01 "Laterality of the breast" on tumor
  tags        site
  skip        when histologicTypeIcdO3 in [9590-9992] because "lymphomas have no side"
  when        primarySite in [C500-C509]
  require     laterality in [1-5, 9]
    message "Laterality {laterality} is not valid for {primarySite}."
  test
    | primarySite | laterality | histologicTypeIcdO3 | result              |
    | C500        | 1          | 8140                | pass                |
    | C509        | 0          | 8140                | fail "not valid"    |
    | C619        | 0          | 8140                | skipped "C500"      |
    | C509        | 0          | 9590                | skipped "lymphomas" |
end

edit MY02 "Dates in order" on tumor
  require dateOfDiagnosis <= dateOfLastContact
    message "Diagnosis {dateOfDiagnosis} is after last contact {dateOfLastContact}."
end
)";

// Runs `edict test` on a rule text in a folder of its own.
ProcessResult test(const std::string& text, std::vector<std::string> options) {
  const std::string folder = fresh_folder();
  write_text(folder + "/rule.edict", text);
  options.insert(options.begin(), {"test", "rule.edict"});
  return run_edict(options, "", folder);
}

TEST(TestReport, TextsBehindResultsAreFoundInMessagesAndClauses) {
  const ProcessResult result = test(kTestedRule, {});
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_NE(result.out.find("1 edit with tests, 1 without; 4 rows: 4 passed, 0 failed"), std::string::npos)
      << result.out;
  const ProcessResult wrong = test(with(kTestedRule, "skipped \"lymphomas\"", "skipped \"C500\"     "), {});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_NE(wrong.out.find("no deciding clause contains \"C500\""), std::string::npos) << wrong.out;
}

TEST(TestReport, NamesTheDecidingClauseWithItsValuesAndLine) {
  const ProcessResult result = test(with(kTestedRule, "skipped \"C500\"     ", "pass                "), {});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.out.find("rule.edict:14: MY01 test row 3: expected pass, got skipped"), std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("`when primarySite in [C500-C509]` is false, primarySite is C619 (line 7)"),
            std::string::npos)
      << result.out;
}

TEST(TestReport, RequiredRowsAreAskedOfEveryEdit) {
  EXPECT_EQ(test(kTestedRule, {"--edit", "MY01", "--require", "pass,fail"}).exit_code, 0);
  const ProcessResult result = test(kTestedRule, {"--require", "pass,fail"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.out.find("rule.edict:18: MY02 has no test row that is fail"), std::string::npos) << result.out;
}

TEST(TestReport, AMisspeltFilterIsAnErrorAndNotAnEmptyRun) {
  const ProcessResult result = test(kTestedRule, {"--tag", "sites"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("no tag `sites` in the rules; did you mean site?"), std::string::npos) << result.err;
}

TEST(TestReport, ProgramsReadJsonAndJunit) {
  const std::string broken =
      with(kTestedRule, "| 1          | 8140                | pass", "| 0          | 8140                | pass");
  const Json json = Json::parse(test(broken, {"--format", "json"}).out);
  EXPECT_EQ(json.at("failed"), 1);
  const Json& row = json.at("results").at(0);
  EXPECT_EQ(row.at("outcome"), "fail");
  EXPECT_EQ(row.at("record").at("primarySite"), "C500");
  EXPECT_EQ(row.at("line"), 12);

  const std::string junit = test(broken, {"--format", "junit"}).out;
  EXPECT_NE(junit.find("<testsuites tests=\"4\" failures=\"1\">"), std::string::npos) << junit;
  EXPECT_NE(junit.find("<failure message=\"expected pass, got fail\">"), std::string::npos) << junit;
}

std::uint64_t rows_of(const Json& coverage, const std::string& text, const std::string& goal) {
  for (const Json& point : coverage.at("points")) {
    if (point.at("text") == text && point.at("goals").contains(goal)) return point.at("goals").at(goal);
  }
  ADD_FAILURE() << "no point `" << text << "` with " << goal;
  return 0;
}

// The require is asked of two rows only: the other two were skipped before it.
TEST(Coverage, CountsAConditionWhereItIsAsked) {
  const Json json = Json::parse(test(kTestedRule, {"--coverage", "json"}).out);
  EXPECT_EQ(rows_of(json, "laterality in [1-5, 9]", "true"), 1U);
  EXPECT_EQ(rows_of(json, "laterality in [1-5, 9]", "false"), 1U);
  EXPECT_EQ(rows_of(json, "primarySite in [C500-C509]", "false"), 1U);
  EXPECT_EQ(rows_of(json, "laterality in [1-5, 9]", "9 in"), 0U);
  EXPECT_EQ(rows_of(json, "primarySite in [C500-C509]", "C500 in"), 1U);
  EXPECT_EQ(rows_of(json, "dateOfDiagnosis <= dateOfLastContact", "unsure"), 0U);
}

TEST(Coverage, LooksInsideQuantifiersAndTables) {
  const Json json = Json::parse(test(R"(package my.rules version 1
use dictionary naaccr 25

table Grades
  match   behavior, grade
  returns verdict
  | behavior | grade | verdict  |
  | 3        | 1     | ok       |
  | 2        | 4     | unlikely |
end

edit MY03 "One primary" on patient
  require no tumor t where (t.behaviorCodeIcdO3, t.gradeClinical) in table Grades and t.primarySite is C619
    message "Tumors {tumors}."
  test
    | case | behaviorCodeIcdO3 | gradeClinical | primarySite | result |
    | a    | 3                 | 1             | C619        | fail   |
    | a    | 0                 | 1             | C509        |        |
end
)",
                                     {"--coverage", "json"})
                                    .out);
  EXPECT_EQ(rows_of(json, "t.primarySite is C619", "true"), 1U);
  EXPECT_EQ(rows_of(json, "t.primarySite is C619", "false"), 1U);
  EXPECT_EQ(rows_of(json, "table Grades", "row 1"), 1U);
  EXPECT_EQ(rows_of(json, "table Grades", "row 2"), 0U);
}

// Two lists without a name stay apart in conditions that edits share.
TEST(Coverage, KeepsTheListsOfNamedConditionsApart) {
  const Json json = Json::parse(test(R"(package my.rules version 1
use dictionary naaccr 25

condition Breast   on tumor = primarySite in [C500-C509]
condition Invasive on tumor = behaviorCodeIcdO3 in [2, 3]

edit MY05 "Invasive breast" on tumor
  when    Breast
  require Invasive
    message "Behavior {behaviorCodeIcdO3}."
  test
    | primarySite | behaviorCodeIcdO3 | result |
    | C500        | 3                 | pass   |
end
)",
                                     {"--coverage", "json"})
                                    .out);
  EXPECT_EQ(rows_of(json, "primarySite in [C500-C509]", "C500 in"), 1U);
  EXPECT_EQ(rows_of(json, "behaviorCodeIcdO3 in [2, 3]", "3 in"), 1U);
}

TEST(Coverage, LcovHasLinesFunctionsAndBranches) {
  const std::string lcov = test(kTestedRule, {"--coverage", "lcov"}).out;
  for (const char* line :
       {"SF:rule.edict\n", "FN:4,MY01\n", "FNDA:4,MY01\n", "FNDA:0,MY02\n", "DA:8,2\n", "DA:19,0\n"}) {
    EXPECT_NE(lcov.find(line), std::string::npos) << line << lcov;
  }
}

TEST(Coverage, PagesStandAloneAndSayInWordsWhatIsMissing) {
  const std::string folder = fresh_folder();
  write_text(folder + "/rule.edict", kTestedRule);
  const ProcessResult result = run_edict({"test", "rule.edict", "--coverage", "html", "--out", "pages"}, "", folder);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(read_text(folder + "/pages/index.html").find("rule.edict.html"), std::string::npos);
  const std::string page = read_text(folder + "/pages/rule.edict.html");
  EXPECT_NE(page.find("never 9 in"), std::string::npos) << page;
  EXPECT_EQ(page.find("http"), std::string::npos) << "a page asks nothing of the network";
}

TEST(Mutants, ASlipThatNoRowNoticesIsListedAtItsPlace) {
  const ProcessResult result = test(kTestedRule, {"--mutate", "--edit", "MY01"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("rule.edict:8: MY01 `laterality in [1-5, 9]` with 9 dropped survives"), std::string::npos)
      << result.out;
  EXPECT_EQ(result.out.find("`when primarySite in [C500-C509]` dropped"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("opposite"), std::string::npos) << result.out;

  const std::string more = with(kTestedRule, "    | C509        | 0          | 8140",
                                "    | C500        | 9          | 8140                | pass                |\n"
                                "    | C509        | 0          | 8140");
  EXPECT_EQ(test(more, {"--mutate", "--edit", "MY01"}).out.find("9 dropped"), std::string::npos);
}

// `x or x` and its half are one program: no row can tell them apart, and none is asked for.
TEST(Mutants, ThatChangeNothingAreLeftOut) {
  const ProcessResult result = test(R"(package my.rules version 1
use dictionary naaccr 25

edit MY04 "Twice the same" on tumor
  require sex is 1 or sex is 1
    message "Sex {sex}."
  test
    | sex | result |
    | 1   | pass   |
    | 2   | fail   |
    |     | fail   |
end
)",
                                    {"--mutate"});
  EXPECT_NE(result.out.find(" 0 survive"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("(0 that change nothing"), std::string::npos) << result.out;
}

// Suggested rows are right by construction, reach everything that is asked for here, and are no longer suggested once
// they stand in the file.
TEST(Suggestions, CanBePastedAndThenReachEverything) {
  const ProcessResult result = test(kTestedRule, {"--suggest"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  std::string rows;
  std::string text = kTestedRule;
  std::size_t edit_end = 0;
  for (std::size_t at = result.out.find("  test \"suggested\""); at != std::string::npos;
       at = result.out.find("  test \"suggested\"", at + 1)) {
    const std::string block = result.out.substr(at, result.out.find("\n\n", at) - at + 1);
    edit_end = text.find("\nend\n", edit_end + 1);
    ASSERT_NE(edit_end, std::string::npos) << result.out;
    text.insert(edit_end + 1, block);
    edit_end += block.size() + 1;
  }
  EXPECT_GT(text.size(), std::string(kTestedRule).size());
  const ProcessResult again = test(text, {});
  EXPECT_EQ(again.exit_code, 0) << again.out << again.err;
  EXPECT_NE(test(text, {"--suggest"}).out.find("# 0 rows"), std::string::npos) << test(text, {"--suggest"}).out;
  const Json coverage = Json::parse(test(text, {"--coverage", "json"}).out);
  EXPECT_EQ(rows_of(coverage, "laterality in [1-5, 9]", "9 in"), 1U);
  EXPECT_GE(rows_of(coverage, "dateOfDiagnosis <= dateOfLastContact", "unsure"), 1U);
  EXPECT_EQ(coverage.at("totals").at("branches").at("reached"), coverage.at("totals").at("branches").at("goals"));
}

TEST(Suggestions, BeginFromTheRecordOfTheTests) {
  const std::string text = R"(package my.rules version 1
use dictionary naaccr 25

record InvasiveBreast
  | primarySite | C509 |
  | laterality  | 1    |
  | grade       | 2    |
end

edit MY01 "Laterality of the breast" on tumor
  when    primarySite in [C500-C509]
  require laterality in [1-5, 9] and grade is not 9
    message "Laterality {laterality} or grade {grade} is not valid for {primarySite}."
  test from InvasiveBreast
    | laterality | result |
    | .          | pass   |
    | 0          | fail   |
end
)";
  const std::string rows = test(text, {"--suggest"}).out;
  EXPECT_NE(rows.find("  test \"suggested\" from InvasiveBreast\n    | laterality | primarySite | grade | result"),
            std::string::npos)
      << rows;
  EXPECT_NE(rows.find("    | .          | .           | 9     | fail    |"), std::string::npos) << rows;
  EXPECT_NE(rows.find("    | .          | C510        | .     | skipped |"), std::string::npos) << rows;
}

}  // namespace
}  // namespace edict::testing
