// Every file of tests/golden/dictionaries/ is a dictionary with the diagnostics it shall give.
#include <gtest/gtest.h>

#include "dsl/schema/dictionary_text.h"
#include "tests/support/golden_file.h"

namespace edict {
namespace {

constexpr std::string_view kFolder = "dictionaries";

class DictionaryGolden : public testing::TestWithParam<std::string> {};

TEST_P(DictionaryGolden, GivesTheDiagnosticsInTheFile) {
  const test::GoldenFile golden = test::read_golden(kFolder, GetParam());
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(GetParam(), golden.source);
  parse_dictionary(sources[file], file, sink);
  const std::string given = test::with_diagnostics(golden.source, sources, file, sink);
  EXPECT_EQ(test::expectation(golden, given), given) << "EDICT_UPDATE=1 accepts what is given";
}

INSTANTIATE_TEST_SUITE_P(Files, DictionaryGolden, testing::ValuesIn(test::golden_files(kFolder)),
                         [](const auto& file) { return test::test_name(file.param); });

}  // namespace
}  // namespace edict
