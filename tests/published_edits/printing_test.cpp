// The published edits, printed: how many are said, and that what is printed is rule text.
#include <gtest/gtest.h>

#include <map>

#include "base/read_file.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/import/edits/decision/convert_edit.h"
#include "dsl/import/edits/package_reader.h"
#include "dsl/import/edits/print/print_edit.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/syntax/syntax_tree.h"
#include "tests/published_edits/shared_folder.h"

namespace edict::testing {
namespace {

struct PrintedSet {
  const char* name;
  const char* package;
  const char* dictionary;
  bool is_padded;
  std::size_t plain;        // say the same for every value
  std::size_t well_formed;  // for values of the form that their item has
};

class PrintedEdits : public ::testing::TestWithParam<PrintedSet> {};

TEST_P(PrintedEdits, AreRuleText) {
  const std::string folder = shared_data_folder();
  if (folder.empty()) GTEST_SKIP() << "the published edits are not beside the project";
  const PrintedSet& set = GetParam();
  auto package = foreign::read_edits_package(folder + "/national-edits/" + set.package);
  ASSERT_TRUE(package.has_value()) << package.error().message;
  const auto parsed = foreign::ParsedPackage::parse(std::move(*package));
  const std::string path = std::string(EDICT_SOURCE_DIR) + "/rulesets/naaccr/dictionaries/" + set.dictionary + ".edict";
  const SourceFile file(path, read_file(path).value_or(""));
  DiagnosticSink sink;
  const auto dictionary = parse_dictionary(file, FileId(0), sink);
  ASSERT_NE(dictionary, nullptr);
  const auto length_of = [&](std::string_view item) {
    const ItemId id = dictionary->find(item);
    const std::uint32_t length = id.is_valid() ? (*dictionary)[id].length : 0;
    return length == 0 ? SIZE_MAX : std::size_t{length};
  };
  foreign::DecisionGraph graph({set.is_padded, length_of}, &parsed->tables());
  foreign::PlainWords words(graph, *dictionary);
  std::size_t plain = 0;
  std::size_t well_formed = 0;
  for (std::size_t i = 0; i < parsed->package().edits.size(); ++i) {
    const foreign::ForeignEdit& edit = parsed->package().edits[i];
    if (edit.subject == foreign::Subject::Patient) continue;
    const auto decision = foreign::convert_edit(graph, *parsed, i);
    ASSERT_TRUE(decision.has_value()) << edit.id;
    const auto printed = foreign::print_edit(graph, words, edit, foreign::printed_id(edit.id), *decision, "tumor");
    if (!printed) continue;
    DiagnosticSink faults;
    const SourceFile text(edit.id, printed->text);
    parse(text, FileId(0), faults);
    EXPECT_FALSE(faults.has_errors()) << printed->text;
    ++(printed->is_exact ? plain : well_formed);
  }
  EXPECT_EQ(plain, set.plain);
  EXPECT_EQ(well_formed, set.well_formed);
}

INSTANTIATE_TEST_SUITE_P(Sets, PrintedEdits,
                         ::testing::Values(PrintedSet{"padded", "naaccr-translated-edits.xml.xz", "naaccr-23", true,
                                                      2313, 0},
                                           PrintedSet{"trimmed", "seer-edits.xml.xz", "naaccr-22", false, 1500, 0}),
                         [](const auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace edict::testing
