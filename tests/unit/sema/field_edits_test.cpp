// The edits that come with a dictionary. Every file of tests/golden/fields/ is a dictionary with the text of its field
// edits below it; of every dictionary that is shipped they are rule text without fault, laid out as it should be.
#include "dsl/sema/field_edits.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/read_file.h"
#include "dsl/format/format.h"
#include "dsl/lint/lint.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"
#include "tests/support/golden_file.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Dictionary> parsed(const std::string& text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("dictionary.edict", text);
  auto dictionary = parse_dictionary(sources[file], file, sink);
  for (const Diagnostic& diagnostic : sink.all()) ADD_FAILURE() << render(diagnostic, sources);
  return dictionary;
}

class FieldEditsGolden : public testing::TestWithParam<std::string> {};

TEST_P(FieldEditsGolden, AreTheTextBelow) {
  const test::GoldenFile golden = test::read_golden("fields", GetParam());
  const std::string given = test::with_text_below(golden.source, sema::write_field_edits(*parsed(golden.source)));
  EXPECT_EQ(test::expectation(golden, given), given) << "EDICT_UPDATE=1 accepts what is given";
}

INSTANTIATE_TEST_SUITE_P(Files, FieldEditsGolden, testing::ValuesIn(test::golden_files("fields")),
                         [](const auto& file) { return test::test_name(file.param); });

std::vector<std::string> dictionary_files() {
  std::vector<std::string> files = {EDICT_SOURCE_DIR "/tests/golden/fields/every_kind.edict",
                                    EDICT_SOURCE_DIR "/tests/golden/registry.edict"};
  for (const auto& registry : fs::directory_iterator(EDICT_SOURCE_DIR "/rulesets")) {
    if (!fs::is_directory(registry.path() / "dictionaries")) continue;
    for (const auto& entry : fs::directory_iterator(registry.path() / "dictionaries")) {
      if (entry.path().extension() == ".edict") files.push_back(entry.path().string());
    }
  }
  return files;
}

class FieldEdits : public testing::TestWithParam<std::string> {};

TEST_P(FieldEdits, AreRulesWithoutFault) {
  const std::shared_ptr<const Dictionary> dictionary = parsed(read_file(GetParam()).value());
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("fields.edict", sema::write_field_edits(*dictionary));
  SyntaxTree tree = parse(sources[file], file, sink);
  tree.is_generated = true;
  const hir::Module module = analyse({&tree, 1}, sources, dictionary, {}, sink);
  lint({&tree, 1}, sources, module, sink);
  for (const Diagnostic& diagnostic : sink.all()) {
    if (!diagnostic.is_allowed()) ADD_FAILURE() << render(diagnostic, sources);
  }
  const Result<std::string> laid_out = format(tree);
  ASSERT_TRUE(laid_out) << laid_out.error().message;
  EXPECT_EQ(*laid_out, sources[file].text());

  std::set<ItemId> items;
  for (const hir::Edit& edit : module.edits) {
    EXPECT_TRUE(edit.field.is_valid()) << edit.id;
    EXPECT_TRUE(items.insert(edit.field).second) << edit.id;
    EXPECT_EQ(edit.items, std::vector<ItemId>{edit.field}) << edit.id;
    ASSERT_EQ(edit.requires_.size(), 1U) << edit.id << ": a wrong value is one finding";
    EXPECT_TRUE(edit.guards.empty() && module[edit.requires_[0].condition].is_definite) << edit.id;
  }
  EXPECT_GT(items.size(), dictionary->items().size() / 2);
}

INSTANTIATE_TEST_SUITE_P(Dictionaries, FieldEdits, testing::ValuesIn(dictionary_files()),
                         [](const auto& file) { return test::test_name(fs::path(file.param).stem().string()); });

}  // namespace
}  // namespace edict
