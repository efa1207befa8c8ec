// Order, equality and periods. The kinds of the two sides choose the builtin; `>` and `>=` are `<` and `<=` turned
// round.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/codes.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

struct Comparison {
  enum class Relation : std::uint8_t { Less, LessEqual, Equal };
  Relation relation;
  bool is_turned;   // written with the greater side first
  bool is_negated;  // !=
  std::string_view sign;
  Precision precision = Precision::Day;
};

Comparison comparison_of(NodeKind kind) {
  using Relation = Comparison::Relation;
  switch (kind) {
    case NodeKind::LessTest: return {Relation::Less, false, false, "<"};
    case NodeKind::LessEqualTest: return {Relation::LessEqual, false, false, "<="};
    case NodeKind::GreaterTest: return {Relation::Less, true, false, ">"};
    case NodeKind::GreaterEqualTest: return {Relation::LessEqual, true, false, ">="};
    case NodeKind::NotEqualTest: return {Relation::Equal, false, true, "!="};
    default: return {Relation::Equal, false, false, "="};
  }
}

template <class Value>
Value choose(Comparison::Relation relation, Value less, Value less_equal, Value equal) {
  switch (relation) {
    case Comparison::Relation::Less: return less;
    case Comparison::Relation::LessEqual: return less_equal;
    case Comparison::Relation::Equal: return equal;
  }
  return equal;
}

bool reads_as_date(const Operand& operand) {
  if (operand.kind == Operand::Kind::WrittenDate) return true;
  return operand.kind == Operand::Kind::WrittenNumber &&
         parse_written_date(operand.source).problem == DateProblem::None;
}

// What to write instead, when the kinds of the two sides differ.
std::string suggest_for_kinds(const Analysis& analysis, const Comparison& comparison, const Operand& left,
                              const Operand& right) {
  if (is_date(analysis, left) || is_date(analysis, right)) {
    const Operand& date = is_date(analysis, left) ? left : right;
    return fmt::format("write `year of {0}` for a year, `days from {0} to …` for a distance", date.source);
  }
  const bool left_is_code = left.kind == Operand::Kind::Text && !is_number(analysis, left);
  const Operand& code = left_is_code ? left : right;
  const Operand& other = left_is_code ? right : left;
  if (code.kind != Operand::Kind::Text || is_number(analysis, code)) return {};
  if (other.kind == Operand::Kind::WrittenNumber && comparison.relation == Comparison::Relation::Equal) {
    return fmt::format("write `{0} is {2}{1}` for the code, `number of {0} {3} {1}` for the number", code.source,
                       other.source, comparison.is_negated ? "not " : "", comparison.sign);
  }
  return fmt::format("write `number of {}`", code.source);
}

hir::ExprId refuse_kinds(Analysis& analysis, const Comparison& comparison, const Operand& left, const Operand& right,
                         Location location) {
  analysis.report(Code::DifferentKinds, location,
                  {left.source, describe(analysis, left), right.source, describe(analysis, right)},
                  suggest_for_kinds(analysis, comparison, left, right));
  return {};
}

// Whether a written date says enough to be cut to a year or a month: `2018` is no month.
bool is_as_exact(const Operand& operand, Precision precision) {
  if (operand.kind != Operand::Kind::WrittenDate && operand.kind != Operand::Kind::WrittenNumber) return true;
  return parse_written_date(operand.source).parts >= (precision == Precision::Year ? 1 : 2);
}

hir::ExprId compare_dates(Analysis& analysis, const Comparison& comparison, const Operand& less, const Operand& greater,
                          Location location) {
  // A written date is a bound: `< 2018` means before its first day, `<= 2018` up to its last.
  const bool is_cut = comparison.precision != Precision::Day && is_as_exact(less, comparison.precision) &&
                      is_as_exact(greater, comparison.precision);
  const Bound equal_bound = is_cut ? Bound::First : Bound::OneDay;
  const Bound greater_bound = choose(comparison.relation, Bound::First, Bound::Last, equal_bound);
  const Bound less_bound = choose(comparison.relation, Bound::Last, Bound::First, equal_bound);
  const hir::ExprId first = cut(analysis, as_date(analysis, less, less_bound), comparison.precision);
  const hir::ExprId second = cut(analysis, as_date(analysis, greater, greater_bound), comparison.precision);
  const Builtin builtin =
      choose<Builtin>(comparison.relation, Builtin::DateLess, Builtin::DateLessEqual, Builtin::DateEqual);
  return analysis.hir.call(builtin, {first, second}, location);
}

// A count beside a written number is the quantifier that says so: `count of tumors where (…) >= 2` is `at least 2`.
hir::ExprId compare_count(Analysis& analysis, const Comparison& comparison, const Operand& less, const Operand& greater,
                          Location location) {
  using Relation = Comparison::Relation;
  const auto is_count = [&](const Operand& operand) {
    return operand.kind == Operand::Kind::Number && analysis.hir[operand.expr].kind == hir::ExprKind::Count;
  };
  const bool count_is_less = is_count(less);
  const Operand& count = count_is_less ? less : greater;
  const Operand& written = count_is_less ? greater : less;
  if (!is_count(count) || written.kind != Operand::Kind::WrittenNumber) return {};
  const std::optional<Decimal> number = parse_decimal(written.source);
  if (!number || number->millionths < 0 || number->millionths % Decimal::kOne != 0) return {};
  std::int64_t bound = number->millionths / Decimal::kOne;
  if (comparison.relation == Relation::Less) bound += count_is_less ? -1 : 1;
  if (bound < 0 || bound >= UINT32_MAX) return {};

  hir::Expr expr = analysis.hir[count.expr];
  expr.kind = hir::ExprKind::Quantified;
  expr.type = Type::Truth;
  expr.location = location;
  expr.count = static_cast<std::uint32_t>(bound);
  const hir::QuantifierKind bounded = count_is_less ? hir::QuantifierKind::AtMost : hir::QuantifierKind::AtLeast;
  expr.quantifier = comparison.relation == Relation::Equal ? hir::QuantifierKind::Exactly : bounded;
  return analysis.hir.add(std::move(expr));
}

hir::ExprId compare_numbers(Analysis& analysis, const Comparison& comparison, const Operand& less,
                            const Operand& greater, Location location) {
  const hir::ExprId counted = compare_count(analysis, comparison, less, greater, location);
  if (counted.is_valid()) return counted;
  const Builtin builtin =
      choose<Builtin>(comparison.relation, Builtin::NumberLess, Builtin::NumberLessEqual, Builtin::NumberEqual);
  return analysis.hir.call(builtin, {as_number(analysis, less), as_number(analysis, greater)}, location);
}

// A text that is compared with an item must be one of its codes.
bool fits_item(Analysis& analysis, const Operand& literal, const Operand& other) {
  if (!other.item.is_valid()) return true;
  const bool is_quoted = literal.kind == Operand::Kind::WrittenText;
  if (!is_quoted && literal.kind != Operand::Kind::WrittenNumber) return true;
  const std::string text = is_quoted ? unquoted(literal.source) : std::string(literal.source);
  if (text.empty()) return true;
  return !report_misfit(analysis, {CodeSetEntry::Kind::Single, text, {}}, analysis.dictionary[other.item],
                        literal.location);
}

hir::ExprId compare_texts(Analysis& analysis, const Comparison& comparison, const Operand& less, const Operand& greater,
                          Location location) {
  using Relation = Comparison::Relation;
  if (comparison.relation != Relation::Equal) {
    // Both sides must have an order; a literal has that of the other side.
    for (const Operand* side : {&less, &greater}) {
      if (side->kind != Operand::Kind::Text || is_ordered_code(analysis, *side)) continue;
      analysis.report(Code::OrderOfCodes, location, {comparison.sign, side->source, describe(analysis, *side)},
                      fmt::format("write `number of {0}` to compare numbers, or `{0} in [..]`", side->source));
      return {};
    }
  }
  if (!fits_item(analysis, less, greater) || !fits_item(analysis, greater, less)) return {};
  const Builtin builtin =
      choose<Builtin>(comparison.relation, Builtin::CodeLess, Builtin::CodeLessEqual, Builtin::TextEqual);
  return analysis.hir.call(builtin, {as_text(analysis, less), as_text(analysis, greater)}, location);
}

// The text of a cell that a loop names, beside a date or a number, is one.
Operand adapted(const Analysis& analysis, Operand operand, const Operand& other) {
  if (!is_constant(analysis, operand)) return operand;
  if (is_date(analysis, other)) operand.kind = Operand::Kind::WrittenDate;
  if (is_number(analysis, other)) operand.kind = Operand::Kind::WrittenNumber;
  return operand;
}

hir::ExprId compare(Analysis& analysis, const Comparison& comparison, const Operand& left, const Operand& right,
                    Location location) {
  if (left.is_error() || right.is_error()) return {};
  const Operand& less = comparison.is_turned ? right : left;
  const Operand& greater = comparison.is_turned ? left : right;
  const auto either = [&](auto&& holds) { return holds(left) || holds(right); };
  const auto both = [&](auto&& holds) { return holds(left) && holds(right); };
  const auto date = [&](const Operand& operand) { return is_date(analysis, operand); };
  const auto number = [&](const Operand& operand) { return is_number(analysis, operand); };
  const auto written_number = [](const Operand& operand) { return operand.kind == Operand::Kind::WrittenNumber; };
  const auto written_date = [](const Operand& operand) { return operand.kind == Operand::Kind::WrittenDate; };
  const auto ordered = [&](const Operand& operand) { return is_ordered_code(analysis, operand); };

  if (comparison.precision != Precision::Day && !either(date)) {
    analysis.report(Code::NotADate, left.location, {left.source, describe(analysis, left)});
    return {};
  }
  if (either(date)) {
    if (both([&](const Operand& operand) { return date(operand) || reads_as_date(operand); })) {
      return compare_dates(analysis, comparison, less, greater, location);
    }
    // `40` beside a date is a number; `20181340` is a date gone wrong.
    const Operand& other = date(left) ? right : left;
    if (written_number(other) && (other.source.size() == 6 || other.source.size() == 8)) {
      as_date(analysis, other, Bound::First);
      return {};
    }
    return refuse_kinds(analysis, comparison, left, right, location);
  }
  if (either(written_date)) return refuse_kinds(analysis, comparison, left, right, location);
  if (either(number) || both(written_number)) {
    if (both([&](const Operand& operand) { return number(operand) || written_number(operand); })) {
      return compare_numbers(analysis, comparison, less, greater, location);
    }
    return refuse_kinds(analysis, comparison, left, right, location);
  }
  // `=` never takes a bare number for a code; `<` does, of ordered codes.
  if (either(written_number) && (comparison.relation == Comparison::Relation::Equal || !either(ordered))) {
    if (comparison.relation == Comparison::Relation::Equal) {
      return refuse_kinds(analysis, comparison, left, right, location);
    }
    const Operand& code = written_number(left) ? right : left;
    const Operand& literal = written_number(left) ? left : right;
    analysis.report(Code::OrderOfCodes, location, {comparison.sign, code.source, describe(analysis, code)},
                    written_number(left)
                        ? fmt::format("write `{} {} number of {}`", literal.source, comparison.sign, code.source)
                        : fmt::format("write `number of {} {} {}`", code.source, comparison.sign, literal.source));
    return {};
  }
  return compare_texts(analysis, comparison, less, greater, location);
}

// The first or last day that a period's end allows, when it is written as a date.
std::optional<Day> written_day(const Operand& operand, Bound bound) {
  if (operand.kind != Operand::Kind::WrittenDate && operand.kind != Operand::Kind::WrittenNumber) return std::nullopt;
  const ParsedDate date = parse_written_date(operand.source);
  if (date.problem != DateProblem::None) return std::nullopt;
  return bound == Bound::Last ? date.days.last : date.days.first;
}

}  // namespace

Precision precision_of(NodeRef test) {
  if (test.has(NodeKind::ByYear)) return Precision::Year;
  return test.has(NodeKind::ByMonth) ? Precision::Month : Precision::Day;
}

hir::ExprId cut(Analysis& analysis, hir::ExprId date, Precision precision) {
  if (precision == Precision::Day || !date.is_valid()) return date;
  const Builtin builtin = precision == Precision::Year ? Builtin::CutToYear : Builtin::CutToMonth;
  return analysis.hir.call(builtin, {date}, analysis.hir[date].location);
}

hir::ExprId analyse_comparison(Analysis& analysis, const Scope& scope, const Test& test) {
  const Operand left = analyse_value(analysis, scope, test.value);
  const Operand right = analyse_value(analysis, scope, test.node.children()[1]);
  Comparison comparison = comparison_of(test.node.kind());
  comparison.precision = precision_of(test.node);
  const hir::ExprId result =
      compare(analysis, comparison, adapted(analysis, left, right), adapted(analysis, right, left), test.location);
  return comparison.is_negated ? analysis.hir.call(Builtin::Not, {result}, test.location) : result;
}

hir::ExprId analyse_same_test(Analysis& analysis, const Scope& scope, const Test& test) {
  const std::vector<NodeRef> children = test.node.children();
  const std::string_view what = children[1].text();
  const Operand left = analyse_value(analysis, scope, test.value);
  const Operand right = analyse_value(analysis, scope, children[2]);
  if (what == "text") {
    const hir::ExprId first = text_of(analysis, left, "`same text as`");
    const hir::ExprId second = text_of(analysis, right, "`same text as`");
    return analysis.hir.call(Builtin::TextEqual, {first, second}, test.location);
  }
  Comparison comparison = comparison_of(NodeKind::EqualTest);
  comparison.precision = what == "year" ? Precision::Year : Precision::Month;
  return compare(analysis, comparison, left, right, test.location);
}

namespace {

bool bounds_dates_only(NodeRef end) {
  return end.kind() == NodeKind::PeriodBefore || end.kind() == NodeKind::PeriodAfter;
}

// `years from a to b from 18 to 64`: both ends included.
hir::ExprId number_within(Analysis& analysis, const Operand& number, NodeRef period, const Scope& scope,
                          Location location) {
  const hir::ExprId asked = as_number(analysis, number);
  std::vector<hir::ExprId> parts;
  std::vector<Operand> ends;
  for (const NodeRef end : period.children()) {
    ends.push_back(analyse_value(analysis, scope, end.children().front()));
    const hir::ExprId limit = as_number(analysis, ends.back());
    parts.push_back(end.kind() == NodeKind::PeriodFrom
                        ? analysis.hir.call(Builtin::NumberLessEqual, {limit, asked}, location)
                        : analysis.hir.call(Builtin::NumberLessEqual, {asked, limit}, location));
  }
  const auto is_written = [](const Operand& end) { return end.kind == Operand::Kind::WrittenNumber; };
  if (ends.size() == 2 && std::ranges::all_of(ends, is_written)) {
    const std::optional<Decimal> low = parse_decimal(ends[0].source);
    const std::optional<Decimal> high = parse_decimal(ends[1].source);
    if (low && high && *low > *high) {
      analysis.report(Code::NumbersReversed, period.location(), {ends[0].source, ends[1].source});
      return {};
    }
  }
  return analysis.hir.fold(Builtin::And, parts, location);
}

}  // namespace

hir::ExprId analyse_period(Analysis& analysis, const Operand& date, NodeRef period, const Scope& scope,
                           Location location, Precision precision) {
  std::vector<hir::ExprId> parts;
  std::optional<Day> first;
  std::optional<Day> last;
  for (const NodeRef end : period.children()) {
    const Operand value = analyse_value(analysis, scope, end.children().front());
    const hir::ExprId asked = cut(analysis, as_date(analysis, date, Bound::OneDay), precision);
    const auto end_day = [&](Bound bound) { return cut(analysis, as_date(analysis, value, bound), precision); };
    switch (end.kind()) {
      case NodeKind::PeriodFrom:
        parts.push_back(analysis.hir.call(Builtin::DateLessEqual, {end_day(Bound::First), asked}, location));
        first = written_day(value, Bound::First);
        break;
      case NodeKind::PeriodTo:
        parts.push_back(analysis.hir.call(Builtin::DateLessEqual, {asked, end_day(Bound::Last)}, location));
        last = written_day(value, Bound::Last);
        break;
      case NodeKind::PeriodBefore:
        parts.push_back(analysis.hir.call(Builtin::DateLess, {asked, end_day(Bound::First)}, location));
        if (const auto day = written_day(value, Bound::First)) last = *day - 1;
        break;
      case NodeKind::PeriodAfter:
        parts.push_back(analysis.hir.call(Builtin::DateLess, {end_day(Bound::Last), asked}, location));
        if (const auto day = written_day(value, Bound::Last)) first = *day + 1;
        break;
      default: break;
    }
  }
  if (parts.empty()) return {};
  if (first && last && *first > *last) {
    analysis.report(Code::PeriodReversed, period.location());
    return {};
  }
  return analysis.hir.fold(Builtin::And, parts, location);
}

hir::ExprId analyse_period_test(Analysis& analysis, const Scope& scope, const Test& test) {
  const Operand value = analyse_value(analysis, scope, test.value);
  const NodeRef period = test.node.child(NodeKind::Period);
  const Precision precision = precision_of(test.node);
  const std::vector<NodeRef> ends = period.children();
  const bool is_of_numbers =
      is_number(analysis, value) && precision == Precision::Day && !std::ranges::any_of(ends, bounds_dates_only);
  return is_of_numbers ? number_within(analysis, value, period, scope, test.location)
                       : analyse_period(analysis, value, period, scope, test.location, precision);
}

}  // namespace edict::sema
