// What `edict check` writes for other programs, and what --fix changes.

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

using Json = nlohmann::json;

constexpr const char* kRuleToMend = R"(package my.rules version 1
use dictionary naaccr 25

edit MY01 "Laterality of the breast" on tumor
  allow   W203 because "tested elsewhere"
  require primarySite not in [C500-C509, C501]
    allow   W205 because "an old code"
    message "Site {primarySite}."
end
)";

ProcessResult check_with(const std::vector<std::string>& options, const std::string& text = kRuleToMend) {
  const std::string folder = fresh_folder();
  write_text(folder + "/my rule.edict", text);
  std::vector<std::string> arguments = {"check", "my rule.edict"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  ProcessResult result = run_edict(arguments, "", folder);
  result.err += read_text(folder + "/my rule.edict");
  return result;
}

// The parts of a SARIF log that the standard requires, and those that code scanning reads.
TEST(CheckFormats, SarifIsALogWithRulesRegionsFixesAndSuppressions) {
  const ProcessResult result = check_with({"--format", "sarif"});
  ASSERT_EQ(result.exit_code, 0) << result.out << result.err;
  const Json log = Json::parse(result.out);
  EXPECT_EQ(log.at("version"), "2.1.0");
  EXPECT_TRUE(log.at("$schema").get<std::string>().ends_with("sarif-2.1.0.json"));
  const Json& run = log.at("runs").at(0);
  EXPECT_EQ(run.at("columnKind"), "unicodeCodePoints");
  const Json& driver = run.at("tool").at("driver");
  EXPECT_EQ(driver.at("name"), "edict");
  const Json& rules = driver.at("rules");
  ASSERT_FALSE(rules.empty());
  for (const Json& rule : rules) {
    EXPECT_FALSE(rule.at("shortDescription").at("text").get<std::string>().empty());
    EXPECT_GT(rule.at("help").at("text").get<std::string>().size(), 40U) << rule.at("id");
    EXPECT_TRUE(rule.at("defaultConfiguration").at("level") == "error" ||
                rule.at("defaultConfiguration").at("level") == "warning" ||
                rule.at("defaultConfiguration").at("level") == "note");
  }

  std::map<std::string, Json> by_rule;
  for (const Json& one : run.at("results")) {
    EXPECT_EQ(rules.at(one.at("ruleIndex").get<std::size_t>()).at("id"), one.at("ruleId"));
    EXPECT_FALSE(one.at("message").at("text").get<std::string>().empty());
    const Json& place = one.at("locations").at(0).at("physicalLocation");
    EXPECT_EQ(place.at("artifactLocation").at("uri"), "my%20rule.edict");
    const Json& region = place.at("region");
    EXPECT_LE(std::pair(region.at("startLine").get<int>(), region.at("startColumn").get<int>()),
              std::pair(region.at("endLine").get<int>(), region.at("endColumn").get<int>()));
    by_rule[one.at("ruleId")] = one;
  }
  const Json& blank = by_rule.at("W201");
  EXPECT_FALSE(blank.contains("suppressions"));
  EXPECT_EQ(blank.at("fixes").size(), 2U);
  const Json& replacement = blank.at("fixes").at(0).at("artifactChanges").at(0).at("replacements").at(0);
  EXPECT_EQ(replacement.at("insertedContent").at("text"), "primarySite is not blank and ");
  EXPECT_EQ(replacement.at("deletedRegion").at("startLine"), 6);
  EXPECT_EQ(replacement.at("deletedRegion").at("startColumn"), 11);
  const Json& untested = by_rule.at("W203");
  EXPECT_EQ(untested.at("suppressions").at(0).at("kind"), "inSource");
  EXPECT_EQ(untested.at("suppressions").at(0).at("justification"), "tested elsewhere");
  EXPECT_TRUE(by_rule.contains("W214")) << "the allow of W205 silences nothing";
}

TEST(CheckFormats, GithubGetsOneCommandALine) {
  const ProcessResult result = check_with({"--format", "github"});
  EXPECT_NE(result.out.find("::warning file=my rule.edict,line=6,endLine=6,col=11,endColumn=47,title=W201 What of a "
                            "blank::"),
            std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("%0A"), std::string::npos) << "the hint stands behind an escaped line end";
  EXPECT_EQ(result.out.find("W203"), std::string::npos) << "what is allowed is not shown";
}

TEST(CheckFormats, JsonOffersFixesAndSaysWhatIsAllowed) {
  const Json report = Json::parse(check_with({"--format", "json"}).out);
  EXPECT_EQ(report.at("errors"), 0);
  std::size_t safe = 0;
  std::size_t allowed = 0;
  for (const Json& one : report.at("diagnostics")) {
    allowed += one.contains("allowed") ? 1U : 0U;
    for (const Json& fix : one.value("fixes", Json::array())) safe += fix.at("safe").get<bool>() ? 1U : 0U;
  }
  EXPECT_EQ(safe, 2U);  // the code listed twice, the idle allow
  EXPECT_EQ(allowed, 1U);
}

TEST(CheckFailOn, WarningsFailWhenAsked) {
  EXPECT_EQ(check_with({}).exit_code, 0);
  EXPECT_EQ(check_with({"--fail-on", "warning"}).exit_code, 1);
}

TEST(CheckFix, MendsWhatIsSafeAndNothingElse) {
  const ProcessResult result = check_with({"--fix"});
  ASSERT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_EQ(result.err, R"(package my.rules version 1
use dictionary naaccr 25

edit MY01 "Laterality of the breast" on tumor
  allow   W203 because "tested elsewhere"
  require primarySite not in [C500-C509]
    message "Site {primarySite}."
end
)");
  EXPECT_EQ(result.out, "my rule.edict: mended\n");
}

TEST(CheckFix, ShowsTheDifferenceAndLeavesTheFile) {
  const ProcessResult result = check_with({"--fix", "--diff"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.out.find("-  require primarySite not in [C500-C509, C501]\n"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("+  require primarySite not in [C500-C509]\n"), std::string::npos) << result.out;
  EXPECT_EQ(result.err, kRuleToMend);
}

TEST(CheckVerbose, NamesTheEditsThatCannotBeUnsure) {
  const ProcessResult result = check_with({"-v"});
  EXPECT_NE(result.out.find("MY01: exact\n"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("1 of 1 edits are exact"), std::string::npos) << result.out;
}

}  // namespace
}  // namespace edict::testing
