// `for each`: its clauses are read once for each turn, with the loop's names for what the turn is about. So each turn
// has requires, and findings, of its own.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/edit_reader.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/row_aliases.h"

namespace edict::sema {
namespace {

NodeRef name_of(NodeRef loop_name) { return loop_name.child(NodeKind::VariableName); }

std::vector<NodeRef> names_in(NodeRef loop) {
  std::vector<NodeRef> names;
  for (const NodeRef child : loop.children()) {
    if (child.kind() == NodeKind::LoopName) names.push_back(child);
  }
  return names;
}

Scope::Alias alias_for(Analysis& analysis, NodeRef loop_name, ItemId item) {
  return {name_of(loop_name).text(), Scope::Alias::Kind::Item, item, {}, analysis.dictionary[item].id};
}

// The items of `(a, b, c)`; invalid ids stand for those that were reported.
std::vector<ItemId> items_in(Analysis& analysis, NodeRef list) {
  std::vector<ItemId> items;
  for (const NodeRef path : list.children()) items.push_back(resolve_item(analysis, path.text(), path.location()));
  return items;
}

}  // namespace

std::vector<ItemId> items_of_group(Analysis& analysis, const Scope& scope, NodeRef name) {
  GroupDefinition* group = find(scope.package->groups, name.text());
  if (group != nullptr) {
    group->is_used = true;
    return group->items;
  }
  if (!scope.package->broken.contains(name.text())) {
    analysis.report(Code::UnknownGroup, name.location(), {name.text()},
                    did_you_mean(name.text(), names_of(scope.package->groups)));
  }
  return {};
}

void EditReader::read_for_each(const ClauseRef& clause, const Block& block) {
  const NodeRef loop = clause.root().children().front();
  Scope names = block.scope;
  for (const NodeRef loop_name : names_in(loop)) {
    const NodeRef name = name_of(loop_name);
    check_new_name(analysis_, names, name.text(), name.location());
    names.aliases.push_back({name.text(), Scope::Alias::Kind::Item, {}, {}, {}});
  }
  const std::size_t turns_before = turn_count_;
  switch (loop.kind()) {
    case NodeKind::ItemLoop: read_item_loop(clause, loop, block); break;
    case NodeKind::PairLoop: read_pair_loop(clause, loop, block); break;
    default: read_table_loop(clause, loop, block); break;
  }
  // What is wrong with the loop has been said; that the edit then asks nothing need not be.
  has_broken_require_ |= turn_count_ == turns_before;
}

void EditReader::read_turn(const ClauseRef& clause, const Block& block, std::vector<Scope::Alias> aliases) {
  if (turn_count_ == kMostTurns) return;
  if (++turn_count_ == kMostTurns) {
    analysis_.report(Code::LoopTooLong, clause.word(), {fmt::to_string(kMostTurns)});
    return;
  }
  Block turn = block;
  std::ranges::move(aliases, std::back_inserter(turn.scope.aliases));
  read_block(clause, std::move(turn));
}

// for each item r, next item s in (a, b, c): the last item has no next, and no turn.
void EditReader::read_item_loop(const ClauseRef& clause, NodeRef loop, const Block& block) {
  const std::vector<NodeRef> names = names_in(loop);
  const NodeRef list = loop.children().back();
  const std::vector<ItemId> items =
      list.kind() == NodeKind::ItemList ? items_in(analysis_, list) : items_of_group(analysis_, block.scope, list);
  const std::size_t turns = items.size() - std::min(items.size(), names.size() - 1);
  if (turns == 0 && !items.empty()) analysis_.report(Code::LoopTooShort, list.location());
  for (std::size_t turn = 0; turn < turns; ++turn) {
    std::vector<Scope::Alias> aliases;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (items[turn + i].is_valid()) aliases.push_back(alias_for(analysis_, names[i], items[turn + i]));
    }
    if (aliases.size() == names.size()) read_turn(clause, block, std::move(aliases));
  }
}

// for each (clinical c, pathological p) in ((a, b), (c, d))
void EditReader::read_pair_loop(const ClauseRef& clause, NodeRef loop, const Block& block) {
  const std::vector<NodeRef> names = names_in(loop);
  for (const NodeRef list : loop.children()) {
    if (list.kind() != NodeKind::ItemList) continue;
    const std::vector<ItemId> items = items_in(analysis_, list);
    if (items.size() != names.size()) {
      analysis_.report(Code::LoopWidth, list.location(),
                       {counted(items.size(), "item"), counted(names.size(), "name")});
      continue;
    }
    std::vector<Scope::Alias> aliases;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (items[i].is_valid()) aliases.push_back(alias_for(analysis_, names[i], items[i]));
    }
    if (aliases.size() == names.size()) read_turn(clause, block, std::move(aliases));
  }
}

// for each (item, codes) in table T: names are columns; `(item d)` calls the column `item` by the name `d`.
void EditReader::read_table_loop(const ClauseRef& clause, NodeRef loop, const Block& block) {
  const TableDefinition* definition = resolve_table(analysis_, block.scope, loop.child(NodeKind::TableName));
  if (definition == nullptr || definition->is_broken) return;
  const hir::Table& table = analysis_.hir.module()[definition->table];
  std::vector<std::pair<std::string_view, std::uint32_t>> columns;
  for (const NodeRef loop_name : names_in(loop)) {
    const NodeRef column = loop_name.children().front();
    const auto found = std::ranges::find(table.columns, column.text());
    if (found == table.columns.end()) {
      std::string hint = did_you_mean(column.text(), {table.columns.begin(), table.columns.end()});
      if (hint.empty()) hint = fmt::format("its columns are {}", fmt::join(table.columns, ", "));
      analysis_.report(Code::UnknownColumn, column.location(), {column.text(), table.name}, std::move(hint));
      return;
    }
    columns.emplace_back(name_of(loop_name).text(), static_cast<std::uint32_t>(found - table.columns.begin()));
  }
  const std::size_t turns = table.rows.size();
  const RowAliases aliases(analysis_, *definition, std::move(columns));
  for (std::size_t row = 0; row < turns; ++row) {
    std::vector<Scope::Alias> of_row = aliases.of_row(row);
    if (!of_row.empty()) read_turn(clause, block, std::move(of_row));
  }
}

}  // namespace edict::sema
