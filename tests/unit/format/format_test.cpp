#include "dsl/format/format.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace edict {
namespace {

Result<std::string> formatted(const std::string& text, const std::string& path = "test.edict") {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path, text);
  return format(parse(sources[file], file, sink));
}

// The texts of the rule packages.
std::vector<std::string> rule_texts() {
  std::vector<std::string> texts;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(EDICT_SOURCE_DIR) / "rulesets")) {
    if (entry.path().extension() != ".edict") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    const bool is_rules = text.str().find("\npackage ") != std::string::npos || text.str().starts_with("package ");
    if (is_rules) texts.push_back(text.str());
  }
  return texts;
}

// The same rules as someone else might type them: deeper indentation, Windows line ends.
std::string retyped(const std::string& text) {
  std::string other;
  std::stringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    other +=
        std::string(line.find_first_not_of(' ') == line.npos ? 0 : line.find_first_not_of(' '), ' ') + line + "\r\n";
  }
  return other;
}

TEST(Format, FormattedTextStaysAsItIs) {
  for (const std::string& text : rule_texts()) {
    const Result<std::string> once = formatted(text);
    ASSERT_TRUE(once.has_value()) << once.error().message;
    EXPECT_EQ(*once, formatted(*once).value());
  }
}

TEST(Format, DoesNotDependOnHowTheTextWasIndented) {
  for (const std::string& text : rule_texts()) EXPECT_EQ(formatted(text).value(), formatted(retyped(text)).value());
}

TEST(Format, LeavesOutTheMarkThatSomeEditorsPutBeforeTheText) {
  const std::string text = "# A comment.\n\ncode list Site = [C500]\n";
  EXPECT_EQ(formatted("\xEF\xBB\xBF" + text).value(), text);
  EXPECT_EQ(formatted("\xEF\xBB\xBF").value(), "");
}

TEST(Format, LeavesABrokenFileAlone) {
  const Result<std::string> result = formatted("edit A \"t\" on tumor\n  requre x is 1\nend\n");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::Rules);
}

TEST(Format, LeavesProseAloneInMarkdown) {
  EXPECT_EQ(formatted("# Title\n\n   text  \n  ```edict\n  code   list A=[1,2]\n  ```\nmore  \n", "rules.md").value(),
            "# Title\n\n   text  \n  ```edict\n  code list A = [1, 2]\n  ```\nmore  \n");
}

TEST(Format, ChangesNothingInsideQuotesAndCells) {
  EXPECT_EQ(formatted("edit A \"a  b\" on tumor\n  agency X   Y\n  test\n    |  a \\  b |\"  \"|\nend\n").value(),
            "edit A \"a  b\" on tumor\n  agency X   Y\n  test\n    | a \\  b | \"  \" |\nend\n");
}

TEST(Format, MendsWhatAWordProcessorLeftInCodeLists) {
  EXPECT_EQ(formatted("code list A = [C50\u20139,\u00A0C61]\n").value(), "code list A = [C50-9, C61]\n");
}

}  // namespace
}  // namespace edict
