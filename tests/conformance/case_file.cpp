#include "tests/conformance/case_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>

#include "base/read_file.h"

namespace edict::conformance {
namespace {

const std::filesystem::path kCases = std::filesystem::path(EDICT_SOURCE_DIR) / "tests/conformance/cases";

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') + 1 - first));
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; (end = text.find(separator)) != std::string_view::npos;) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + separator.size());
  }
  parts.push_back(text);
  return parts;
}

std::optional<Truth> truth_named(std::string_view name) {
  if (name == "true") return Truth::True;
  if (name == "false") return Truth::False;
  if (name == "unsure") return Truth::Unsure;
  return std::nullopt;
}

std::optional<Case> read_case(std::string_view line, const std::string& place) {
  const std::vector<std::string_view> parts = parts_of(line, " |");
  if (parts.size() != 4) return std::nullopt;
  const std::optional<Truth> answer = truth_named(trimmed(parts[3]));
  if (!answer) return std::nullopt;
  Case read{fmt::format("{} {}", place, trimmed(parts[0])), trimmed(parts[1]), {}, *answer};
  for (const std::string_view value : parts_of(parts[2], ";")) {
    if (trimmed(value).empty()) continue;
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    read.values.emplace_back(trimmed(value.substr(0, equals)), std::string(value.substr(equals + 1)));
  }
  return read;
}

}  // namespace

std::vector<Case> read_cases(const std::string& name) {
  std::vector<Case> cases;
  std::istringstream lines(read_file((kCases / name).string()).value());
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::string place = fmt::format("{}:{}", name, number);
    if (auto read = read_case(line, place)) cases.push_back(*std::move(read));
    else ADD_FAILURE() << place << " is no case: " << line;
  }
  return cases;
}

std::vector<std::string> case_files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kCases))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace edict::conformance
