#include "dsl/sema/grid.h"

#include <algorithm>

#include "base/utf8.h"
#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"

namespace edict::sema {
namespace {

GridRow read_row(const ClauseRef& clause) {
  GridRow row;
  row.location = clause.location();
  for (const NodeRef node : clause.root().children()) {
    const bool is_quoted = node.kind() == NodeKind::QuotedCell;
    row.cells.push_back({is_quoted ? unquoted(node.text()) : std::string(node.text()), is_quoted, node.location()});
  }
  return row;
}

// When all rows differ from the header in the same way, the header is at fault and is reported alone.
void report_misfits(Analysis& analysis, const Grid& grid) {
  const std::size_t width = grid.header.cells.size();
  const std::string columns = counted(width, "column");
  const std::size_t first = grid.rows.front().cells.size();
  const bool all_agree = std::ranges::all_of(grid.rows, [&](const GridRow& row) { return row.cells.size() == first; });
  if (all_agree && first != width && grid.rows.size() > 1) {
    analysis.report(Code::RowWidth, grid.header.location, {"each row", counted(first, "cell"), columns});
    return;
  }
  for (const GridRow& row : grid.rows) {
    if (row.cells.size() == width) continue;
    analysis.report(Code::RowWidth, row.location, {"the row", counted(row.cells.size(), "cell"), columns});
  }
}

}  // namespace

std::vector<GridRow> read_rows(const ClauseRef& clause) {
  std::vector<GridRow> rows;
  for (const ClauseRef& child : clause.children()) {
    if (child.kind() == NodeKind::RowClause) rows.push_back(read_row(child));
  }
  return rows;
}

Grid read_grid(Analysis& analysis, const ClauseRef& clause) {
  Grid grid;
  grid.rows = read_rows(clause);
  if (grid.rows.empty()) return grid;
  grid.header = std::move(grid.rows.front());
  grid.rows.erase(grid.rows.begin());
  if (grid.rows.empty()) return grid;
  report_misfits(analysis, grid);
  const std::size_t width = grid.header.cells.size();
  grid.has_misfits = std::erase_if(grid.rows, [&](const GridRow& row) { return row.cells.size() != width; }) > 0;
  return grid;
}

void check_length(Analysis& analysis, ItemId id, const GridCell& cell) {
  const Item& item = analysis.dictionary[id];
  const std::size_t length = character_count(cell.text);
  if (item.length == 0 || item.allows_unlimited_text || length <= item.length) return;
  analysis.report(Code::CellTooLong, cell.location,
                  {cell.text, std::to_string(length), introduce(item), std::to_string(item.length)});
}

}  // namespace edict::sema
