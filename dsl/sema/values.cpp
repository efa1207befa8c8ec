#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/codes.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/rows.h"

namespace edict::sema {

Operand operand_at(NodeRef node) {
  Operand operand;
  operand.location = node.location();
  operand.source = node.text();
  return operand;
}

namespace {

Operand item_of(Analysis& analysis, NodeRef path, hir::VariableId record, ItemId item) {
  Operand operand = operand_at(path);
  if (!record.is_valid()) return operand;
  operand.kind = Operand::Kind::Text;
  operand.expr = analysis.hir.item(record, item, path.location());
  operand.item = item;
  return operand;
}

// The text of a cell, as a column of a table is.
Operand constant_of(Analysis& analysis, const Scope::Alias& alias, NodeRef path) {
  Operand operand = operand_at(path);
  if (alias.kind == Scope::Alias::Kind::Codes) {
    report_alias(analysis, alias, "a value", path.location());
    return operand;
  }
  operand.kind = Operand::Kind::Text;
  operand.expr = analysis.hir.text_value(alias.text, path.location());
  return operand;
}

Operand bare_name(Analysis& analysis, const Scope& scope, NodeRef path) {
  const std::string_view name = path.text();
  if (const Scope::Let* let = scope.let_named(name)) {
    *let->is_used = true;
    return value_named(analysis, let->value, path);
  }
  const Scope::Alias* alias = scope.alias_named(name);
  if (alias != nullptr && alias->kind != Scope::Alias::Kind::Item) return constant_of(analysis, *alias, path);
  CalculationDefinition* calculation = alias == nullptr ? calculation_named(analysis, scope, name, path) : nullptr;
  if (calculation != nullptr) {
    const hir::VariableId record =
        resolve_record(analysis, scope, calculation->level, NameForm::Item, name, path.location());
    return value_named(analysis, calculated(analysis, *calculation, record), path);
  }
  if (const ItemId item = alias != nullptr ? alias->item : find_item(analysis, name); item.is_valid()) {
    const LevelId level = analysis.dictionary[item].level;
    return item_of(analysis, path, resolve_record(analysis, scope, level, NameForm::Item, name, path.location()), item);
  }
  Operand error = operand_at(path);
  if (ConditionDefinition* condition = find(scope.package->conditions, name)) {
    condition->is_used = true;
    analysis.report(Code::NotAValue, path.location(), {name});
  } else {
    resolve_item(analysis, name, path.location());
  }
  return error;
}

Operand calculated_of_record(Analysis& analysis, const Scope::Record& record, CalculationDefinition& calculation,
                             NodeRef path) {
  if (analysis.dictionary.is_ancestor_or_self(calculation.level, record.level)) {
    return value_named(analysis, calculated(analysis, calculation, record.variable), path);
  }
  analysis.report(Code::OutOfReach, path.location(),
                  {calculation.name, analysis.level_name(calculation.level), analysis.level_name(record.level)});
  return operand_at(path);
}

Operand item_of_record(Analysis& analysis, const Scope& scope, const Scope::Record& record, std::string_view name,
                       NodeRef path) {
  if (CalculationDefinition* calculation = calculation_named(analysis, scope, name, path)) {
    return calculated_of_record(analysis, record, *calculation, path);
  }
  Operand error = operand_at(path);
  const ItemId item = resolve_item(analysis, scope, name, path.location());
  if (!item.is_valid()) return error;
  const LevelId level = analysis.dictionary[item].level;
  if (!analysis.dictionary.is_ancestor_or_self(level, record.level)) {
    analysis.report(Code::OutOfReach, path.location(),
                    {name, analysis.level_name(level), analysis.level_name(record.level)});
    return error;
  }
  return item_of(analysis, path, record.variable, item);
}

Operand cell_of_row(Analysis& analysis, const Scope::Row& row, std::string_view name, NodeRef path) {
  Operand operand = operand_at(path);
  if (row.table->is_broken) return operand;
  const hir::Table& table = analysis.hir.module()[row.table->table];
  std::vector<std::string_view> offered;
  for (const std::uint32_t column : table.returns) offered.push_back(table.columns[column]);
  const auto found = std::ranges::find(offered, name);
  if (found == offered.end()) {
    std::string hint = did_you_mean(name, offered);
    if (hint.empty()) hint = fmt::format("the row has {}", fmt::join(offered, ", "));
    analysis.report(Code::UnknownColumn, path.location(), {name, table.name}, std::move(hint));
    return operand;
  }
  operand.kind = Operand::Kind::Text;
  operand.column = table.returns[static_cast<std::size_t>(found - offered.begin())];
  operand.row = &row;
  const hir::ExprId blank = row.may_be_blank ? analysis.hir.text_value("", path.location()) : hir::ExprId();
  operand.expr = cell_of(analysis, row, operand.column, blank, path.location());
  return operand;
}

// `a.primarySite`, `row.verdict`.
Operand dotted_name(Analysis& analysis, const Scope& scope, NodeRef path, std::size_t dot) {
  const std::string_view first = path.text().substr(0, dot);
  const std::string_view rest = path.text().substr(dot + 1);
  if (const Scope::Record* record = scope.record_named(first)) {
    return item_of_record(analysis, scope, *record, rest, path);
  }
  if (const Scope::Row* row = scope.row_named(first)) return cell_of_row(analysis, *row, rest, path);
  analysis.report(Code::UnknownRecord, path.location(), {first},
                  scope.first_named(first) == nullptr ? records_in_scope(scope, first)
                                                      : "a condition can name the record, a value cannot");
  return operand_at(path);
}

Operand number_of_item(Analysis& analysis, const Scope& scope, NodeRef node) {
  Operand number = operand_at(node);
  const Operand of = analyse_value(analysis, scope, node.children().front());
  if (of.is_error()) return number;
  if (of.kind != Operand::Kind::Text || is_date(analysis, of)) {
    analysis.report(Code::NotANumber, of.location, {of.source, describe(analysis, of)},
                    is_date(analysis, of) ? fmt::format("write `year of {0}`, or `days from {0} to …`", of.source)
                                          : "`number of` takes an item");
    return number;
  }
  number.kind = Operand::Kind::Number;
  number.expr = analysis.hir.call(Builtin::NumberOf, {of.expr}, node.location());
  return number;
}

Operand part_of_date(Analysis& analysis, const Scope& scope, NodeRef node, Builtin part, Builtin part_is_blank) {
  Operand number = operand_at(node);
  const Operand of = analyse_value(analysis, scope, node.children().front());
  const hir::ExprId date = as_date(analysis, of, Bound::OneDay);
  if (!date.is_valid()) return number;
  number.kind = Operand::Kind::Number;
  number.expr = analysis.hir.call(part, {date}, node.location());
  if (of.kind == Operand::Kind::Text) {
    number.part_is_blank = part_is_blank;
    number.part_of = of.expr;
  }
  return number;
}

Operand span_between(Analysis& analysis, const Scope& scope, NodeRef node, Builtin builtin) {
  Operand number = operand_at(node);
  const std::vector<NodeRef> ends = node.children();
  const Operand from = analyse_value(analysis, scope, ends.front());
  const Operand to = analyse_value(analysis, scope, ends.back());
  number.expr = analysis.hir.call(
      builtin, {as_date(analysis, from, Bound::OneDay), as_date(analysis, to, Bound::OneDay)}, node.location());
  if (number.expr.is_valid()) number.kind = Operand::Kind::Number;
  return number;
}

Operand arithmetic(Analysis& analysis, const Scope& scope, NodeRef node, Builtin builtin) {
  Operand number = operand_at(node);
  const std::vector<NodeRef> sides = node.children();
  const Operand left = analyse_value(analysis, scope, sides.front());
  const Operand right = analyse_value(analysis, scope, sides.back());
  number.expr = analysis.hir.call(builtin, {as_number(analysis, left), as_number(analysis, right)}, node.location());
  if (number.expr.is_valid()) number.kind = Operand::Kind::Number;
  return number;
}

Operand written(NodeRef node, Operand::Kind kind) {
  Operand operand = operand_at(node);
  operand.kind = kind;
  return operand;
}

// The kind of the item or items that a text is the value of.
std::optional<ItemKind> kind_of(const Analysis& analysis, const Operand& operand) {
  if (operand.kind != Operand::Kind::Text) return std::nullopt;
  const ItemId item = operand.item.is_valid() ? operand.item : operand.like;
  return item.is_valid() ? std::optional(analysis.dictionary[item].kind) : std::nullopt;
}

// As written in the rule, or in the cell that a name stands for.
std::string written_text(const Analysis& analysis, const Operand& operand) {
  return is_constant(analysis, operand) ? analysis.hir[operand.expr].text : std::string(operand.source);
}

}  // namespace

Operand analyse_value(Analysis& analysis, const Scope& scope, NodeRef node) {
  switch (node.kind()) {
    case NodeKind::Path: {
      const std::size_t dot = node.text().find('.');
      return dot == std::string_view::npos ? bare_name(analysis, scope, node) : dotted_name(analysis, scope, node, dot);
    }
    case NodeKind::ParenExpr: return analyse_value(analysis, scope, node.children().front());
    case NodeKind::NumberLiteral: return written(node, Operand::Kind::WrittenNumber);
    case NodeKind::DateLiteral: return written(node, Operand::Kind::WrittenDate);
    case NodeKind::StringLiteral: return written(node, Operand::Kind::WrittenText);
    case NodeKind::TodayExpr: {
      Operand today = written(node, Operand::Kind::Date);
      today.expr = analysis.hir.call(Builtin::Today, {}, node.location());
      return today;
    }
    case NodeKind::EditsCall: return compatible_value(analysis, scope, node);
    case NodeKind::CaseExpr: return analyse_case(analysis, scope, node);
    case NodeKind::LookupExpr: return analyse_looked_up(analysis, scope, node);
    case NodeKind::NumberOfExpr: return number_of_item(analysis, scope, node);
    case NodeKind::CountOfExpr: {
      Operand count = written(node, Operand::Kind::Number);
      count.expr = analyse_count(analysis, scope, node);
      if (!count.expr.is_valid()) count.kind = Operand::Kind::Error;
      return count;
    }
    case NodeKind::YearOfExpr: return part_of_date(analysis, scope, node, Builtin::YearOf, Builtin::YearIsBlank);
    case NodeKind::MonthOfExpr: return part_of_date(analysis, scope, node, Builtin::MonthOf, Builtin::MonthIsBlank);
    case NodeKind::DayOfExpr: return part_of_date(analysis, scope, node, Builtin::DayOf, Builtin::DayIsBlank);
    case NodeKind::YearsSpan: return span_between(analysis, scope, node, Builtin::YearsBetween);
    case NodeKind::MonthsSpan: return span_between(analysis, scope, node, Builtin::MonthsBetween);
    case NodeKind::DaysSpan: return span_between(analysis, scope, node, Builtin::DaysBetween);
    case NodeKind::FirstOfExpr:
    case NodeKind::LastOfExpr:
    case NodeKind::CharactersExpr:
    case NodeKind::JoinExpr:
    case NodeKind::UpperOfExpr:
    case NodeKind::TrimmedExpr:
    case NodeKind::DigitsOfExpr:
    case NodeKind::LengthOfExpr: return analyse_text_value(analysis, scope, node);
    case NodeKind::ShiftExpr: return analyse_shift(analysis, scope, node);
    case NodeKind::AddExpr: return arithmetic(analysis, scope, node, Builtin::Add);
    case NodeKind::SubtractExpr: return arithmetic(analysis, scope, node, Builtin::Subtract);
    default:
      if (analyse_condition(analysis, scope, node).is_valid()) {
        analysis.report(Code::NotAValue, node.location(), {node.text()});
      }
      return operand_at(node);
  }
}

bool is_date(const Analysis& analysis, const Operand& operand) {
  if (operand.kind == Operand::Kind::Date) return true;
  const std::optional<ItemKind> kind = kind_of(analysis, operand);
  return kind == ItemKind::Date || kind == ItemKind::DateTime;
}

bool is_number(const Analysis& analysis, const Operand& operand) {
  if (operand.kind == Operand::Kind::Number) return true;
  return kind_of(analysis, operand) == ItemKind::Number;
}

bool is_constant(const Analysis& analysis, const Operand& operand) {
  return operand.expr.is_valid() && !operand.item.is_valid() &&
         analysis.hir[operand.expr].kind == hir::ExprKind::TextValue;
}

bool is_ordered_code(const Analysis& analysis, const Operand& operand) {
  return operand.kind == Operand::Kind::Text && operand.item.is_valid() && analysis.dictionary[operand.item].is_ordered;
}

std::string describe(const Analysis& analysis, const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::Error: return "not understood";
    case Operand::Kind::Number:
    case Operand::Kind::WrittenNumber: return "a number";
    case Operand::Kind::Date:
    case Operand::Kind::WrittenDate: return "a date";
    case Operand::Kind::WrittenText: return "a text";
    case Operand::Kind::Text: break;
  }
  if (operand.row != nullptr) return "a column of a table";
  const std::optional<ItemKind> kind = kind_of(analysis, operand);
  if (!kind) return "a text";
  switch (*kind) {
    case ItemKind::Code: return "a code";
    case ItemKind::Digits: return "a code of digits";
    case ItemKind::Text: return "a text";
    case ItemKind::Number: return "a number";
    case ItemKind::Date: return "a date";
    case ItemKind::DateTime: return "a date and time";
  }
  return {};
}

hir::ExprId as_text(Analysis& analysis, const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::Text: return operand.expr;
    case Operand::Kind::WrittenText: return analysis.hir.text_value(unquoted(operand.source), operand.location);
    case Operand::Kind::WrittenNumber: return analysis.hir.text_value(operand.source, operand.location);
    case Operand::Kind::Error:
    case Operand::Kind::Number:
    case Operand::Kind::Date:
    case Operand::Kind::WrittenDate: return {};
  }
  return {};
}

hir::ExprId as_date(Analysis& analysis, const Operand& operand, Bound bound) {
  switch (operand.kind) {
    case Operand::Kind::Error: return {};
    case Operand::Kind::Date: return operand.expr;
    case Operand::Kind::Text:
      if (is_date(analysis, operand)) {
        return analysis.hir.call(Builtin::DateOf, {operand.expr}, operand.location);
      }
      if (!is_constant(analysis, operand)) break;
      [[fallthrough]];
    case Operand::Kind::WrittenDate:
    case Operand::Kind::WrittenNumber: {
      const std::string written = written_text(analysis, operand);
      const ParsedDate date = parse_written_date(written);
      if (date.problem != DateProblem::None) {
        analysis.report(Code::BadDate, operand.location, {written, describe(date.problem)},
                        "dates are written 2018, 2018-06, 2018-06-01 or 20180601");
        return {};
      }
      if (bound == Bound::OneDay && date.days.first != date.days.last) {
        analysis.report(Code::PartialDateEqual, operand.location, {operand.source},
                        fmt::format("write the day; for all of it, `from {0} to {0}`", operand.source));
        return {};
      }
      return analysis.hir.date_value(bound == Bound::Last ? date.days.last : date.days.first, operand.location);
    }
    case Operand::Kind::Number:
    case Operand::Kind::WrittenText: break;
  }
  analysis.report(Code::NotADate, operand.location, {operand.source, describe(analysis, operand)});
  return {};
}

hir::ExprId as_number(Analysis& analysis, const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::Error: return {};
    case Operand::Kind::Number: return operand.expr;
    case Operand::Kind::Text:
      if (is_number(analysis, operand)) {
        return analysis.hir.call(Builtin::NumberOf, {operand.expr}, operand.location);
      }
      if (!is_constant(analysis, operand)) break;
      [[fallthrough]];
    case Operand::Kind::WrittenNumber: {
      const std::string written = written_text(analysis, operand);
      const std::optional<Decimal> number = parse_decimal(written);
      if (!number) {
        analysis.report(Code::BadNumber, operand.location, {written});
        return {};
      }
      return analysis.hir.number_value(*number, operand.location);
    }
    case Operand::Kind::Date:
    case Operand::Kind::WrittenDate:
    case Operand::Kind::WrittenText: break;
  }
  std::string hint;
  if (is_date(analysis, operand)) {
    hint = fmt::format("write `year of {0}`, or `days from {0} to …`", operand.source);
  } else if (operand.kind == Operand::Kind::Text) {
    hint = fmt::format("write `number of {}`", operand.source);
  }
  analysis.report(Code::NotANumber, operand.location, {operand.source, describe(analysis, operand)}, std::move(hint));
  return {};
}

}  // namespace edict::sema
