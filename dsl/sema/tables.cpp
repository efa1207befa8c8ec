#include "dsl/sema/tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/grid.h"

namespace edict::sema {
namespace {

std::vector<std::string> texts_of(const GridRow& row) {
  std::vector<std::string> texts;
  for (const GridCell& cell : row.cells) texts.push_back(cell.text);
  return texts;
}

class TableReader {
 public:
  TableReader(Analysis& analysis, TableDefinition& definition)
      : analysis_(analysis), definition_(definition), clause_(definition.clause) {
    table_.name = definition.name;
    table_.location = clause_.location();
  }

  void read() {
    const bool has_file = clause_.root().has(NodeKind::String);
    if (has_file) {
      read_file(clause_.root().child(NodeKind::String));
    } else {
      read_rows_in_text();
    }
    table_.columns = rows_.columns;
    for (const ClauseRef& child : clause_.children()) read_clause(child);
    if (!definition_.is_broken && table_.keys.empty()) {
      report_missing("`match`");
    } else if (!definition_.is_broken && rows_.rows.empty()) {
      report_missing("rows");
    }
    if (table_.returns.empty()) offer_all_but_keys();
    table_.rows = rows_.rows;
    if (!definition_.is_broken) parse_ranges();
    if (!definition_.is_broken) check_rows(analysis_, table_, rows_);
    definition_.table = hir::TableId(analysis_.hir.module().tables.size());
    analysis_.hir.module().tables.push_back(std::move(table_));
  }

 private:
  void report_missing(std::string_view what) {
    analysis_.report(Code::TableWithoutRows, clause_.root().children().front().location(), {table_.name, what});
    definition_.is_broken = true;
  }

  void read_rows_in_text() {
    const Grid grid = read_grid(analysis_, clause_);
    rows_.columns = texts_of(grid.header);
    for (const GridRow& row : grid.rows) {
      rows_.rows.push_back(texts_of(row));
      rows_.locations.push_back(row.location);
      rows_.lines.push_back(clause_.tree->source->line_column(row.location.span.begin).line);
    }
    definition_.is_broken |= grid.has_misfits;
    if (rows_.columns.empty()) report_missing("rows");
  }

  void read_file(NodeRef name) {
    rows_.file = unquoted(name.text());
    const Result<std::string> text = analysis_.read_named_file(clause_.tree->source->path(), rows_.file);
    if (!text) {
      analysis_.report(Code::TableUnreadable, name.location(), {text.error().message});
      definition_.is_broken = true;
      return;
    }
    CsvText csv = parse_csv(*text);
    for (std::size_t i = 0; i < csv.records.size(); ++i) {
      if (i == 0) {
        rows_.columns = std::move(csv.records[i]);
      } else {
        rows_.rows.push_back(std::move(csv.records[i]));
        rows_.locations.push_back(name.location());
        rows_.lines.push_back(csv.lines[i]);
      }
    }
    if (rows_.columns.empty()) report_missing("rows");
    check_file_widths();
  }

  void check_file_widths() {
    for (std::size_t i = 0; i < rows_.rows.size(); ++i) {
      auto& row = rows_.rows[i];
      if (row.size() == rows_.columns.size()) continue;
      analysis_.report(Code::RowWidth, rows_.locations[i],
                       {rows_.describe(i), counted(row.size(), "cell"), counted(rows_.columns.size(), "column")});
      row.resize(rows_.columns.size());
      definition_.is_broken = true;
    }
  }

  void read_clause(const ClauseRef& clause) {
    switch (clause.kind()) {
      case NodeKind::MatchClause:
        for (const NodeRef key : clause.root().children()) read_key(key);
        break;
      case NodeKind::ReturnsClause:
        for (const NodeRef word : clause.root().children()) {
          if (const auto column = column_named(word)) table_.returns.push_back(*column);
        }
        break;
      case NodeKind::ExpectClause:
        table_.expect =
            clause.root().has(NodeKind::ExpectFirst) ? hir::Table::Expect::FirstRow : hir::Table::Expect::OneRow;
        break;
      case NodeKind::RowClause:
        if (!rows_.file.empty()) {
          analysis_.report(Code::RowsTwice, clause.location(), {table_.name, rows_.file});
        }
        break;
      default: break;
    }
  }

  void read_key(NodeRef node) {
    const std::vector<NodeRef> words = node.children();
    hir::TableKey key;
    key.name = words.front().text();
    std::optional<std::uint32_t> column = column_named(words.size() == 1 ? words.front() : words[1]);
    std::optional<std::uint32_t> high = column;
    if (node.kind() == NodeKind::MatchRange) key.match = hir::TableKey::Match::Range;
    if (node.kind() == NodeKind::MatchLowHigh) {
      key.match = hir::TableKey::Match::LowHigh;
      high = column_named(words.back());
    }
    if (!column || !high) return;
    key.column = *column;
    key.high = *high;
    table_.keys.push_back(std::move(key));
  }

  std::optional<std::uint32_t> column_named(NodeRef word) {
    if (rows_.columns.empty()) return std::nullopt;  // reported
    const auto found = std::ranges::find(rows_.columns, word.text());
    if (found != rows_.columns.end()) return static_cast<std::uint32_t>(found - rows_.columns.begin());
    std::string hint = did_you_mean(word.text(), {rows_.columns.begin(), rows_.columns.end()});
    if (hint.empty()) hint = fmt::format("its columns are {}", fmt::join(rows_.columns, ", "));
    analysis_.report(Code::UnknownColumn, word.location(), {word.text(), table_.name}, std::move(hint));
    definition_.is_broken = true;
    return std::nullopt;
  }

  void offer_all_but_keys() {
    for (std::uint32_t column = 0; column < table_.columns.size(); ++column) {
      const bool is_key = std::ranges::any_of(table_.keys, [column](const hir::TableKey& key) {
        return key.column == column || (key.match == hir::TableKey::Match::LowHigh && key.high == column);
      });
      if (!is_key) table_.returns.push_back(column);
    }
  }

  void parse_ranges() {
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      std::vector<CodeSet> sets(table_.keys.size());
      for (std::size_t k = 0; k < table_.keys.size(); ++k) {
        const hir::TableKey& key = table_.keys[k];
        if (key.match == hir::TableKey::Match::Range) sets[k] = parse_cell(i, table_.rows[i][key.column]);
        if (key.match == hir::TableKey::Match::LowHigh) check_ends(i, key);
      }
      table_.ranges.push_back(std::move(sets));
    }
  }

  // Entries separated by commas or blanks.
  CodeSet parse_cell(std::size_t row, std::string_view cell) {
    std::vector<CodeSetEntry> entries;
    while (!cell.empty()) {
      const std::size_t end = std::min(cell.find_first_of(", "), cell.size());
      if (const std::string_view text = cell.substr(0, end); !text.empty()) {
        ParsedEntry parsed = parse_code_set_entry(text);
        if (parsed.entry) {
          entries.push_back(*std::move(parsed.entry));
        } else {
          analysis_.report(Code::CellNoCodes, rows_.locations[row], {rows_.describe(row), text, parsed.problem});
          definition_.is_broken = true;
        }
      }
      cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return CodeSet(std::move(entries));
  }

  void check_ends(std::size_t row, const hir::TableKey& key) {
    const std::string& low = table_.rows[row][key.column];
    const std::string& high = table_.rows[row][key.high];
    if (high.empty() || (low.size() == high.size() && low <= high)) return;
    analysis_.report(Code::RowReversed, rows_.locations[row], {rows_.describe(row), low, high});
    definition_.is_broken = true;
  }

  Analysis& analysis_;
  TableDefinition& definition_;
  ClauseRef clause_;
  hir::Table table_;
  TableRows rows_;
};

}  // namespace

std::string TableRows::describe(std::size_t row) const {
  return file.empty() ? fmt::format("line {}", lines[row]) : fmt::format("line {} of {}", lines[row], file);
}

void read_tables(Analysis& analysis) {
  for (auto& [id, package] : analysis.packages) {
    for (auto& [name, definition] : package.tables) TableReader(analysis, definition).read();
  }
}

}  // namespace edict::sema
