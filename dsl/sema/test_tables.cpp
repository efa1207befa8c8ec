// Tests of an edit: a header of items, and a row for each record.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/sema/analysis.h"
#include "dsl/sema/base_records.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/edits.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/grid.h"

namespace edict::sema {
namespace {

constexpr std::string_view kOutcomes[] = {"pass", "fail", "overridden", "unsure", "skipped", "not_run"};

class TestReader {
 public:
  TestReader(Analysis& analysis, const hir::Edit& edit, const std::vector<Scope::Alias>& aliases,
             const EffectiveDate& effective)
      : analysis_(analysis), edit_(edit), effective_(effective), aliases_(aliases) {}

  hir::TestTable read(const ClauseRef& clause) {
    table_.location = clause.location();
    const Grid grid = read_grid(analysis_, clause);
    read_header(clause, grid.header);
    table_.columns = table_.items.size();
    if (clause.root().has(NodeKind::Name)) begin_from(clause.root().child(NodeKind::Name));
    for (const GridRow& row : grid.rows) {
      if (is_of_this_edit(row)) read_row(row);
    }
    if (edit_.measure) {
      read_gives(analysis_, *edit_.measure, clause, table_);
    } else {
      for (const ClauseRef& child : clause.children()) {
        if (child.kind() == NodeKind::GivesClause) analysis_.report(Code::GivesOfEdit, child.word());
      }
    }
    return std::move(table_);
  }

 private:
  // What a column of the text is for.
  struct Column {
    enum class Role : std::uint8_t { Item, Result, Case, Edit, Unknown };
    Role role = Role::Unknown;
    ItemId item;
  };

  // What the base record has and no column lists. Items of records that the edit never sees are left out.
  void begin_from(NodeRef name) {
    table_.base = find_base_record(analysis_, edit_.package, name);
    if (!table_.base.is_valid()) return;
    base_ = &analysis_.hir.module()[table_.base];
    for (const hir::BaseRecord::Value& value : base_->values) {
      if (contains(table_.items, value.item) || !is_in_reach(analysis_.dictionary[value.item].level)) continue;
      table_.items.push_back(value.item);
      base_cells_.push_back(value.text);
    }
  }

  [[nodiscard]] bool is_in_reach(LevelId level) const {
    const Dictionary& dictionary = analysis_.dictionary;
    return dictionary.is_ancestor_or_self(level, edit_.level) || dictionary.is_ancestor_or_self(edit_.level, level);
  }

  void read_header(const ClauseRef& clause, const GridRow& header) {
    std::vector<std::string> seen;
    for (const GridCell& cell : header.cells) {
      if (contains(seen, cell.text)) {
        analysis_.report(Code::ColumnTwice, cell.location, {cell.text});
      }
      seen.push_back(cell.text);
      columns_.push_back(read_column(cell));
      if (columns_.back().role == Column::Role::Item) table_.items.push_back(columns_.back().item);
      if (columns_.back().role == Column::Role::Case) table_.has_cases = true;
    }
    has_result_ = contains(columns_, Column::Role::Result, &Column::role);
    if (!has_result_ && !edit_.measure) analysis_.report(Code::TestWithoutResult, clause.word());
  }

  Column read_column(const GridCell& cell) {
    if (cell.text == "result" && !edit_.measure) return {Column::Role::Result, {}};
    if (cell.text == "case") return {Column::Role::Case, {}};
    if (cell.text == "edit" && !aliases_.empty()) return {Column::Role::Edit, {}};
    const auto alias = std::ranges::find(aliases_, cell.text, &Scope::Alias::name);
    const ItemId item = alias != aliases_.end() ? alias->item : find_item(analysis_, cell.text);
    if (!item.is_valid()) {
      analysis_.report(Code::TestColumn, cell.location, {cell.text},
                       did_you_mean_item(cell.text, analysis_.dictionary));
      return {};
    }
    const LevelId level = analysis_.dictionary[item].level;
    if (!is_in_reach(level)) {
      analysis_.report(Code::TestColumnReach, cell.location,
                       {cell.text, analysis_.level_name(level), analysis_.level_name(edit_.level)});
      return {};
    }
    return {Column::Role::Item, item};
  }

  // A template's test may say in a column `edit` which of its edits a row is for.
  [[nodiscard]] bool is_of_this_edit(const GridRow& row) const {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (columns_[i].role == Column::Role::Edit && row.cells[i].text != edit_.id) return false;
    }
    return true;
  }

  void read_row(const GridRow& written) {
    hir::TestRow row;
    row.location = written.location;
    const std::vector<GridCell>& cells = written.cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      switch (columns_[i].role) {
        case Column::Role::Item: row.cells.push_back(read_value(columns_[i].item, cells[i])); break;
        case Column::Role::Result: read_result(cells[i], row); break;
        case Column::Role::Case: read_case(cells[i], row); break;
        case Column::Role::Edit:
        case Column::Role::Unknown: break;
      }
    }
    row.cells.insert(row.cells.end(), base_cells_.begin(), base_cells_.end());
    check_case(row);
    if (has_result_) check_result(row);
    table_.rows.push_back(std::move(row));
  }

  std::string read_value(ItemId id, const GridCell& cell) {
    if (cell.text == "." && !cell.is_quoted) return value_of_point(id, cell.location);
    check_length(analysis_, id, cell);
    return cell.text;
  }

  // `.`: what the base record has, or a date inside the period.
  std::string value_of_point(ItemId id, Location location) {
    const std::string* value = base_ == nullptr ? nullptr : base_->find(id);
    if (value != nullptr) return *value;
    if (id == effective_.item && !effective_.date.empty()) return effective_.date;
    if (base_ != nullptr) {
      const std::string stands_for = fmt::format("the value that record `{}` has", base_->name);
      analysis_.report(Code::NoDateInside, location, {stands_for, "it has no such item"});
    } else {
      analysis_.report(
          Code::NoDateInside, location,
          {"a date inside the period of `effective`", !effective_.item.is_valid() ? "the edit has none"
                                                      : id != effective_.item     ? "this is another column"
                                                                                  : "the period has no written date"});
    }
    return {};
  }

  // `fail`, `fail "part of the message"`.
  void read_result(const GridCell& cell, hir::TestRow& row) {
    if (cell.text.empty()) return;
    const std::size_t end = std::min(cell.text.find_first_of(" \t\""), cell.text.size());
    const std::string word = cell.text.substr(0, end);
    const std::size_t quote = cell.text.find('"');
    if (!contains(kOutcomes, word) || cell.text.find_first_not_of(" \t", end) < quote) {
      analysis_.report(Code::TestResult, cell.location, {cell.text},
                       did_you_mean(word, {std::begin(kOutcomes), std::end(kOutcomes)}));
      row.outcome.emplace();  // said, if not understood
      return;
    }
    row.outcome = word;
    if (quote != std::string::npos) row.message_part = unquoted(std::string_view(cell.text).substr(quote));
  }

  void read_case(const GridCell& cell, hir::TestRow& row) {
    row.case_name = cell.text;
    if (cell.text.empty()) analysis_.report(Code::CaseMissing, row.location);
  }

  [[nodiscard]] bool continues_case(const hir::TestRow& row) const {
    return table_.has_cases && !table_.rows.empty() && table_.rows.back().case_name == row.case_name;
  }

  // The rows of a case stand together and agree in the items they share.
  void check_case(const hir::TestRow& row) {
    if (!table_.has_cases || row.case_name.empty()) return;
    if (!continues_case(row)) {
      if (!cases_.insert({row.case_name, table_.rows.size()}).second) {
        analysis_.report(Code::CaseSplit, row.location, {row.case_name});
      }
      return;
    }
    const LevelId lowest(analysis_.dictionary.levels().size() - 1);
    const hir::TestRow& first = table_.rows[cases_.at(row.case_name)];
    for (std::size_t i = 0; i < row.cells.size() && i < first.cells.size(); ++i) {
      const Item& item = analysis_.dictionary[table_.items[i]];
      if (item.level == lowest || row.cells[i].empty() || row.cells[i] == first.cells[i]) continue;
      analysis_.report(Code::CaseDiffers, row.location, {row.case_name, item.id});
    }
  }

  void check_result(const hir::TestRow& row) {
    const LevelId lowest(analysis_.dictionary.levels().size() - 1);
    const bool is_later_of_case = continues_case(row) && edit_.level != lowest;
    if (is_later_of_case) {
      if (row.outcome) analysis_.report(Code::ResultMisplaced, row.location, {row.case_name});
    } else if (!row.outcome && !(table_.has_cases && edit_.level == lowest)) {
      // In a case of an edit on the lowest level, rows without a result are there for the others.
      analysis_.report(Code::ResultMissing, row.location);
    }
  }

  Analysis& analysis_;
  const hir::Edit& edit_;
  const EffectiveDate& effective_;
  const std::vector<Scope::Alias>& aliases_;
  hir::TestTable table_;
  std::vector<Column> columns_;
  std::map<std::string, std::size_t> cases_;  // name to its first row
  bool has_result_ = false;
  const hir::BaseRecord* base_ = nullptr;
  std::vector<std::string> base_cells_;  // of the items that no column lists
};

std::string registry_date(Day day) {
  const CivilDate date = civil_from_day(day);
  return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day);
}

}  // namespace

hir::TestTable read_test(Analysis& analysis, const hir::Edit& edit, const std::vector<Scope::Alias>& aliases,
                         const EffectiveDate& effective, const ClauseRef& clause) {
  return TestReader(analysis, edit, aliases, effective).read(clause);
}

EffectiveDate date_inside(Analysis& analysis, const Scope& scope, const ClauseRef& effective) {
  EffectiveDate inside;
  inside.item = analyse_value(analysis, scope, effective.root().children().front()).item;
  const std::vector<NodeRef> ends = effective.root().child(NodeKind::Period).children();
  // The first end decides: a period is written from its beginning on.
  const NodeRef end = ends.front();
  const NodeRef value = end.children().front();
  const bool is_written = value.kind() == NodeKind::DateLiteral || value.kind() == NodeKind::NumberLiteral;
  const ParsedDate date = is_written ? parse_written_date(value.text()) : ParsedDate{};
  if (date.parts == 0) return inside;
  switch (end.kind()) {
    case NodeKind::PeriodFrom: inside.date = registry_date(date.days.first); break;
    case NodeKind::PeriodTo: inside.date = registry_date(date.days.last); break;
    case NodeKind::PeriodBefore: inside.date = registry_date(date.days.first - 1); break;
    default: inside.date = registry_date(date.days.last + 1); break;
  }
  return inside;
}

}  // namespace edict::sema
