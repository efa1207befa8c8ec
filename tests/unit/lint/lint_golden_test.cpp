// Every file of tests/golden/lint/ is rule text without errors, with the warnings it shall give. Warnings that the text
// allows are not shown.
#include <gtest/gtest.h>

#include "dsl/lint/lint.h"
#include "dsl/sema/analyse.h"
#include "tests/support/golden_file.h"

namespace edict {
namespace {

class LintGolden : public testing::TestWithParam<std::string> {};

TEST_P(LintGolden, GivesTheWarningsInTheFile) {
  const test::GoldenFile golden = test::read_golden("lint", GetParam());
  SourceMap sources;
  DiagnosticSink all;
  const FileId file = sources.add(GetParam(), golden.source);
  const SyntaxTree tree = parse(sources[file], file, all);
  const auto no_files = [](const std::string&, const std::string& named) -> Result<std::string> {
    return fail(ErrorKind::Unreadable, "cannot read `" + named + "`");
  };
  const hir::Module module = analyse({&tree, 1}, sources, test::dictionary_of(golden.source), no_files, all);
  lint({&tree, 1}, sources, module, all);
  DiagnosticSink shown;
  for (const Diagnostic& diagnostic : all.all()) {
    if (!diagnostic.is_allowed()) shown.add(diagnostic);
  }
  const std::string given = test::with_diagnostics(golden.source, sources, file, shown);
  EXPECT_EQ(test::expectation(golden, given), given) << "EDICT_UPDATE=1 accepts what is given";
}

INSTANTIATE_TEST_SUITE_P(Files, LintGolden, testing::ValuesIn(test::golden_files("lint")),
                         [](const auto& file) { return test::test_name(file.param); });

}  // namespace
}  // namespace edict
