// How much of a table a rule may be written out for: E0564, E0589 and E0599.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "dsl/sema/analyse.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/tables.h"
#include "dsl/sema/templates.h"
#include "tests/support/golden_file.h"

namespace edict {
namespace {

std::vector<Code> codes_given(const std::string& text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("limits.edict", text);
  const std::vector<SyntaxTree> trees = {parse(sources[file], file, sink)};
  const auto read_none = [](const std::string&, const std::string&) -> Result<std::string> {
    return fail(ErrorKind::Unreadable, "no file");
  };
  analyse(trees, sources, test::dictionary_of(text), read_none, sink);
  std::vector<Code> codes;
  for (const Diagnostic& diagnostic : sink.all()) codes.push_back(diagnostic.code);
  return codes;
}

// The codes given by rules over a table T of site and side, `all` rows of one site.
std::vector<Code> given(std::string_view expect, std::size_t row_count, std::string_view clauses) {
  std::string text =
      "package limits.core version 1\nuse dictionary registry 1\n\ntable T\n  match site\n  returns side\n";
  text += fmt::format("  expect {}\n  | site | side |\n", expect);
  for (std::size_t row = 0; row < row_count; ++row) text += fmt::format("  | C509 | {} |\n", row % 10);
  text += fmt::format("end\n\nedit X1 \"An edit\" on tumor\n{}\nend\n", clauses);
  return codes_given(text);
}

constexpr std::string_view kAsksRows =
    "  lookup T(primarySite) as row, otherwise skip\n  require laterality = row.side\n    message \"m\"";
constexpr std::string_view kLoopsOverRows =
    "  for each (side) in table T\n    require laterality = side\n      message \"m\"";

TEST(RowsOfAKey, MayBeSoManyAndNoMore) {
  EXPECT_FALSE(sema::contains(given("all rows", sema::kMostRowsOfAKey, kAsksRows), Code::TooManyRows));
  EXPECT_TRUE(sema::contains(given("all rows", sema::kMostRowsOfAKey + 1, kAsksRows), Code::TooManyRows));
}

TEST(LoopsOverATable, TakeSoManyTurnsAndNoMore) {
  constexpr std::string_view kNested =
      "  for each (side) in table T\n    for each (site) in table T\n      require primarySite = site\n        message "
      "\"m\"";
  EXPECT_FALSE(sema::contains(given("first row", 90, kNested), Code::LoopTooLong));
  EXPECT_TRUE(sema::contains(given("first row", 101, kNested), Code::LoopTooLong));
  EXPECT_FALSE(sema::contains(given("first row", 10, kLoopsOverRows), Code::LoopTooLong));
  EXPECT_TRUE(sema::contains(given("first row", 10'001, kLoopsOverRows), Code::LoopTooLong));
}

// A template over a table of so many rows, each of whose edits has a loop over another of so many.
bool is_template_too_long(std::size_t edits, std::size_t turns) {
  std::string text = "package limits.core version 1\nuse dictionary registry 1\n\n";
  const auto add_table = [&](std::string_view name, std::string_view column, std::size_t rows) {
    text += fmt::format("table {}\n  match {}\n  | {} |\n", name, column, column);
    for (std::size_t row = 0; row < rows; ++row) text += fmt::format("  | {} |\n", row);
    text += "end\n\n";
  };
  add_table("Edits", "nr", edits);
  add_table("Turns", "turn", turns);
  text +=
      "template X{nr} \"Edit {nr}\" on tumor from table Edits\n  for each (turn) in table Turns\n    require "
      "laterality "
      "is blank\n      message \"m\"\nend\n";
  return sema::contains(codes_given(text), Code::TemplateTooLong);
}

TEST(Templates, MakeSoManyEditsAndNoMore) {
  EXPECT_FALSE(is_template_too_long(sema::kMostEditsOfATemplate, 1));
  EXPECT_TRUE(is_template_too_long(sema::kMostEditsOfATemplate + 1, 1));
  EXPECT_FALSE(is_template_too_long(200, 200));
  EXPECT_TRUE(is_template_too_long(350, 350));
}

// A list of codes asked of a column: as long as that is a list of all its cells, it is read once.
TEST(LongLists, AreAskedOfLargeTablesInAMoment) {
  constexpr std::size_t kRows = 20'000;
  std::string text =
      "package limits.core version 1\nuse dictionary registry 1\n\ntable T\n  match site\n  returns word\n";
  text += "  | site | word |\n";
  std::string codes;
  for (std::size_t row = 0; row < kRows; ++row) {
    text += fmt::format("  | S{0} | W{0} |\n", row);
    codes += fmt::format("{}W{}", row == 0 ? "" : ", ", row);
  }
  text += fmt::format(
      "end\n\nedit X1 \"An edit\" on tumor\n  lookup T(primarySite) as row, otherwise skip\n"
      "  require row.word in [{}]\n    message \"m\"\nend\n",
      codes);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(codes_given(text), std::vector<Code>{});
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace edict
