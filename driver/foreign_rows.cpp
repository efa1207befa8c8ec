#include "driver/foreign_rows.h"

#include <fmt/format.h>

#include <algorithm>

namespace edict {
namespace {

std::string text_or_blank(const nlohmann::json& value) {
  if (value.is_null()) return "";
  std::string text = value.get<std::string>();
  text.erase(text.find_last_not_of(' ') + 1);  // right padding is no part of a value
  return text;
}

}  // namespace

ForeignRows::ForeignRows(const Dictionary& dictionary, const nlohmann::json& edit)
    : dictionary_(dictionary), json_(edit), is_patient_(edit.value("level", "tumor") == "patient") {
  for (const nlohmann::json& name : edit.at("items")) items_.push_back(dictionary_.find(name.get<std::string>()));
}

std::size_t ForeignRows::end_of_file(std::size_t begin) const {
  const nlohmann::json& rows = json_.at("rows");
  std::size_t end = begin + 1;
  while (end < rows.size() && file_values(rows[end]) == file_values(rows[begin])) ++end;
  return end;
}

void ForeignRows::fill(Batch& batch, std::size_t begin, std::size_t end) const {
  batch.add_row(LevelId(0), {});
  for (const auto& [item, value] : file_values(json_.at("rows")[begin])) {
    const ColumnId column = batch.schema().column_of(item);
    if (column.is_valid()) batch.set_value(column, value);
  }
  for (std::size_t row = begin; row < end; ++row) {
    const nlohmann::json& values = json_.at("rows")[row].at(0);
    if (!is_patient_) {
      add_record(batch, values, true);
      continue;
    }
    for (std::size_t i = 0; i < values.size(); ++i) add_record(batch, values.at(i), i == 0);
  }
  batch.seal();
}

bool ForeignRows::has_unknown_value(const nlohmann::json& values) const {
  const auto is_unknown = [&](const nlohmann::json& record) {
    for (std::size_t i = 0; i < items_.size() && i < record.size(); ++i) {
      if (!items_[i].is_valid() && !text_or_blank(record.at(i)).empty()) return true;
    }
    return false;
  };
  return is_patient_ ? std::any_of(values.begin(), values.end(), is_unknown) : is_unknown(values);
}

std::string ForeignRows::describe(const nlohmann::json& values) const {
  std::string text;
  const auto add = [&](const nlohmann::json& record) {
    for (std::size_t i = 0; i < items_.size() && i < record.size(); ++i) {
      if (record.at(i).is_null()) continue;
      text += fmt::format("{}{} = {}", text.empty() || text.back() == '[' ? "" : ", ",
                          json_.at("items").at(i).get<std::string>(), record.at(i).get<std::string>());
    }
  };
  if (!is_patient_) add(values);
  else
    for (const nlohmann::json& record : values) {
      text += '[';
      add(record);
      text += ']';
    }
  return text;
}

// Of the first record of a row: the values of items above the patient.
std::vector<std::pair<ItemId, std::string>> ForeignRows::file_values(const nlohmann::json& row) const {
  std::vector<std::pair<ItemId, std::string>> values;
  const nlohmann::json& written = row.at(0);
  if (is_patient_ && written.empty()) return values;
  const nlohmann::json& record = is_patient_ ? written.at(0) : written;
  for (std::size_t i = 0; i < items_.size() && i < record.size(); ++i) {
    const bool is_of_file = items_[i].is_valid() && dictionary_[items_[i]].level == LevelId(0);
    if (is_of_file) values.emplace_back(items_[i], text_or_blank(record.at(i)));
  }
  return values;
}

void ForeignRows::add_record(Batch& batch, const nlohmann::json& values, bool is_new_patient) const {
  const std::size_t lowest = dictionary_.levels().size() - 1;
  for (std::size_t level = is_new_patient ? 1 : lowest; level <= lowest; ++level) batch.add_row(LevelId(level), {});
  for (std::size_t i = 0; i < items_.size() && i < values.size(); ++i) {
    if (!items_[i].is_valid()) continue;
    const LevelId level = dictionary_[items_[i]].level;
    const ColumnId column = batch.schema().column_of(items_[i]);
    if (!column.is_valid() || level == LevelId(0)) continue;
    if (level == LevelId(lowest) || is_new_patient) batch.set_value(column, text_or_blank(values.at(i)));
  }
}

}  // namespace edict
