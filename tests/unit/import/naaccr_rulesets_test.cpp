// The dictionaries that ship: they read back as they are, and importing the sources again gives the same bytes.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/read_file.h"
#include "dsl/import/naaccr_dictionary.h"
#include "dsl/schema/dictionary_text.h"

namespace edict {
namespace {

const std::string kFolder = EDICT_SOURCE_DIR "/rulesets/naaccr/dictionaries";
const std::string kShared = EDICT_SOURCE_DIR "/../shared/data";

struct Version {
  int layout;
  int code_lists;  // of which version
};

class NaaccrRulesets : public testing::TestWithParam<Version> {
 protected:
  [[nodiscard]] std::string path() const { return fmt::format("{}/naaccr-{}.edict", kFolder, GetParam().layout / 10); }
  [[nodiscard]] std::string xml_path() const {
    return fmt::format("{}/naaccr-xml/dictionaries/naaccr-dictionary-{}.xml", kShared, GetParam().layout);
  }
};

TEST_P(NaaccrRulesets, IsCanonicalText) {
  const auto text = read_file(path());
  ASSERT_TRUE(text) << text.error().message;
  SourceMap sources;
  const FileId id = sources.add(path(), *text);
  DiagnosticSink sink;
  const auto dictionary = parse_dictionary(sources[id], id, sink);
  ASSERT_TRUE(dictionary) << render(sink.all()[0], sources);
  EXPECT_EQ(write_dictionary(*dictionary), *text);
  EXPECT_EQ(dictionary->version(), std::to_string(GetParam().layout / 10));
  EXPECT_EQ((*dictionary)[dictionary->find(400U)].id, "primarySite");
}

TEST_P(NaaccrRulesets, IsWhatTheSourcesGive) {
  if (!std::filesystem::exists(xml_path())) GTEST_SKIP() << "no sources in " << kShared;
  const auto codes =
      std::filesystem::temp_directory_path() / fmt::format("edict-lookups-{}-{}", ::getpid(), GetParam().layout);
  const std::string unpack = fmt::format("unzip -qoj '{}/naaccr-layout/lookups/naaccr-lookups-{}.zip' '*.csv' -d '{}'",
                                         kShared, GetParam().code_lists, codes.string());
  if (std::system(unpack.c_str()) != 0) GTEST_SKIP() << "cannot unpack the look-ups";
  const auto result = import_naaccr_dictionary({.dictionary = xml_path(),
                                                .code_lists = codes.string(),
                                                .sentinels = kShared + "/naaccr-r/data-raw",
                                                .facts = kFolder + "/facts"});
  std::filesystem::remove_all(codes);
  ASSERT_TRUE(result) << result.error().message;

  const auto committed = read_file(path());
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_TRUE(write_dictionary(*result->dictionary) == *committed) << "import again: see README.md in " << kFolder;
  EXPECT_EQ(result->problems, std::vector<std::string>{});

  const auto xml = read_file(xml_path());
  ASSERT_TRUE(xml) << xml.error().message;
  std::size_t definitions = 0;
  for (std::size_t at = xml->find("<ItemDef "); at != std::string::npos; at = xml->find("<ItemDef ", at + 1))
    ++definitions;
  EXPECT_EQ(result->dictionary->items().size(), definitions);
}

INSTANTIATE_TEST_SUITE_P(Versions, NaaccrRulesets,
                         testing::Values(Version{220, 240}, Version{230, 240}, Version{240, 240}, Version{250, 250},
                                         Version{260, 260}),
                         [](const auto& instance) { return fmt::format("V{}", instance.param.layout / 10); });

}  // namespace
}  // namespace edict
