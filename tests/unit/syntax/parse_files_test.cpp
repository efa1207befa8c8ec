// Many files on many threads give what one file after the other gives.
#include "dsl/syntax/parse_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace edict {
namespace {

TEST(ParseFiles, GivesTreesAndDiagnosticsInTheOrderOfTheFiles) {
  SourceMap sources;
  for (int i = 0; i < 100; ++i) {
    sources.add(fmt::format("{}.edict", i),
                i % 10 == 3 ? "edit E\n" : fmt::format("edit E{} \"x\" on tumor\n  require sex is {}\nend\n", i, i));
  }
  DiagnosticSink alone;
  const std::vector<SyntaxTree> expected = parse_files(sources, 0, alone, 1);
  DiagnosticSink together;
  const std::vector<SyntaxTree> trees = parse_files(sources, 0, together, 4);
  ASSERT_EQ(trees.size(), 100U);
  for (std::size_t i = 0; i < trees.size(); ++i) {
    EXPECT_EQ(trees[i].file, FileId(i));
    EXPECT_EQ(trees[i].nodes.size(), expected[i].nodes.size());
    EXPECT_EQ(trees[i].has_errors, i % 10 == 3);
  }
  ASSERT_FALSE(together.all().empty());
  ASSERT_EQ(together.all().size(), alone.all().size());
  for (std::size_t i = 0; i < alone.all().size(); ++i) {
    EXPECT_EQ(render(together.all()[i], sources), render(alone.all()[i], sources));
  }
}

TEST(ParseFiles, LeavesTheFilesBeforeTheFirst) {
  SourceMap sources;
  sources.add("a.edict", "edit\n");
  sources.add("b.edict", "package p version 1\n");
  DiagnosticSink sink;
  const std::vector<SyntaxTree> trees = parse_files(sources, 1, sink);
  ASSERT_EQ(trees.size(), 1U);
  EXPECT_EQ(trees[0].file, FileId(1U));
  EXPECT_TRUE(sink.all().empty());
}

}  // namespace
}  // namespace edict
