// Every file of tests/golden/syntax/ is rule text with the diagnostics that parsing it shall give.
#include <gtest/gtest.h>

#include "dsl/syntax/syntax_tree.h"
#include "tests/support/golden_file.h"

namespace edict {
namespace {

constexpr std::string_view kFolder = "syntax";

class SyntaxGolden : public testing::TestWithParam<std::string> {};

TEST_P(SyntaxGolden, GivesTheDiagnosticsInTheFile) {
  const test::GoldenFile golden = test::read_golden(kFolder, GetParam());
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(GetParam(), golden.source);
  parse(sources[file], file, sink);
  const std::string given = test::with_diagnostics(golden.source, sources, file, sink);
  EXPECT_EQ(test::expectation(golden, given), given) << "EDICT_UPDATE=1 accepts what is given";
}

INSTANTIATE_TEST_SUITE_P(Files, SyntaxGolden, testing::ValuesIn(test::golden_files(kFolder)),
                         [](const auto& file) { return test::test_name(file.param); });

}  // namespace
}  // namespace edict
