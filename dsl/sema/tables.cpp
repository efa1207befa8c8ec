#include "dsl/sema/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/csv_text.h"
#include "dsl/sema/grid.h"

namespace edict::sema {
namespace {

using Match = hir::TableKey::Match;

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
    if (clause_.root().has(NodeKind::String)) {
      read_file(clause_.root().child(NodeKind::String));
    } else {
      read_rows_in_text();
    }
    for (const ClauseRef& child : clause_.children()) read_clause(child);
    for (const ClauseRef& child : clause_.children()) {
      if (child.kind() == NodeKind::PeriodClause) read_period(child);
    }
    if (!definition_.is_broken && table_.keys.empty()) {
      report_missing("`match`");
    } else if (!definition_.is_broken && table_.rows.size() == 0) {
      report_missing("rows");
    }
    if (table_.returns.empty()) offer_all_but_keys();
    if (!definition_.is_broken) check_floor();
    if (!definition_.is_broken) parse_cells();
    if (!definition_.is_broken) definition_.most_rows = check_rows(analysis_, table_, places_);
    if (!definition_.is_broken) check_most_rows();
    definition_.places = std::move(places_);
    definition_.table = add_to_module(std::move(table_));
  }

 private:
  hir::TableId add_to_module(hir::Table table) {
    analysis_.hir.module().tables.push_back(std::move(table));
    return hir::TableId(analysis_.hir.module().tables.size() - 1);
  }

  void report_missing(std::string_view what) {
    analysis_.report(Code::TableWithoutRows, clause_.root().children().front().location(), {table_.name, what});
    definition_.is_broken = true;
  }

  void read_rows_in_text() {
    const Grid grid = read_grid(analysis_, clause_);
    table_.columns = texts_of(grid.header);
    for (const GridRow& row : grid.rows) {
      const std::vector<std::string> texts = texts_of(row);
      table_.rows.add_row(std::span(texts));
      places_.locations.push_back(row.location);
      places_.lines.push_back(clause_.tree->source->line_column(row.location.span.begin).line);
    }
    definition_.is_broken |= grid.has_misfits;
    if (table_.columns.empty()) report_missing("rows");
  }

  void read_file(NodeRef name) {
    places_.file = unquoted(name.text());
    places_.locations = {name.location()};
    const Result<std::string> text = analysis_.read_named_file(clause_.tree->source->path(), places_.file);
    if (!text) {
      analysis_.report(Code::TableUnreadable, name.location(), {text.error().message});
      definition_.is_broken = true;
      return;
    }
    read_csv(*text, [&](std::span<const std::string_view> cells, std::uint32_t line) { add_file_row(cells, line); });
    if (table_.columns.empty()) report_missing("rows");
  }

  // The first row of a file names its columns.
  void add_file_row(std::span<const std::string_view> cells, std::uint32_t line) {
    if (table_.columns.empty()) {
      table_.columns.assign(cells.begin(), cells.end());
      return;
    }
    if (cells.size() == table_.columns.size()) {
      table_.rows.add_row(cells);
      places_.lines.push_back(line);
      return;
    }
    analysis_.report(Code::RowWidth, places_.locations.front(),
                     {fmt::format("line {} of {}", line, places_.file), counted(cells.size(), "cell"),
                      counted(table_.columns.size(), "column")});
    definition_.is_broken = true;
  }

  void read_clause(const ClauseRef& clause) {
    switch (clause.kind()) {
      case NodeKind::MatchClause:
        for (const NodeRef key : clause.root().children()) read_key(key);
        break;
      case NodeKind::ReturnsClause:
        for (const NodeRef returned : clause.root().children()) read_returned(returned);
        break;
      case NodeKind::ExpectClause: table_.expect = expected(clause.root().children().front().kind()); break;
      case NodeKind::RowClause:
        if (!places_.file.empty()) analysis_.report(Code::RowsTwice, clause.location(), {table_.name, places_.file});
        break;
      default: break;
    }
  }

  static hir::Table::Expect expected(NodeKind kind) {
    switch (kind) {
      case NodeKind::ExpectFirst: return hir::Table::Expect::FirstRow;
      case NodeKind::ExpectLast: return hir::Table::Expect::LastRow;
      case NodeKind::ExpectAll: return hir::Table::Expect::AllRows;
      default: return hir::Table::Expect::OneRow;
    }
  }

  void read_key(NodeRef node) {
    const std::vector<NodeRef> words = node.children();
    hir::TableKey key;
    key.name = words.front().text();
    const std::optional<std::uint32_t> column = column_named(words.size() == 1 ? words.front() : words[1]);
    std::optional<std::uint32_t> high = column;
    if (node.kind() == NodeKind::MatchRange) key.match = Match::Range;
    if (node.kind() == NodeKind::MatchFloor) key.match = Match::Floor;
    if (node.kind() == NodeKind::MatchLowHigh) {
      key.match = Match::LowHigh;
      high = column_named(words.back());
    }
    if (!column || !high) return;
    key.column = *column;
    key.high = *high;
    table_.keys.push_back(std::move(key));
  }

  // INVARIANT: the period is the last key.
  void read_period(const ClauseRef& clause) {
    if (table_.has_period()) {
      analysis_.report(Code::GivenTwice, clause.word(), {"period"});
      return;
    }
    const std::vector<NodeRef> columns = clause.root().children();
    const std::optional<std::uint32_t> first = column_named(columns.front());
    const std::optional<std::uint32_t> last = column_named(columns.back());
    if (!first || !last) return;
    hir::TableKey key;
    key.name = "at";
    key.match = Match::Period;
    key.column = *first;
    key.high = *last;
    table_.keys.push_back(std::move(key));
  }

  void read_returned(NodeRef returned) {
    const auto column = column_named(returned.child(NodeKind::Word));
    if (!column) return;
    table_.returns.push_back(*column);
    if (returned.has(NodeKind::ListColumn)) list_columns_.push_back({*column, returned.location()});
    if (returned.has(NodeKind::CodeList)) check_returned(*column, returned.child(NodeKind::CodeList));
  }

  void check_returned(std::uint32_t column, NodeRef list) {
    const CodeSet codes = code_set_of(read_code_list(analysis_, list));
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const std::string_view cell = table_.rows.at(row, column);
      if (codes.contains(cell)) continue;
      analysis_.report(
          Code::CellNotOffered, places_.location(row),
          {places_.describe(row), cell.empty() ? "an empty cell" : fmt::format("`{}`", cell), table_.columns[column]});
      definition_.is_broken = true;
    }
  }

  std::optional<std::uint32_t> column_named(NodeRef word) {
    if (table_.columns.empty()) return std::nullopt;  // reported
    const auto found = std::ranges::find(table_.columns, word.text());
    if (found != table_.columns.end()) return static_cast<std::uint32_t>(found - table_.columns.begin());
    std::string hint = did_you_mean(word.text(), {table_.columns.begin(), table_.columns.end()});
    if (hint.empty()) hint = fmt::format("its columns are {}", fmt::join(table_.columns, ", "));
    analysis_.report(Code::UnknownColumn, word.location(), {word.text(), table_.name}, std::move(hint));
    definition_.is_broken = true;
    return std::nullopt;
  }

  void offer_all_but_keys() {
    for (std::uint32_t column = 0; column < table_.columns.size(); ++column) {
      const bool is_key = std::ranges::any_of(
          table_.keys, [column](const hir::TableKey& key) { return key.column == column || key.high == column; });
      if (!is_key) table_.returns.push_back(column);
    }
  }

  // With two floors, or with a row for each of several days, or with all rows, which row is the greatest is not clear.
  void check_floor() {
    const auto floors = std::ranges::count(table_.keys, Match::Floor, &hir::TableKey::match);
    const bool is_alone = floors <= 1 && !table_.has_period() && table_.expect != hir::Table::Expect::AllRows;
    if (floors == 0 || is_alone) return;
    analysis_.report(Code::FloorWithOther, clause_.root().children().front().location(), {table_.name});
    definition_.is_broken = true;
  }

  void parse_cells() {
    for (hir::TableKey& key : table_.keys) {
      if (key.match == Match::Range) parse_codes(key);
      if (key.match == Match::LowHigh) check_ends(key);
      if (key.match == Match::Period) parse_periods(key);
    }
    for (const auto& [column, location] : list_columns_) add_list(column);
  }

  void parse_codes(hir::TableKey& key) {
    std::unordered_map<std::string_view, std::uint32_t> known;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const std::string_view cell = table_.rows.at(row, key.column);
      const auto [set, is_new] = known.try_emplace(cell, static_cast<std::uint32_t>(key.sets.size()));
      if (is_new) {
        bool takes_blank = false;
        key.sets.push_back(parse_cell(row, cell, &takes_blank));
        key.blank_sets.push_back(takes_blank);
      }
      key.set_of_row.push_back(set->second);
    }
  }

  CodeSet parse_cell(std::size_t row, std::string_view cell, bool* takes_blank = nullptr) {
    const auto report = [&](std::string_view entry, std::string_view problem) {
      analysis_.report(Code::CellNoCodes, places_.location(row), {places_.describe(row), entry, problem});
      definition_.is_broken = true;
    };
    return codes_of_cell(cell, report, takes_blank);
  }

  void check_ends(const hir::TableKey& key) {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const std::string_view low = table_.rows.at(row, key.column);
      const std::string_view high = table_.rows.at(row, key.high);
      if (!high.empty() && (low.size() != high.size() || low > high)) report_reversed(row, key);
    }
  }

  void report_reversed(std::size_t row, const hir::TableKey& key) {
    analysis_.report(Code::RowReversed, places_.location(row),
                     {places_.describe(row), table_.rows.at(row, key.column), table_.rows.at(row, key.high)});
    definition_.is_broken = true;
  }

  void parse_periods(const hir::TableKey& key) {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const DayRange period{parse_day(row, key.column).first, parse_day(row, key.high).last};
      if (period.first > period.last) report_reversed(row, key);
      table_.periods.push_back(period);
    }
  }

  // A blank end is open.
  DayRange parse_day(std::size_t row, std::uint32_t column) {
    const std::string_view cell = table_.rows.at(row, column);
    if (cell.empty()) return DayRange::any();
    const ParsedDate date = parse_written_date(cell);
    if (date.problem != DateProblem::None) {
      analysis_.report(Code::CellNoDate, places_.location(row), {places_.describe(row), cell, describe(date.problem)});
      definition_.is_broken = true;
    }
    return date.days;
  }

  // The lists of a column as a table of their own: `x in row.codes` asks whether (row.codes, x) is in it.
  void add_list(std::uint32_t column) {
    hir::Table lists;
    lists.name = fmt::format("{}.{}", table_.name, table_.columns[column]);
    lists.columns = {table_.columns[column]};
    lists.location = table_.location;
    lists.holds_lists = true;
    lists.keys.resize(2);
    for (hir::TableKey& key : lists.keys) key.name = table_.columns[column];
    hir::TableKey& codes = lists.keys[1];
    codes.match = Match::Range;
    std::unordered_set<std::string_view> known;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const std::string_view cell = table_.rows.at(row, column);
      if (!known.insert(cell).second) continue;
      lists.rows.add_row(std::span(&cell, 1));
      codes.set_of_row.push_back(static_cast<std::uint32_t>(codes.sets.size()));
      codes.sets.push_back(parse_cell(row, cell));
    }
    definition_.lists.push_back({column, add_to_module(std::move(lists))});
  }

  void check_most_rows() {
    const bool is_written_out = table_.has_period() || table_.expect == hir::Table::Expect::AllRows;
    if (!is_written_out || definition_.most_rows <= kMostRowsOfAKey) return;
    analysis_.report(Code::TooManyRows, clause_.root().children().front().location(),
                     {table_.name, fmt::to_string(definition_.most_rows), fmt::to_string(kMostRowsOfAKey)});
    definition_.is_broken = true;
  }

  Analysis& analysis_;
  TableDefinition& definition_;
  ClauseRef clause_;
  hir::Table table_;
  RowPlaces places_;
  std::vector<std::pair<std::uint32_t, Location>> list_columns_;
};

}  // namespace

std::string RowPlaces::describe(std::size_t row) const {
  return file.empty() ? fmt::format("line {}", lines[row]) : fmt::format("line {} of {}", lines[row], file);
}

void read_tables(Analysis& analysis) {
  for (auto& [id, package] : analysis.packages) {
    for (auto& [name, definition] : package.tables) TableReader(analysis, definition).read();
  }
}

CodeSet codes_of_cell(std::string_view cell,
                      const std::function<void(std::string_view entry, std::string_view problem)>& report,
                      bool* takes_blank) {
  std::vector<CodeSetEntry> entries;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of(", "), cell.size());
    const std::string_view text = cell.substr(0, end);
    if (takes_blank != nullptr && text == "blank") {
      *takes_blank = true;
    } else if (!text.empty()) {
      ParsedEntry parsed = parse_code_set_entry(text);
      if (parsed.entry) {
        entries.push_back(*std::move(parsed.entry));
      } else {
        report(text, parsed.problem);
      }
    }
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return CodeSet(std::move(entries));
}

std::vector<std::string_view> distinct_cells(const hir::Table& table, std::uint32_t column) {
  std::vector<std::string_view> cells;
  std::unordered_set<std::string_view> known;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string_view cell = table.rows.at(row, column);
    if (known.insert(cell).second) cells.push_back(cell);
  }
  return cells;
}

}  // namespace edict::sema
