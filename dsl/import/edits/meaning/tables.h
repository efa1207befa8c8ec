// Tables of a package and the keys they are searched by.
//
// Immutable after reading; shared between threads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsl/import/edits/package.h"

namespace edict::foreign {

struct Table {
  std::string id;
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
  [[nodiscard]] std::optional<std::size_t> column(std::string_view heading) const;
};

// How a key finds its row.
enum class Search : std::uint8_t {
  Exact,      // the first row whose key is the value; blanks at its end do not count
  ExactAsIs,  // the same, blanks count
  Floor,      // the last row of the greatest key that is not greater; blanks at the end do not count
  FloorAsIs,  // the same, blanks count
};

// The columns of a table joined into a key, sorted.
class TableIndex {
 public:
  TableIndex(const Table& table, std::vector<std::size_t> columns);
  [[nodiscard]] const Table& table() const { return *table_; }
  [[nodiscard]] const std::vector<std::size_t>& columns() const { return columns_; }
  [[nodiscard]] std::optional<std::size_t> find(Search search, std::string_view key) const;

 private:
  struct Rows {
    std::size_t first;
    std::size_t last;
  };
  const Table* table_;
  std::vector<std::size_t> columns_;
  std::map<std::string, Rows, std::less<>> rows_;
};

class Tables {
 public:
  // Reads the tables and indexes among the entries. Adds "ID:LINE: problem" for each that cannot be read; the rest goes
  // on without it.
  static Tables read(const EditsPackage& package, std::vector<std::string>& problems);

  [[nodiscard]] const Table* table(std::string_view id) const;
  [[nodiscard]] const TableIndex* index(std::string_view id) const;

 private:
  void read_index(const ContextEntry& entry, std::vector<std::string>& problems);

  std::map<std::string, Table, std::less<>> tables_;
  std::map<std::string, TableIndex, std::less<>> indexes_;
};

}  // namespace edict::foreign
