// Every file of tests/golden/syntax/ is rule text with the diagnostics it shall give, each in a line `#~ …` below the
// line it is about. EDICT_UPDATE=1 writes what is given now.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(EDICT_SOURCE_DIR) / "tests/golden/syntax";
constexpr std::string_view kMark = "#~ ";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::stringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string without_expectations(const std::string& text) {
  std::string source;
  for (const std::string& line : lines_of(text)) {
    if (!line.starts_with(kMark)) source += line + "\n";
  }
  return source;
}

std::string with_diagnostics(const std::string& path, const std::string& source) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path, source);
  parse(sources[file], file, sink);
  sink.sort();
  const std::vector<std::string> lines = lines_of(source);
  std::string text;
  std::size_t next = 0;
  for (std::uint32_t number = 1; number <= lines.size(); ++number) {
    text += lines[number - 1] + "\n";
    for (; next < sink.all().size(); ++next) {
      const Diagnostic& diagnostic = sink.all()[next];
      const LineColumn begin = sources[file].line_column(diagnostic.location.span.begin);
      const LineColumn end = sources[file].line_column(diagnostic.location.span.end);
      if (begin.line != number) break;
      text += fmt::format("{}{} at {}-{}: {}", kMark, info_of(diagnostic.code).code, begin.column, end.column,
                          diagnostic.message);
      text += diagnostic.hint.empty() ? "\n" : fmt::format(" = {}\n", diagnostic.hint);
    }
  }
  return text;
}

class SyntaxGolden : public testing::TestWithParam<std::string> {};

TEST_P(SyntaxGolden, GivesTheDiagnosticsInTheFile) {
  const std::filesystem::path path = kFolder / GetParam();
  const std::string expected = read(path);
  const std::string given = with_diagnostics(GetParam(), without_expectations(expected));
  if (std::getenv("EDICT_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << given;
  else EXPECT_EQ(expected, given) << "EDICT_UPDATE=1 accepts what is given";
}

std::vector<std::string> files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Files, SyntaxGolden, testing::ValuesIn(files()), [](const auto& file) {
  std::string name = file.param;
  std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace edict
