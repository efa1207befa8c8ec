// Every file of tests/golden/format/ is a text, a line `#~ formatted`, and what it looks like formatted. EDICT_UPDATE=1
// writes what is given now.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/format/format.h"

namespace edict {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(EDICT_SOURCE_DIR) / "tests/golden/format";
constexpr std::string_view kMark = "#~ formatted\n";

std::string formatted_golden(const std::string& path, const std::string& text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path, text);
  Result<std::string> result = format(parse(sources[file], file, sink));
  return result ? *result : result.error().message;
}

class FormatGolden : public testing::TestWithParam<std::string> {};

TEST_P(FormatGolden, LooksAsInTheFile) {
  const std::filesystem::path path = kFolder / GetParam();
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  const std::string all = content.str();
  const std::size_t mark = std::min(all.find(kMark), all.size());
  const std::string text = all.substr(0, mark);
  const std::string expected = mark == all.size() ? "" : all.substr(mark + kMark.size());
  const std::string given = formatted_golden(GetParam(), text);
  if (std::getenv("EDICT_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << text << kMark << given;
  else EXPECT_EQ(expected, given) << "EDICT_UPDATE=1 accepts what is given";
  EXPECT_EQ(given, formatted_golden(GetParam(), given));
}

std::vector<std::string> files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Files, FormatGolden, testing::ValuesIn(files()), [](const auto& file) {
  std::string name = file.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace edict
