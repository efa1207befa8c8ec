#include "tests/support/golden_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/read_file.h"
#include "dsl/schema/dictionary_text.h"

namespace edict::test {
namespace {

constexpr std::string_view kMark = "#~";

std::filesystem::path folder_path(std::string_view folder) {
  return std::filesystem::path(EDICT_SOURCE_DIR) / "tests/golden" / folder;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::stringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

std::vector<std::string> golden_files(std::string_view folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_path(folder))) {
    if (entry.path().extension() == ".edict") names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

GoldenFile read_golden(std::string_view folder, std::string_view name) {
  GoldenFile golden;
  golden.path = (folder_path(folder) / name).string();
  std::ifstream file(golden.path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  golden.expected = text.str();
  for (const std::string& line : lines_of(golden.expected)) {
    if (!line.starts_with(kMark)) golden.source += line + "\n";
  }
  return golden;
}

std::string expectation(const GoldenFile& file, const std::string& given) {
  if (std::getenv("EDICT_UPDATE") == nullptr) return file.expected;
  std::ofstream(file.path, std::ios::binary) << given;
  return given;
}

std::vector<std::string> files_in(std::string_view text) {
  std::vector<std::string> files(1);
  for (const std::string& line : lines_of(text)) {
    if (line == "# in another file") files.emplace_back();
    files.back() += line + "\n";
  }
  return files;
}

std::shared_ptr<const Dictionary> dictionary_of(std::string_view rules) {
  constexpr std::string_view kUse = "use dictionary ";
  std::filesystem::path path = folder_path("registry.edict");
  if (const std::size_t use = rules.find(kUse); use != rules.npos) {
    const std::string_view name = rules.substr(use + kUse.size());
    const auto named = folder_path(fmt::format("{}.edict", name.substr(0, name.find(' '))));
    if (std::filesystem::exists(named)) path = named;
  }
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path.string(), read_file(path.string()).value());
  return parse_dictionary(sources[file], file, sink);
}

std::string with_diagnostics(const std::string& source, const SourceMap& sources, FileId file, DiagnosticSink& sink) {
  sink.sort();
  std::string text;
  std::size_t next = 0;
  const std::vector<std::string> lines = lines_of(source);
  for (std::uint32_t number = 1; number <= lines.size(); ++number) {
    text += lines[number - 1] + "\n";
    for (; next < sink.all().size(); ++next) {
      const Diagnostic& diagnostic = sink.all()[next];
      if (diagnostic.location.file != file) continue;
      const LineColumn begin = sources[file].line_column(diagnostic.location.span.begin);
      const LineColumn end = sources[file].line_column(diagnostic.location.span.end);
      if (begin.line != number) break;
      text += fmt::format("{} {} at {}-{}: {}{}{}\n", kMark, info_of(diagnostic.code).code, begin.column, end.column,
                          diagnostic.message, diagnostic.hint.empty() ? "" : " = ", diagnostic.hint);
    }
  }
  return text;
}

std::string with_text_below(const std::string& source, std::string_view text) {
  std::string all = source;
  for (const std::string& line : lines_of(text)) all += fmt::format("{} {}\n", kMark, line);
  return all;
}

std::string test_name(std::string_view file_name) {
  std::string name(file_name);
  std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

}  // namespace edict::test
