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

std::optional<Outcome> outcome_named(std::string_view name) {
  if (name == "true") return Outcome::Pass;
  if (name == "false") return Outcome::Fail;
  for (const Outcome outcome :
       {Outcome::Fail, Outcome::NotRun, Outcome::Unsure, Outcome::Overridden, Outcome::Pass, Outcome::Skipped}) {
    if (name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

// `choose // . when x is 1 // . . require y is 2` as lines of an edit.
std::string rule_of(std::string_view clauses) {
  std::string rule;
  for (std::string_view clause : parts_of(clauses, " // ")) {
    rule += "  ";
    for (; clause.starts_with(". "); clause.remove_prefix(2)) rule += "  ";
    rule.append(clause).append("\n");
  }
  return rule;
}

std::optional<Record> read_record(std::string_view text) {
  Record record;
  for (const std::string_view value : parts_of(text, ";")) {
    if (trimmed(value).empty()) continue;
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    record.emplace_back(trimmed(value.substr(0, equals)), std::string(value.substr(equals + 1)));
  }
  return record;
}

std::optional<Case> read_case(std::string_view line, const std::string& place) {
  const std::vector<std::string_view> parts = parts_of(line, " |");
  if (parts.size() != 4) return std::nullopt;
  Case read;
  read.place = fmt::format("{} {}", place, trimmed(parts[0]));
  const std::string answer = trimmed(parts[3]);
  const std::optional<Outcome> outcome = outcome_named(answer);
  if (!outcome) return std::nullopt;
  read.outcome = *outcome;

  std::string clauses = trimmed(parts[1]);
  constexpr std::string_view kOnPatient = "patient: ";
  read.is_on_patient = clauses.starts_with(kOnPatient);
  if (read.is_on_patient) clauses.erase(0, kOnPatient.size());
  read.is_expression = clauses.find("require ") == std::string::npos;
  read.rule = rule_of(read.is_expression ? fmt::format("require {}", clauses) : clauses);

  if (trimmed(parts[2]) == "none") return read;
  for (const std::string_view tumor : parts_of(parts[2], " + ")) {
    const std::optional<Record> record = read_record(tumor);
    if (!record) return std::nullopt;
    read.tumors.push_back(*record);
  }
  return read;
}

}  // namespace

CaseFile read_cases(const std::string& name) {
  CaseFile file;
  std::istringstream lines(read_file((kCases / name).string()).value());
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with('>')) {
      file.definitions += line.size() > 2 ? line.substr(2) + '\n' : "\n";
      continue;
    }
    const std::string place = fmt::format("{}:{}", name, number);
    if (auto read = read_case(line, place)) file.cases.push_back(*std::move(read));
    else ADD_FAILURE() << place << " is no case: " << line;
  }
  return file;
}

std::vector<std::string> case_files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kCases))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace edict::conformance
