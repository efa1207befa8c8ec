// Tables: their columns, keys and rows, from the rule text or from a file it names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "dsl/sema/hir.h"

namespace edict::sema {

struct Analysis;
struct TableDefinition;

// Where rows stand: each has a place in rule text of its own, or all stand in a file and are known by its line.
struct TableRows {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<Location> locations;   // of each row
  std::vector<std::uint32_t> lines;  // of each row: in the rule file, or in the named file
  std::string file;                  // the named file; empty when the rows stand in the rule text

  // "line 12", "line 12 of tables/site.csv"
  [[nodiscard]] std::string describe(std::size_t row) const;
};

// Cells of comma separated text (RFC 4180): quotes double inside quotes, lines end in LF or CRLF.
struct CsvText {
  std::vector<std::vector<std::string>> records;
  std::vector<std::uint32_t> lines;  // on which each record begins, from 1
};
CsvText parse_csv(std::string_view text);

// Reads all tables of all packages into the module.
void read_tables(Analysis& analysis);

// Reports rows that match the same keys although one is expected, and rows that an earlier one hides.
void check_rows(Analysis& analysis, const hir::Table& table, const TableRows& rows);

}  // namespace edict::sema
