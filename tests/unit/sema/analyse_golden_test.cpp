// Every file of tests/golden/sema/ is rule text with the diagnostics it shall give (after a line `# in another file` as
// a file of its own); every file of tests/golden/hir/ is rule text without mistakes with the HIR it becomes below it.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/read_file.h"
#include "dsl/sema/analyse.h"
#include "tests/support/golden_file.h"

namespace edict {
namespace {

const std::filesystem::path kGolden = std::filesystem::path(EDICT_SOURCE_DIR) / "tests/golden";

// A golden text, analysed.
struct Analysed {
  SourceMap sources;
  DiagnosticSink sink;
  std::vector<FileId> files;
  hir::Module module;

  Analysed(const std::string& folder, const std::string& name, const std::string& text) {
    std::vector<SyntaxTree> trees;
    for (const std::string& source : test::files_in(text)) {
      files.push_back(sources.add(files.empty() ? name : "another.edict", source));
      trees.push_back(parse(sources[files.back()], files.back(), sink));
    }
    const auto read_named = [&](const std::string&, const std::string& named) -> Result<std::string> {
      const std::filesystem::path path = kGolden / folder / named;
      if (!std::filesystem::exists(path)) return fail(ErrorKind::Unreadable, "cannot read `" + named + "`");
      return read_file(path.string());
    };
    module = analyse(trees, sources, test::dictionary_of(text), read_named, sink);
  }

  std::string with_diagnostics() {
    std::string text;
    for (const FileId file : files) {
      text += test::with_diagnostics(std::string(sources[file].text()), sources, file, sink);
    }
    return text;
  }
};

class SemaGolden : public testing::TestWithParam<std::string> {};

TEST_P(SemaGolden, GivesTheDiagnosticsInTheFile) {
  const test::GoldenFile golden = test::read_golden("sema", GetParam());
  Analysed analysed("sema", GetParam(), golden.source);
  const std::string given = analysed.with_diagnostics();
  EXPECT_EQ(test::expectation(golden, given), given) << "EDICT_UPDATE=1 accepts what is given";
}

INSTANTIATE_TEST_SUITE_P(Files, SemaGolden, testing::ValuesIn(test::golden_files("sema")),
                         [](const auto& file) { return test::test_name(file.param); });

class HirGolden : public testing::TestWithParam<std::string> {};

TEST_P(HirGolden, BecomesTheHirBelow) {
  const test::GoldenFile golden = test::read_golden("hir", GetParam());
  const Analysed analysed("hir", GetParam(), golden.source);
  for (const Diagnostic& diagnostic : analysed.sink.all()) ADD_FAILURE() << render(diagnostic, analysed.sources);
  const std::string given = test::with_text_below(golden.source, hir::to_text(analysed.module));
  EXPECT_EQ(test::expectation(golden, given), given) << "EDICT_UPDATE=1 accepts what is given";
}

INSTANTIATE_TEST_SUITE_P(Files, HirGolden, testing::ValuesIn(test::golden_files("hir")),
                         [](const auto& file) { return test::test_name(file.param); });

}  // namespace
}  // namespace edict
