// Cells of key columns against the items that the table is asked with.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/lint/rules.h"
#include "dsl/sema/codes.h"

namespace edict::lint_rules {
namespace {

// By table, the items of each key; a key that is asked with anything else is left out.
class KeyItems {
 public:
  explicit KeyItems(const hir::Module& module) : module_(module) {
    for (const hir::Lookup& lookup : module.lookups) add(lookup.table, lookup.arguments);
    for (const hir::Expr& expr : module.exprs) {
      if (expr.kind == hir::ExprKind::InTable) add(expr.table, expr.arguments);
    }
  }

  [[nodiscard]] std::vector<ItemId> of(hir::TableId table, std::size_t key) const {
    const auto found = items_.find({table, key});
    if (found == items_.end() || other_.contains({table, key})) return {};
    return {found->second.begin(), found->second.end()};
  }

 private:
  template <class Arguments>
  void add(hir::TableId table, const Arguments& arguments) {
    for (std::size_t key = 0; key < arguments.size(); ++key) {
      const hir::Expr& asked = module_[arguments[key]];
      if (asked.kind == hir::ExprKind::Item) items_[{table, key}].insert(asked.item);
      else other_.insert({table, key});
    }
  }

  const hir::Module& module_;
  std::map<std::pair<hir::TableId, std::size_t>, std::set<ItemId>> items_;
  std::set<std::pair<hir::TableId, std::size_t>> other_;
};

// The places of the rows of a table that stand in the text; empty for those in a file.
std::vector<Location> rows_of(const Lint& lint, const hir::Table& table) {
  std::vector<Location> rows;
  for (const SyntaxTree& tree : lint.trees) {
    if (tree.file != table.location.file) continue;
    for (const ClauseId id : tree.top) {
      const sema::ClauseRef clause{&tree, id};
      if (clause.kind() != NodeKind::TableClause || clause.location().span != table.location.span) continue;
      for (const sema::ClauseRef& child : clause.children()) {
        if (child.kind() == NodeKind::RowClause) rows.push_back(child.location());
      }
    }
  }
  if (!rows.empty()) rows.erase(rows.begin());  // the header
  return rows.size() == table.rows.size() ? rows : std::vector<Location>{};
}

class TableLint {
 public:
  TableLint(const Lint& lint, const KeyItems& items, hir::TableId id)
      : lint_(lint), items_(items), id_(id), table_(lint.module[id]), rows_(rows_of(lint, table_)) {}

  void run() {
    for (std::size_t key = 0; key < table_.keys.size(); ++key) {
      const std::vector<ItemId> asked = items_.of(id_, key);
      if (asked.empty()) continue;
      for (std::size_t row = 0; row < table_.rows.size(); ++row) {
        for (const CodeSetEntry& entry : entries_of(row, key)) check(row, entry, asked);
      }
    }
  }

 private:
  [[nodiscard]] std::vector<CodeSetEntry> entries_of(std::size_t row, std::size_t key) const {
    const hir::TableKey& column = table_.keys[key];
    switch (column.match) {
      case hir::TableKey::Match::Range: return column.sets[column.set_of_row[row]].entries();
      case hir::TableKey::Match::Exact: {
        const std::string_view cell = table_.rows.at(row, column.column);
        if (cell.empty()) return {};
        return {{CodeSetEntry::Kind::Single, std::string(cell), {}}};
      }
      default: return {};  // ends of ranges need not be codes
    }
  }

  void check(std::size_t row, const CodeSetEntry& entry, const std::vector<ItemId>& asked) {
    const auto is_possible = [&](ItemId item) {
      const sema::CodeFit fit = sema::fit_of(entry, lint_.item(item));
      return fit == sema::CodeFit::Fits || fit == sema::CodeFit::TooShort;
    };
    if (std::ranges::any_of(asked, is_possible)) return;
    const bool is_in_text = !rows_.empty();
    const Location place = is_in_text ? rows_[row] : table_.location;
    const std::string where = is_in_text
                                  ? fmt::format("line {}", lint_.sources[place.file].line_column(place.span.begin).line)
                                  : fmt::format("row {} of table {}", row + 1, table_.name);
    lint_.reporter.report(Code::KeyFitsNoItem, place,
                          {where, to_string(entry), sema::introduce(lint_.item(asked.front()))});
  }

  const Lint& lint_;
  const KeyItems& items_;
  hir::TableId id_;
  const hir::Table& table_;
  std::vector<Location> rows_;
};

}  // namespace

void lint_table_keys(const Lint& lint) {
  const KeyItems items(lint.module);
  for (std::size_t table = 0; table < lint.module.tables.size(); ++table) {
    TableLint(lint, items, hir::TableId(table)).run();
  }
}

}  // namespace edict::lint_rules
