// A staging algorithm as its publisher puts it out: schemas and tables as JSON, in a folder or a zip archive.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace edict::staging {

struct Table {
  struct Input {
    std::string key;
    std::size_t column = 0;
  };
  std::vector<Input> inputs;               // what it is asked with
  std::optional<std::size_t> description;  // the column that says what a row means
  std::vector<std::vector<std::string>> rows;
};

struct SchemaInput {
  std::string key;    // the publisher's name: "extension"
  std::string item;   // the item of the dictionary: "csExtension"; empty: none
  std::string table;  // the id of the table of its codes; empty: none
};

struct Schema {
  std::string id;         // "kidney_renal_pelvis"
  std::string name;       // "KidneyRenalPelvis"
  std::string number;     // empty: it has none
  std::string selection;  // the id of the table that says which sites and histologies are its own
  std::vector<SchemaInput> inputs;
};

struct Algorithm {
  std::string id;  // "cs"
  std::string version;
  std::vector<Schema> schemas;  // by number, then id
  std::map<std::string, Table, std::less<>> tables;

  [[nodiscard]] const Table* table(std::string_view name) const {
    const auto found = tables.find(name);
    return found == tables.end() ? nullptr : &found->second;
  }
};

// Fails on what cannot be read, and on what is no staging algorithm.
Result<Algorithm> read_algorithm(const std::string& path);

}  // namespace edict::staging
