// What the test of a measure gives: the groups of its rows, taken as one data set.
#include <algorithm>

#include "dsl/sema/analysis.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/edits.h"
#include "dsl/sema/grid.h"

namespace edict::sema {

void read_gives(Analysis& analysis, const hir::Measure& measure, const ClauseRef& test, hir::TestTable& table) {
  const std::vector<ClauseRef> children = test.children();
  const auto gives = std::ranges::find(children, NodeKind::GivesClause, &ClauseRef::kind);
  if (gives == children.end()) {
    analysis.report(Code::GivesMissing, test.word());
    return;
  }
  const auto later = std::find_if(gives + 1, children.end(),
                                  [](const ClauseRef& child) { return child.kind() == NodeKind::GivesClause; });
  if (later != children.end()) analysis.report(Code::GivenTwice, later->word(), {later->word_text()});
  std::vector<std::string_view> known = {"count", "cases", "percent", "low", "high", "level"};
  for (const hir::Measure::Key& key : measure.keys) known.push_back(key.written);

  const Grid grid = read_grid(analysis, *gives);
  for (const GridCell& cell : grid.header.cells) {
    if (!contains(known, cell.text)) {
      analysis.report(Code::GivesColumn, cell.location, {cell.text}, did_you_mean(cell.text, known));
    } else if (contains(table.gives, cell.text)) {
      analysis.report(Code::ColumnTwice, cell.location, {cell.text});
    }
    table.gives.push_back(cell.text);
  }
  for (const hir::Measure::Key& key : measure.keys) {
    if (!contains(table.gives, key.written)) analysis.report(Code::GivesKey, gives->word(), {key.written});
  }
  for (const GridRow& row : grid.rows) {
    hir::TestTable::Group group;
    group.location = row.location;
    for (const GridCell& cell : row.cells) group.cells.push_back(cell.text);
    table.groups.push_back(std::move(group));
  }
}

}  // namespace edict::sema
