// Cells of key columns against the items that the table is asked with: what no value can be, and codes that no row
// holds.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "dsl/lint/code_cells.h"
#include "dsl/lint/rules.h"
#include "dsl/sema/codes.h"

namespace edict::lint_rules {
namespace {

// By table, the items of each key; a key that is asked with anything else is left out.
class KeyItems {
 public:
  explicit KeyItems(const hir::Module& module) : module_(module) {
    for (const hir::Lookup& lookup : module.lookups) {
      add(lookup.table, lookup.arguments);
      looked_up_.insert(lookup.table);
    }
    for (const hir::Expr& expr : module.exprs) {
      if (expr.kind == hir::ExprKind::InTable) add(expr.table, expr.arguments);
    }
  }

  [[nodiscard]] std::vector<ItemId> of(hir::TableId table, std::size_t key) const {
    const auto found = items_.find({table, key});
    if (found == items_.end() || other_.contains({table, key})) return {};
    return {found->second.begin(), found->second.end()};
  }

  // A table that is only asked whether it has a row need not have all.
  [[nodiscard]] bool is_looked_up(hir::TableId table) const { return looked_up_.contains(table); }

 private:
  template <class Arguments>
  void add(hir::TableId table, const Arguments& arguments) {
    // Asked with a written key, the table is several in one: rows of other keys are none of the items asked for.
    const bool is_part = std::ranges::any_of(
        arguments, [&](hir::ExprId argument) { return module_[argument].kind == hir::ExprKind::TextValue; });
    for (std::size_t key = 0; key < arguments.size(); ++key) {
      const hir::Expr& asked = module_[arguments[key]];
      if (asked.kind == hir::ExprKind::Item && !is_part) items_[{table, key}].insert(asked.item);
      else other_.insert({table, key});
    }
  }

  const hir::Module& module_;
  std::map<std::pair<hir::TableId, std::size_t>, std::set<ItemId>> items_;
  std::set<std::pair<hir::TableId, std::size_t>> other_;
  std::set<hir::TableId> looked_up_;
};

// A code of the item's list that lies between two others of one length, both left out.
std::optional<std::string> listed_between(const Item& item, std::string_view low, std::string_view high) {
  if (!item.codes) return std::nullopt;
  const std::optional<std::string> next = code_after(std::string(low));
  for (const CodeSetEntry& entry : item.codes->entries()) {
    if (entry.kind == CodeSetEntry::Kind::Pattern || entry.low.size() != low.size()) continue;
    if (entry.low > low && entry.low < high) return entry.low;
    const bool holds_next =
        entry.kind == CodeSetEntry::Kind::Range && next && entry.low <= *next && *next <= entry.high;
    if (holds_next && *next < high) return next;
  }
  return std::nullopt;
}

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
      const bool is_alone = table_.keys.size() == 1 && table_.keys[key].match == hir::TableKey::Match::LowHigh;
      if (is_alone && items_.is_looked_up(id_)) check_gaps(table_.keys[key], asked);
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
    lint_.reporter.report(Code::KeyFitsNoItem, place_of(row),
                          {described(row), to_string(entry), sema::introduce(lint_.item(asked.front()))});
  }

  // Listed codes between the ranges of two rows, which follow each other in order of their codes.
  void check_gaps(const hir::TableKey& key, const std::vector<ItemId>& asked) {
    const auto low = [&](std::size_t row) { return table_.rows.at(row, key.column); };
    const auto high = [&](std::size_t row) { return table_.rows.at(row, key.high); };
    std::vector<std::size_t> order(table_.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t row) { return std::pair(low(row).size(), low(row)); });
    for (std::size_t i = 1, widest = order.empty() ? 0 : order[0]; i < order.size(); ++i) {
      const std::size_t row = order[i];
      if (high(widest).size() == low(row).size() && high(widest) < low(row))
        report_gap(widest, row, asked, high(widest), low(row));
      if (high(widest).size() != high(row).size() || high(row) > high(widest)) widest = row;
    }
  }

  void report_gap(std::size_t before, std::size_t row, const std::vector<ItemId>& asked, std::string_view low,
                  std::string_view high) {
    for (const ItemId item : asked) {
      const std::optional<std::string> code = listed_between(lint_.item(item), low, high);
      if (!code) continue;
      lint_.reporter.report(Code::CodesBetweenRows, place_of(row),
                            {described(before), described(row), *code, sema::introduce(lint_.item(item))});
    }
  }

  [[nodiscard]] Location place_of(std::size_t row) const { return rows_.empty() ? table_.location : rows_[row]; }

  [[nodiscard]] std::string described(std::size_t row) const {
    if (rows_.empty()) return fmt::format("row {} of table {}", row + 1, table_.name);
    return fmt::format("line {}", lint_.sources[rows_[row].file].line_column(rows_[row].span.begin).line);
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
