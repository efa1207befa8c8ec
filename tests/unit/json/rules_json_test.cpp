// Rules to JSON and back: over everything in the repository that is rule text, and over what a tool may get wrong.
#include "dsl/json/rules_json.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/format/format.h"
#include "tests/unit/json/schema_check.h"

namespace edict {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::schema_complaint;

struct Text {
  SourceMap sources;
  DiagnosticSink sink;
  SyntaxTree tree;
  Text(const std::string& path, const std::string& text) {
    const FileId file = sources.add(path, text);
    tree = parse(sources[file], file, sink);
  }
};

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// Every rule text of the repository that has no syntax errors: rule sets, pages, golden files.
std::vector<fs::path> rule_texts() {
  std::vector<fs::path> paths;
  for (const char* folder : {"rulesets", "docs", "tests/golden"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(EDICT_SOURCE_DIR) / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".edict" || extension == ".md") paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  return paths;
}

TEST(RulesJson, GivesTheCanonicalTextBackAndSatisfiesItsSchema) {
  const json schema = json::parse(rules_schema());
  int count = 0;
  for (const fs::path& path : rule_texts()) {
    const Text text(path.string(), read(path));
    if (text.tree.has_errors) continue;
    ++count;
    const auto given = rules_to_json(text.tree);
    ASSERT_TRUE(given.has_value()) << path << ": " << given.error().message;
    EXPECT_EQ(rules_from_json(*given).value(), format(text.tree).value()) << path;
    const json document = json::parse(*given);
    EXPECT_EQ(schema_complaint(document, schema, schema), "") << path;
  }
  EXPECT_GT(count, 20);
}

// The schema is made from the tables of the grammar; the published one is kept as it is now.
TEST(RulesJson, HasItsSchemaPublished) {
  const fs::path path = fs::path(EDICT_SOURCE_DIR) / "docs/rules.schema.json";
  if (std::getenv("EDICT_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << rules_schema();
  EXPECT_TRUE(read(path) == rules_schema()) << "clauses or nodes have changed; EDICT_UPDATE=1 publishes their schema";
}

TEST(RulesJson, IsTheTreeWithItsWordsAndComments) {
  const Text text("a.edict",
                  "# head\n"
                  "\n"
                  "edit A1 \"Title\" on tumor\n"
                  "  when Bladder(t) or x is\n"
                  "       blank\n"
                  "    # of the require\n"
                  "    require x in [1-5, # first\n"
                  "                  9]\n"
                  "  test\n"
                  "    | x |  | # behind\n"
                  "end\n");
  EXPECT_EQ(rules_to_json(text.tree).value(),
            R"json({"form":"edict rules","version":1,"rules":[
 "# head",
 "",
 {"clause":"EditClause","parts":["edit",{"EditId":"A1"},{"String":"\"Title\""},"on",{"LevelName":"tumor"}],"under":[
  {"clause":"WhenClause","parts":["when",{"OrExpr":[{"CallExpr":[{"Path":"Bladder"},"(",{"Path":"t"},")"]},"or",{"IsTest":[{"Path":"x"},"is","\n",{"StateAlt":"blank"}]}]}],"under":[
   "# of the require",
   {"clause":"RequireClause","parts":["require",{"InTest":[{"Path":"x"},"in",{"CodeList":["[",{"CodeEntry":"1-5"},",","# first","\n",{"CodeEntry":"9"},"]"]}]}]}]},
  {"clause":"TestClause","parts":["test"],"under":[
   {"clause":"RowClause","parts":["|",{"Cell":"x"},"|",{"Cell":""},"|"],"behind":"# behind"}]},
  {"clause":"EndClause","parts":["end"]}]}]}
)json");
}

constexpr std::string_view kSmall = R"({"form":"edict rules","version":1,"rules":[{"clause":"CodeListClause","parts":)"
                                    R"(["code","list",{"Name":"A"},"=",{"CodeList":["[",{"CodeEntry":"1"},"]"]}]}]})";

TEST(RulesJson, TakesKeysInAnyOrderAndLaysTheTextOut) {
  EXPECT_EQ(rules_from_json(kSmall).value(), "code list A = [1]\n");
  EXPECT_EQ(rules_from_json(R"({"rules":[{"parts":["code","list",{"Name":"A"},"=",{"CodeList":["[","]"]}],)"
                            R"("behind":"# none","clause":"CodeListClause"}],"version":1,"form":"edict rules"})")
                .value(),
            "code list A = []  # none\n");
}

struct Wrong {
  const char* name;
  std::string_view from, to;
  std::string_view told;
};

class WrongJson : public testing::TestWithParam<Wrong> {};

TEST_P(WrongJson, IsToldByItsPlace) {
  std::string text(kSmall);
  text.replace(text.find(GetParam().from), GetParam().from.size(), GetParam().to);
  const auto result = rules_from_json(text);
  ASSERT_FALSE(result.has_value()) << *result;
  EXPECT_EQ(result.error().kind, ErrorKind::Rules);
  EXPECT_EQ(result.error().message, GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, WrongJson,
    testing::Values(
        Wrong{"NoJson", R"("version":1,)", R"("version":1;)", "not JSON: line 1, column 34"},
        Wrong{"OtherForm", "edict rules", "rules", "/form: expected \"edict rules\""},
        Wrong{"OtherVersion", ":1,", ":2,", "/version: expected 1"},
        Wrong{"UnknownKey", R"("parts")", R"("words")", "/rules/0/words: no such key is known here"},
        Wrong{"UnknownClause", "CodeListClause", "CodesClause", "/rules/0/clause: no kind of clause \"CodesClause\""},
        Wrong{"UnknownNode", R"("Name")", R"("Nam/e")", "/rules/0/parts/2: no kind of node \"Nam/e\""},
        Wrong{"NoPart", R"({"Name":"A"})", "7", "/rules/0/parts/2: expected a word or a node such as {\"Path\":\"…\"}"},
        Wrong{"TextOnTwoLines", R"("A")", R"("A\nB")",
              "/rules/0/parts/2/Name: expected a text on one line or an array of parts"},
        Wrong{"NoRuleText", R"("=",)", "", "/rules/0: E0103 expected `=`, found `[`"},
        Wrong{"OtherKind", "CodeEntry", "QuotedEntry",
              "/rules/0/parts/4/CodeList/1: says {\"QuotedEntry\":\"1\"}, but the rule text made of it reads "
              "{\"CodeEntry\":\"1\"}"},
        Wrong{"TwoCodesInOne", R"("1")", R"("1, 2")",
              "/rules/0/parts/4/CodeList/1/CodeEntry: says \"1, 2\", but the rule text made of it reads \"1\""},
        Wrong{"HiddenComment", R"("=")", R"("= [2] #")",
              "/rules/0/parts/3: says \"= [2] #\", but the rule text made of it reads \"=\""}),
    [](const auto& wrong) { return wrong.param.name; });

TEST(RulesJson, RefusesTextWithErrors) {
  const Text text("a.edict", "edit A1 \"Title\" on tumor\n");
  const auto result = rules_to_json(text.tree);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::Rules);
}

TEST(RulesJson, IsReadWithoutHarmHoweverDeep) {
  std::string deep = R"({"form":"edict rules","version":1,"rules":[{"clause":"RequireClause","parts":["require",)";
  for (int i = 0; i < 100'000; ++i) deep += R"({"ParenExpr":[)";
  deep += "\"x\"";
  for (int i = 0; i < 100'000; ++i) deep += "]}";
  deep += "]}]}";
  EXPECT_NE(rules_from_json(deep).error().message.find("nested too deeply"), std::string::npos);
}

}  // namespace
}  // namespace edict
