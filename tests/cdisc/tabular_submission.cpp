#include "tests/cdisc/tabular_submission.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace edict::cdisc {
namespace {

constexpr LevelId kSubmission(0);
constexpr LevelId kDataSet(1);
constexpr LevelId kRecord(2);

// A cell of the published spreadsheets: blanks around a value mean nothing, and a truth is written in several ways.
std::string value_of(std::string_view cell) {
  const auto is_space = [](unsigned char c) { return std::isspace(c) != 0; };
  while (!cell.empty() && is_space(static_cast<unsigned char>(cell.front()))) cell.remove_prefix(1);
  while (!cell.empty() && is_space(static_cast<unsigned char>(cell.back()))) cell.remove_suffix(1);
  std::string value(cell);
  if (value == "True" || value == "TRUE") value = "true";
  if (value == "False" || value == "FALSE") value = "false";
  return value;
}

std::string domain_of(const DataSet& set) {
  const auto domain = std::ranges::find(set.variables, "DOMAIN");
  if (domain == set.variables.end() || set.records.empty()) return set.name;
  const auto column = static_cast<std::size_t>(domain - set.variables.begin());
  const std::string value = value_of(set.records.front()[column]);
  return value.empty() ? set.name : value;
}

// What the names of its own variables begin with: data of associated persons (APMH) have those of their domain (MH).
std::string_view prefix_of(std::string_view domain) {
  return domain.starts_with("AP") && domain.size() == 4 ? domain.substr(2) : domain;
}

std::vector<std::string> item_names(std::string_view variable, std::string_view prefix) {
  std::vector<std::string> names = {value_of(variable)};
  std::ranges::replace(names.front(), '.', '_');
  if (names.front().starts_with(prefix)) names.push_back("__" + names.front().substr(prefix.size()));
  return names;
}

}  // namespace

void fill(Batch& batch, const std::vector<DataSet>& data_sets) {
  const Dictionary& dictionary = batch.schema().dictionary();
  const auto column_of = [&](const std::string& name) {
    const ItemId item = dictionary.find(name);
    return item.is_valid() ? batch.schema().column_of(item) : ColumnId();
  };
  const auto set_item = [&](const std::string& name, const std::string& value) {
    const ColumnId column = column_of(name);
    if (column.is_valid() && !value.empty()) batch.set_value(column, value);
  };

  batch.add_row(kSubmission, {});
  for (const DataSet& set : data_sets) {
    batch.add_row(kDataSet, {});
    const std::string domain = domain_of(set);
    for (ItemId key : dictionary.keys_of(kDataSet)) set_item(dictionary[key].id, set.name);
    set_item("domain", domain);

    std::vector<std::vector<ColumnId>> columns;  // of each variable: the items it fills
    for (const std::string& variable : set.variables) {
      columns.emplace_back();
      for (const std::string& name : item_names(variable, prefix_of(domain))) {
        set_item("has" + name, "Y");
        const ColumnId column = column_of(name);
        if (column.is_valid()) columns.back().push_back(column);
      }
    }
    for (const CsvRow& record : set.records) {
      batch.add_row(kRecord, {});
      for (std::size_t i = 0; i < columns.size() && i < record.size(); ++i) {
        for (ColumnId column : columns[i]) batch.set_value(column, value_of(record[i]));
      }
    }
  }
  batch.seal();
}

}  // namespace edict::cdisc
