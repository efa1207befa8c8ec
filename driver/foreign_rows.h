// The rows of a foreign edit in a file of test vectors, as batches of records.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "dsl/schema/dictionary.h"
#include "runtime/batch/batch.h"

namespace edict {

// Each row is a patient; for patient edits, each row is a list of its tumors.
//
// Reading what is not a test vector throws nlohmann::json::exception.
class ForeignRows {
 public:
  // REQUIRES: both outlive the rows.
  ForeignRows(const Dictionary& dictionary, const nlohmann::json& edit);

  [[nodiscard]] bool is_patient() const { return is_patient_; }
  [[nodiscard]] const std::vector<ItemId>& items() const { return items_; }
  // The row behind those that have the same values of file items as `begin`: a batch is of one file.
  [[nodiscard]] std::size_t end_of_file(std::size_t begin) const;
  // Rows [begin, end). REQUIRES: end = end_of_file(begin), or less.
  void fill(Batch& batch, std::size_t begin, std::size_t end) const;
  // A value of an item that the dictionary lacks cannot be given to our edits, and a blank in its place would be a lie.
  [[nodiscard]] bool has_unknown_value(const nlohmann::json& values) const;
  // "primarySite = C509, laterality = 0"
  [[nodiscard]] std::string describe(const nlohmann::json& values) const;

 private:
  [[nodiscard]] std::vector<std::pair<ItemId, std::string>> file_values(const nlohmann::json& row) const;
  void add_record(Batch& batch, const nlohmann::json& values, bool is_new_patient) const;

  const Dictionary& dictionary_;
  const nlohmann::json& json_;
  bool is_patient_;
  std::vector<ItemId> items_;
};

}  // namespace edict
