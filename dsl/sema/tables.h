// Tables: their columns, keys and rows, from the rule text or from a file it names.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/sema/hir.h"
#include "dsl/sema/row_places.h"

namespace edict::sema {

struct Analysis;
struct TableDefinition;

// A period or a table of all rows is written out over the rows that one key can have, so these are bounded.
inline constexpr std::size_t kMostRowsOfAKey = 64;

// Reads all tables of all packages into the module.
void read_tables(Analysis& analysis);

// Reports rows that match the same keys although one is expected, rows that others hide, and periods with days between
// them that none holds. Returns how many rows one key can have; with periods, over all days.
std::size_t check_rows(Analysis& analysis, const hir::Table& table, const RowPlaces& places);

// The codes of one cell, separated by commas or blanks; `report` is called for what is no code. In the cell of a key the
// word `blank` is no code: it sets `takes_blank`.
CodeSet codes_of_cell(std::string_view cell,
                      const std::function<void(std::string_view entry, std::string_view problem)>& report,
                      bool* takes_blank = nullptr);

// The cells of a column, each once, in order of the rows.
std::vector<std::string_view> distinct_cells(const hir::Table& table, std::uint32_t column);

}  // namespace edict::sema
