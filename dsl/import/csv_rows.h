// Small CSV files (RFC 4180) with facts about a registry: read whole, cells as text. Data files are read by the
// readers.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace edict {

using CsvRow = std::vector<std::string>;

// The rows of `text`. Quoted cells may hold commas, quotes (doubled) and line ends. Empty lines, lines that begin with
// `#` and a byte order mark are left out; a last line without its end counts. An unclosed quote reaches to the end.
std::vector<CsvRow> csv_rows(std::string_view text);

// Reads a file whose first row names its columns: each row is the cells of the `columns` asked for, in that order,
// empty where a row is short. Fails when the file cannot be read or a column is missing.
Result<std::vector<CsvRow>> read_csv(const std::string& path, std::initializer_list<std::string_view> columns);

// `text` on one line: runs of white space become one blank, those at the ends go.
std::string single_line(std::string_view text);

}  // namespace edict
