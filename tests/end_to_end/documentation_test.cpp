// What the documentation shows is run, and what the tables hold is documented.

#include <gtest/gtest.h>

#include <unistd.h>

#include <regex>
#include <sstream>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

const std::string kSource = EDICT_SOURCE_DIR;

TEST(Documentation, ExamplesOfTheLanguagePageCheckAndPass) {
  const ProcessResult check = run_edict({"check", kSource + "/docs/language.md"});
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
  const ProcessResult test = run_edict({"test", kSource + "/docs/language.md", "--engine", "all"});
  EXPECT_EQ(test.exit_code, 0) << test.out << test.err;
}

// What is shown is laid out as the formatter lays it out.
TEST(Documentation, ExamplesAreInCanonicalLayout) {
  const ProcessResult format = run_edict({"fmt", "--check", kSource + "/docs", kSource + "/rulesets"});
  EXPECT_EQ(format.exit_code, 0) << format.out << format.err;
}

// The text of a C++ literal without quotes that stands between its quotes.
std::string unescaped(const std::string& literal) { return std::regex_replace(literal, std::regex(R"(\\(.))"), "$1"); }

TEST(Documentation, NamesEveryBuiltinAsItsTableDoes) {
  const std::string page = read_text(kSource + "/docs/language.md");
  std::istringstream table(read_text(kSource + "/dsl/builtins/builtins.def"));
  const std::regex row(R"rx(^BUILTIN\((\w+),.*"(.+)", "(.+)"\)$)rx");
  std::string line;
  int builtins = 0;
  while (std::getline(table, line)) {
    std::smatch match;
    if (!std::regex_match(line, match, row)) continue;
    ++builtins;
    EXPECT_NE(page.find(unescaped(match[2].str())), std::string::npos) << match[1] << ": " << match[2];
    EXPECT_NE(page.find("`" + unescaped(match[3].str()) + "`"), std::string::npos) << match[1] << ": " << match[3];
  }
  EXPECT_GT(builtins, 30);
}

TEST(Documentation, ShippedEditsPassTheirTestsOnEveryEngine) {
  const ProcessResult test = run_edict({"test", "--set", "naaccr-core", "--engine", "all"});
  EXPECT_EQ(test.exit_code, 0) << test.out << test.err;
}

TEST(Documentation, LinksOfThePagesLeadSomewhere) {
  const std::regex link(R"(\]\(([^)#:]+)[^):]*\))");
  for (const std::string page :
       {"README.md", "docs/architecture.md", "docs/language.md", "docs/explain.md", "docs/json.md", "docs/packages.md",
        "docs/import.md", "docs/testing.md", "docs/tutorial.md", "docs/decisions/README.md"}) {
    const std::string text = read_text(kSource + "/" + page);
    ASSERT_FALSE(text.empty()) << page;
    const std::string folder = kSource + "/" + page.substr(0, page.find_last_of('/') + 1);
    for (auto match = std::sregex_iterator(text.begin(), text.end(), link); match != std::sregex_iterator(); ++match) {
      const std::string target = folder + (*match)[1].str();
      EXPECT_EQ(::access(target.c_str(), R_OK), 0) << page << ": " << target;
    }
  }
}

}  // namespace
}  // namespace edict::testing
