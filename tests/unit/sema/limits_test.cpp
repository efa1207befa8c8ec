// How much of a table a rule may be written out for: E0564 and E0599.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "dsl/sema/analyse.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/tables.h"
#include "tests/support/golden_file.h"

namespace edict {
namespace {

// The codes given by rules over a table T of site and side, `all` rows of one site.
std::vector<Code> given(std::string_view expect, std::size_t row_count, std::string_view clauses) {
  std::string text =
      "package limits.core version 1\nuse dictionary registry 1\n\ntable T\n  match site\n  returns side\n";
  text += fmt::format("  expect {}\n  | site | side |\n", expect);
  for (std::size_t row = 0; row < row_count; ++row) text += fmt::format("  | C509 | {} |\n", row % 10);
  text += fmt::format("end\n\nedit X1 \"An edit\" on tumor\n{}\nend\n", clauses);
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

}  // namespace
}  // namespace edict
