// `lookup T(x, y) as row`: the row for the clauses below, and what it means that there is none.
//
// A table with a period may have several rows for a date of several days, and one that expects all rows may have
// several for any values. Each is a Lookup of its own, with the number of its row: in the first case a cell is a value
// by cases, in the second the clauses below are read once for each.
#include <algorithm>
#include <utility>

#include "dsl/sema/edit_reader.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/rows.h"

namespace edict::sema {
namespace {

// The name of a row is known even if the lookup is not understood: its uses are no mistakes of their own.
const TableDefinition& broken_table() {
  static const TableDefinition kBroken = [] {
    TableDefinition broken;
    broken.is_broken = true;
    return broken;
  }();
  return kBroken;
}

}  // namespace

bool EditReader::read_lookup(const ClauseRef& clause, Block& block) {
  const std::vector<NodeRef> children = clause.root().children();  // table, values, name, otherwise
  TableDefinition* definition = resolve_table(analysis_, block.scope, children.front());
  const NodeRef name = children[children.size() - 2];
  const NodeRef otherwise = children.back();
  check_new_name(analysis_, block.scope, name.text(), name.location());
  const std::size_t no_row = word_among(otherwise.children().front(), {"skip", "pass", "fail", "run", "blanks"});

  std::vector<hir::ExprId> arguments;
  if (definition != nullptr && !definition->is_broken) {
    arguments = table_arguments(analysis_, block.scope, *definition, {children.begin() + 1, children.end() - 2},
                                clause.location());
  }
  if (arguments.empty()) {
    block.scope.rows.push_back({name.text(), {}, &broken_table()});
    return false;
  }
  const hir::Table& table = analysis_.hir.module()[definition->table];
  const bool expects_all = table.expect == hir::Table::Expect::AllRows;
  Scope::Row row = look_up(analysis_, *definition, arguments, name.text(), clause.location());

  ActiveLookup active;
  active.lookup = row.lookup;
  active.no_row = static_cast<NoRow>(no_row);
  if (expects_all) active.turns = std::exchange(row.row_count, 1);
  row.may_be_blank = active.no_row == NoRow::Blanks && table.has_period();
  block.scope.rows.push_back(row);
  if (active.no_row == NoRow::Skip || active.no_row == NoRow::NotRun) add_row_guard(clause, active, block);
  block.lookups.push_back(active);
  return active.turns > 1;
}

void EditReader::add_row_guard(const ClauseRef& clause, ActiveLookup& active, Block& block) {
  const hir::ExprId found = analysis_.hir.row_found(active.lookup, clause.location());
  active.guard = static_cast<std::uint32_t>(edit_.guards.size());
  add_guard(hir::GuardKind::Lookup, found, found, clause, block);
}

bool EditReader::uses_row(const hir::Require& require, hir::LookupId lookup) const {
  const auto reads = [&](hir::ExprId expr) { return reads_row(analysis_.hir.module(), expr, lookup); };
  return reads(require.condition) || (require.override_by && reads(require.override_by->is_set)) ||
         std::ranges::any_of(require.guards, [&](std::uint32_t guard) {
           return edit_.guards[guard].kind != hir::GuardKind::Lookup &&
                  edit_.guards[guard].kind != hir::GuardKind::InOrder && reads(edit_.guards[guard].applies);
         });
}

void EditReader::apply_lookups(const Block& block, hir::Require& require) {
  hir::Module& module = analysis_.hir.module();
  for (const ActiveLookup& active : block.lookups) {
    const bool has_guard = active.no_row == NoRow::Skip || active.no_row == NoRow::NotRun;
    if (!uses_row(require, active.lookup)) {
      if (has_guard) std::erase(require.guards, active.guard);
      continue;
    }
    const Location location = require.location;
    const hir::ExprId found = analysis_.hir.row_found(active.lookup, module[active.lookup].location);
    if (active.no_row == NoRow::Pass) {
      const hir::ExprId missing = analysis_.hir.call(Builtin::Not, {found}, module[active.lookup].location);
      require.condition = analysis_.hir.call(Builtin::Or, {missing, require.condition}, location);
    } else if (active.no_row == NoRow::Fail) {
      require.condition = analysis_.hir.call(Builtin::And, {found, require.condition}, location);
    } else if (active.no_row == NoRow::NotRun) {
      add_row_check(active, require);
    }
  }
}

// `otherwise not run`: a require of its own asks for the row, once for each lookup; where it fails the edit was not
// run.
void EditReader::add_row_check(const ActiveLookup& active, const hir::Require& user) {
  if (!row_checks_.insert(active.lookup).second) return;
  const Location place = analysis_.hir.module()[active.lookup].location;
  hir::Require check;
  check.branch = user.branch;
  check.condition = analysis_.hir.row_found(active.lookup, place);
  std::ranges::copy_if(user.guards, std::back_inserter(check.guards),
                       [&](std::uint32_t guard) { return guard < active.guard; });
  // Where there is a row nothing was asked, so that what else the edit says alone decides.
  hir::Guard missing;
  missing.kind = hir::GuardKind::Lookup;
  missing.applies = missing.written = analysis_.hir.call(Builtin::Not, {check.condition}, place);
  missing.location = place;
  check.guards.push_back(static_cast<std::uint32_t>(edit_.guards.size()));
  edit_.guards.push_back(std::move(missing));
  check.is_row_check = true;
  check.location = place;
  edit_.requires_.push_back(std::move(check));
}

bool EditReader::is_left_out(const Block& block, const hir::Require& require) const {
  return !std::ranges::all_of(block.must_use, [&](hir::LookupId row) { return uses_row(require, row); });
}

// The clauses below a lookup of all rows, for the rows behind the first: with what uses the row, and nothing else.
void EditReader::read_further_rows(std::span<const ClauseRef> below, const ClauseRef& lookup, Block& block) {
  const std::size_t at = block.lookups.size() - 1;
  for (std::size_t nth = 1; nth < block.lookups[at].turns; ++nth) {
    Block turn = block;
    ActiveLookup& active = turn.lookups[at];
    const bool has_guard = active.no_row == NoRow::Skip || active.no_row == NoRow::NotRun;
    if (has_guard) std::erase(turn.guards, active.guard);
    active.lookup = hir::LookupId(active.lookup.index() + nth);
    active.no_row = NoRow::Skip;
    turn.scope.rows.back().lookup = active.lookup;
    add_row_guard(lookup, active, turn);
    turn.must_use.push_back(active.lookup);
    const std::size_t first = edit_.requires_.size();
    read_clauses(below, std::move(turn));
    add_order_guards(first, block);
  }
}

}  // namespace edict::sema
