// The examples on the pages of diagnostics are true: the one to avoid gives the diagnostic, the other mends it.
#include "dsl/diagnostics/examples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/lint/lint.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"
#include "tests/support/golden_file.h"

namespace edict {
namespace {

// The diagnostics that no rule text can show.
const std::map<Code, std::string_view> kWithoutExample = {
    {Code::NestedTooDeeply, "it takes 65 parentheses"},
    {Code::TooManyRows, "it takes 65 rows of one key"},
    {Code::LoopTooLong, "it takes 10,001 rows"},
    {Code::TemplateTooLong, "it takes 10,001 rows"},
    {Code::UnreadableCharacter, "the character cannot be printed"},
    {Code::FormerEdit, "edict.lock decides, not the rule text"},
    {Code::LockDiffers, "edict.lock decides, not the rule text"},
};

struct Given {
  std::set<Code> codes;
  bool has_errors = false;

  explicit Given(const DiagnosticSink& sink) : has_errors(sink.has_errors()) {
    for (const Diagnostic& diagnostic : sink.all()) codes.insert(diagnostic.code);
  }
};

Given given_by_dictionary(std::string_view text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("example.edict", std::string(text));
  parse_dictionary(sources[file], file, sink);
  return Given(sink);
}

// The text as a whole file: clauses of an edit get an edit around them.
std::string as_file(std::string_view text) {
  constexpr auto kOfFiles = std::to_array<std::string_view>(
      {"calculate", "code", "condition", "edit", "group", "measure", "record", "table", "template"});
  const std::size_t first = text.starts_with("# in another file") ? text.find('\n') + 1 : 0;
  const std::string_view word = text.substr(first, text.find_first_of(" \n", first) - first);
  if (word == "package") return std::string(text);
  std::string file = "package examples version 1\nuse dictionary registry 1\n\n";
  if (std::ranges::find(kOfFiles, word) != kOfFiles.end()) return file.append(text);
  file += "edit X1 \"An example\" on tumor\n";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    file.append("  ").append(text.substr(begin, end - begin)).append("\n");
    begin = end + 1;
  }
  return file += "end\n";
}

Given given_by_rules(std::string_view text) {
  SourceMap sources;
  DiagnosticSink sink;
  std::vector<SyntaxTree> trees;
  for (const std::string& part : test::files_in(text)) {
    const FileId file = sources.add("example.edict", as_file(part));
    trees.push_back(parse(sources[file], file, sink));
  }
  const auto read_none = [](const std::string&, const std::string&) -> Result<std::string> {
    return fail(ErrorKind::Unreadable, "no file");
  };
  const hir::Module module = analyse(trees, sources, test::dictionary_of(text), read_none, sink);
  lint(trees, sources, module, sink);
  return Given(sink);
}

Given given_by(Code code, std::string_view text) {
  return info_of(code).code.starts_with("E06") ? given_by_dictionary(text) : given_by_rules(text);
}

TEST(Examples, GiveTheirDiagnosticAndMendIt) {
  for (const DiagnosticExample& example : all_examples()) {
    const std::string_view code = info_of(example.code).code;
    EXPECT_TRUE(given_by(example.code, example.avoid).codes.contains(example.code)) << code << " is not given by\n"
                                                                                    << example.avoid;
    const Given preferred = given_by(example.code, example.prefer);
    EXPECT_FALSE(preferred.codes.contains(example.code)) << code << " is still given by\n" << example.prefer;
    EXPECT_FALSE(preferred.has_errors) << code << ": there are errors in\n" << example.prefer;
  }
}

TEST(Examples, AreThereForEachDiagnosticOnce) {
  std::map<Code, int> counts;
  for (const DiagnosticExample& example : all_examples()) {
    ++counts[example.code];
    EXPECT_EQ(example_of(example.code), &example);
  }
  for (std::size_t i = 0; i < all_diagnostics().size(); ++i) {
    const auto code = static_cast<Code>(i);
    EXPECT_EQ(counts[code], kWithoutExample.contains(code) ? 0 : 1) << info_of(code).code;
  }
}

}  // namespace
}  // namespace edict
