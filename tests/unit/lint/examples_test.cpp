// The examples on the pages of diagnostics are true: the one to avoid gives the diagnostic, the other mends it.
#include "dsl/diagnostics/examples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/read_file.h"
#include "dsl/lint/lint.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"

namespace edict {
namespace {

std::shared_ptr<const Dictionary> dictionary_of_examples() {
  SourceMap sources;
  DiagnosticSink sink;
  const std::string path = std::string(EDICT_SOURCE_DIR) + "/tests/golden/registry.edict";
  const FileId file = sources.add("registry.edict", read_file(path).value());
  return parse_dictionary(sources[file], file, sink);
}

// The text as a whole file: clauses of an edit get an edit around them.
std::string as_file(std::string_view text) {
  std::string file = "package examples version 1\nuse dictionary registry 1\n\n";
  const std::string_view word = text.substr(0, text.find(' '));
  if (word == "edit" || word == "code" || word == "condition" || word == "table") return file.append(text).append("\n");
  file += "edit X1 \"An example\" on tumor\n";
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    file.append("  ").append(text.substr(begin, end - begin)).append("\n");
    begin = end + 1;
  }
  return file += "end\n";
}

struct Given {
  std::set<Code> codes;
  bool has_errors = false;
};

Given given_by(std::string_view text) {
  static const std::shared_ptr<const Dictionary> dictionary = dictionary_of_examples();
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("example.edict", as_file(text));
  const SyntaxTree tree = parse(sources[file], file, sink);
  const auto read_none = [](const std::string&, const std::string&) -> Result<std::string> {
    return fail(ErrorKind::Unreadable, "no file");
  };
  const hir::Module module = analyse({&tree, 1}, sources, dictionary, read_none, sink);
  lint({&tree, 1}, sources, module, sink);
  Given given{{}, sink.has_errors()};
  for (const Diagnostic& diagnostic : sink.all()) given.codes.insert(diagnostic.code);
  return given;
}

TEST(Examples, GiveTheirDiagnosticAndMendIt) {
  for (const DiagnosticExample& example : all_examples()) {
    const std::string_view code = info_of(example.code).code;
    EXPECT_TRUE(given_by(example.avoid).codes.contains(example.code)) << code << " is not given by\n" << example.avoid;
    const Given preferred = given_by(example.prefer);
    EXPECT_FALSE(preferred.codes.contains(example.code)) << code << " is still given by\n" << example.prefer;
    EXPECT_FALSE(preferred.has_errors) << code << ": there are errors in\n" << example.prefer;
  }
}

TEST(Examples, AreThereForMostDiagnosticsOnce) {
  std::set<Code> codes;
  for (const DiagnosticExample& example : all_examples()) {
    EXPECT_TRUE(codes.insert(example.code).second) << info_of(example.code).code << " has two";
    EXPECT_EQ(example_of(example.code), &example);
  }
  EXPECT_GE(codes.size(), 70U);
}

}  // namespace
}  // namespace edict
