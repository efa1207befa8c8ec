// Rows of cells under a clause: tables and tests.
#pragma once

#include <string>
#include <vector>

#include "dsl/sema/names.h"

namespace edict::sema {

struct Analysis;

struct GridCell {
  std::string text;
  bool is_quoted = false;
  Location location;
};

struct GridRow {
  std::vector<GridCell> cells;
  Location location;
};

struct Grid {
  GridRow header;
  std::vector<GridRow> rows;  // each as wide as the header
  bool has_misfits = false;   // rows of another width were reported and left out
};

// The rows under `clause`, as they stand.
std::vector<GridRow> read_rows(const ClauseRef& clause);

// Reads the rows under `clause`, the first of which is the header.
Grid read_grid(Analysis& analysis, const ClauseRef& clause);

// Reports a value that is longer than the item.
void check_length(Analysis& analysis, ItemId item, const GridCell& cell);

}  // namespace edict::sema
