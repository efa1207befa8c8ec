// `lookup T(x, y) as row`: the row for the clauses below, and what it means that there is none.
#include <algorithm>

#include "dsl/sema/edit_reader.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {

void EditReader::read_lookup(const ClauseRef& clause, Block& block) {
  const std::vector<NodeRef> children = clause.root().children();  // table, values, name, otherwise
  TableDefinition* definition = resolve_table(analysis_, block.scope, children.front());
  const NodeRef name = children[children.size() - 2];
  const NodeRef otherwise = children.back();
  check_new_name(analysis_, block.scope, name.text(), name.location());
  const std::size_t no_row = word_among(otherwise.children().front(), {"skip", "pass", "fail", "blanks"});

  hir::Lookup lookup;
  lookup.name = name.text();
  lookup.location = clause.location();
  if (definition != nullptr && !definition->is_broken) {
    lookup.table = definition->table;
    lookup.arguments = table_arguments(analysis_, block.scope, analysis_.hir.module()[definition->table],
                                       {children.begin() + 1, children.end() - 2}, clause.location());
  }
  const hir::LookupId id(analysis_.hir.module().lookups.size());
  const bool is_understood = !lookup.arguments.empty();
  analysis_.hir.module().lookups.push_back(std::move(lookup));
  // The name is known even if the lookup is not understood: its uses are no mistakes of their own.
  static const TableDefinition kBroken = [] {
    TableDefinition broken;
    broken.is_broken = true;
    return broken;
  }();
  block.scope.rows.push_back({name.text(), id, definition != nullptr && is_understood ? definition : &kBroken});
  if (!is_understood) return;

  ActiveLookup active;
  active.lookup = id;
  active.no_row = static_cast<NoRow>(no_row);
  if (active.no_row == NoRow::Skip) {
    const hir::ExprId found = analysis_.hir.row_found(id, clause.location());
    active.guard = static_cast<std::uint32_t>(edit_.guards.size());
    add_guard(hir::GuardKind::Lookup, found, found, clause, block);
  }
  block.lookups.push_back(active);
}

void EditReader::apply_lookups(const Block& block, hir::Require& require) {
  hir::Module& module = analysis_.hir.module();
  for (const ActiveLookup& active : block.lookups) {
    const auto reads = [&](hir::ExprId expr) { return reads_row(module, expr, active.lookup); };
    const bool uses_row = reads(require.condition) || (require.override_by && reads(require.override_by->is_set)) ||
                          std::ranges::any_of(require.guards, [&](std::uint32_t guard) {
                            const hir::GuardKind kind = edit_.guards[guard].kind;
                            return kind != hir::GuardKind::Lookup && kind != hir::GuardKind::InOrder &&
                                   reads(edit_.guards[guard].applies);
                          });
    if (!uses_row) {
      if (active.no_row == NoRow::Skip) std::erase(require.guards, active.guard);
      continue;
    }
    const Location location = require.location;
    const hir::ExprId found = analysis_.hir.row_found(active.lookup, module[active.lookup].location);
    if (active.no_row == NoRow::Pass) {
      const hir::ExprId missing = analysis_.hir.call(Builtin::Not, {found}, module[active.lookup].location);
      require.condition = analysis_.hir.call(Builtin::Or, {missing, require.condition}, location);
    } else if (active.no_row == NoRow::Fail) {
      require.condition = analysis_.hir.call(Builtin::And, {found, require.condition}, location);
    }
  }
}

}  // namespace edict::sema
