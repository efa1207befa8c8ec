// The published cases of the CDISC open rules: data sets as CSV, and the issues that the publisher's engine reports.
//
//   CORE-000482/negative/01/data/vs.csv              the data set VS, its variables in the first row
//   CORE-000482/negative/01/results/results.csv      Dataset,Record,Variable,Value
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dsl/import/csv_rows.h"

namespace edict::cdisc {

struct DataSet {
  std::string name;  // "VS", "SUPPAE"; of a study definition "Timing"
  CsvRow variables;
  std::vector<CsvRow> records;
};

// What an issue is about: a record by its number from 1, or with 0 the data set as a whole.
struct Issue {
  std::string data_set;
  std::uint32_t record = 0;
  friend auto operator<=>(const Issue&, const Issue&) = default;
};

struct PublishedCase {
  std::string rule;  // "CORE-000482"
  std::string name;  // "negative/01"
  std::vector<DataSet> data_sets;
  std::set<Issue> expected;
  bool has_results = true;  // two cases were published without
};

// All cases below a folder, by rule and name. Aborts on files of another form.
std::vector<PublishedCase> read_published_cases(const std::string& folder);

}  // namespace edict::cdisc
