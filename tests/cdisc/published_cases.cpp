#include "tests/cdisc/published_cases.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/check.h"
#include "base/read_file.h"

namespace edict::cdisc {
namespace {

namespace fs = std::filesystem;

std::vector<CsvRow> rows_of(const fs::path& path) {
  const auto text = read_file(path.string());
  EDICT_CHECK(text);
  std::vector<CsvRow> rows = csv_rows(*text);
  EDICT_CHECK(!rows.empty());
  return rows;
}

// The names of data sets are capitals, whatever the file is called; entities of a study definition keep theirs.
std::string data_set_name(std::string stem) {
  const bool is_entity = std::isupper(static_cast<unsigned char>(stem.front())) != 0;
  if (!is_entity) std::ranges::transform(stem, stem.begin(), [](unsigned char c) { return std::toupper(c); });
  return stem;
}

// A row names a variable of a record: `VS,4,VSEXCLFL,N`, of a data set as a whole `CM,,CMMETHOD,`, of a study
// definition `/Timing/0,id,Timing_1` (from 0). A row without record and variable says that the rule could not be run on
// the data set: no issue.
std::set<Issue> issues_in(const fs::path& path) {
  const std::vector<CsvRow> rows = rows_of(path);
  const bool is_definition = rows.front().front() == "path";
  std::set<Issue> issues;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    if (is_definition) {
      const std::size_t slash = row[0].rfind('/');
      issues.insert(
          {row[0].substr(1, slash - 1), static_cast<std::uint32_t>(std::stoul(row[0].substr(slash + 1))) + 1});
      continue;
    }
    EDICT_CHECK(row.size() == 4);
    if (row[1].empty() && row[2].empty()) continue;
    issues.insert({row[0], row[1].empty() ? 0 : static_cast<std::uint32_t>(std::stoul(row[1]))});
  }
  return issues;
}

PublishedCase read_case(const std::string& rule, const fs::path& rule_folder, const fs::path& folder) {
  PublishedCase read;
  read.rule = rule;
  read.name = fs::relative(folder, rule_folder).generic_string();
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "data")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".csv" && !name.starts_with("_")) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    std::vector<CsvRow> rows = rows_of(file);
    DataSet set;
    set.name = data_set_name(file.stem().string());
    set.variables = std::move(rows.front());
    rows.erase(rows.begin());
    set.records = std::move(rows);
    read.data_sets.push_back(std::move(set));
  }
  const fs::path results = folder / "results" / "results.csv";
  read.has_results = fs::exists(results);
  if (read.has_results) read.expected = issues_in(results);
  return read;
}

}  // namespace

std::vector<PublishedCase> read_published_cases(const std::string& folder) {
  std::vector<PublishedCase> cases;
  for (const auto& rule : fs::directory_iterator(folder)) {
    for (const auto& entry : fs::recursive_directory_iterator(rule.path())) {
      if (!entry.is_directory() || entry.path().filename() != "data") continue;
      cases.push_back(read_case(rule.path().filename().string(), rule.path(), entry.path().parent_path()));
    }
  }
  std::ranges::sort(cases, {}, [](const PublishedCase& one) { return std::pair(one.rule, one.name); });
  return cases;
}

}  // namespace edict::cdisc
