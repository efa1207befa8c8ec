#include "compiler/reference/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "compiler/reference/shown.h"

namespace edict {
namespace {

using hir::Expr;
using hir::ExprId;
using hir::ExprKind;
using hir::QuantifierKind;

constexpr std::string_view kAll = "all of these:";
constexpr std::string_view kAny = "at least one of these:";
constexpr std::size_t kMostCodes = 12;  // of a list that has no name

std::string text_of_codes(const CodeSet& codes) {
  std::string text;
  std::size_t count = 0;
  for (const CodeSetEntry& entry : codes.entries()) {
    if (++count > kMostCodes) return fmt::format("{} and {} more", text, codes.entries().size() - kMostCodes);
    text += fmt::format("{}{}", text.empty() ? "" : ", ", to_string(entry));
  }
  return text;
}

bool is_one_code(const CodeSet& codes) {
  return codes.entries().size() == 1 && codes.entries().front().kind == CodeSetEntry::Kind::Single;
}

// How two values stand to each other, and how they stand otherwise; and the same said of the second one.
struct Relation {
  Builtin builtin;
  std::string_view holds, otherwise;
  std::string_view converse, otherwise_converse;
};
constexpr Relation kRelations[] = {
    {Builtin::TextEqual, "is the same as", "differs from", "is the same as", "differs from"},
    {Builtin::CodeLess, "is a lower code than", "is the same code as or a higher one than", "is a higher code than",
     "is the same code as or a lower one than"},
    {Builtin::CodeLessEqual, "is the same code as or a lower one than", "is a higher code than",
     "is the same code as or a higher one than", "is a lower code than"},
    {Builtin::DateLess, "is before", "is on or after", "is after", "is on or before"},
    {Builtin::DateLessEqual, "is on or before", "is after", "is on or after", "is before"},
    {Builtin::DateEqual, "is the same day as", "is not the same day as", "is the same day as",
     "is not the same day as"},
    {Builtin::NumberLess, "is less than", "is at least", "is more than", "is at most"},
    {Builtin::NumberLessEqual, "is at most", "is more than", "is at least", "is less than"},
    {Builtin::NumberEqual, "equals", "does not equal", "equals", "does not equal"},
};

// What is said of one value.
struct State {
  Builtin builtin;
  std::string_view holds, otherwise;
};
constexpr State kStates[] = {
    {Builtin::IsBlank, "is blank", "is not blank"},
    {Builtin::IsUnknown, "is an unknown code", "is no unknown code"},
    {Builtin::IsSpecial, "is a special code", "is no special code"},
    {Builtin::IsValid, "is valid", "is not valid"},
    {Builtin::YearIsBlank, "has no year", "has a year"},
    {Builtin::MonthIsBlank, "has no month", "has a month"},
    {Builtin::DayIsBlank, "has no day", "has a day"},
};

template <class Table>
const auto* find_in(const Table& table, Builtin builtin) {
  const auto* found = std::ranges::find(table, builtin, [](const auto& row) { return row.builtin; });
  return found == std::end(table) ? nullptr : found;
}

bool is_call(const Expr& expr, Builtin builtin) { return expr.kind == ExprKind::Call && expr.builtin == builtin; }

std::string or_blank(std::string text) { return text.empty() ? std::string(reference::kBlankShown) : text; }

}  // namespace

std::string on_one_line(const Wording& wording) {
  if (wording.parts.empty()) return wording.text;
  std::vector<std::string> parts;
  for (const Wording& part : wording.parts) {
    std::string text = on_one_line(part);
    if (part.parts.size() > 1) text = fmt::format("({})", text);
    parts.push_back(std::move(text));
  }
  if (wording.text == kAll) return fmt::format("{}", fmt::join(parts, " and "));
  if (wording.text == kAny) return fmt::format("{}", fmt::join(parts, " or "));
  constexpr std::string_view kThatIs = ", that is:";
  if (wording.text.ends_with(kThatIs)) {
    const std::string name = wording.text.substr(0, wording.text.size() - kThatIs.size());
    return fmt::format("{} ({})", name, on_one_line(wording.parts.front()));
  }
  return fmt::format("{} {}", wording.text, fmt::join(parts, " "));
}

Wording Speaker::condition(ExprId id, bool is_negated) const {
  const Expr& expr = module_[id];
  switch (expr.kind) {
    case ExprKind::Call: return call(expr, is_negated);
    case ExprKind::TruthValue: return {expr.truth_value != is_negated ? "always" : "never", {}};
    case ExprKind::ByCases: return condition(expr.arguments[0], is_negated);
    case ExprKind::Named:
      return {fmt::format("{}{}, that is:", is_negated ? "not " : "", expr.text),
              {condition(expr.arguments[0], is_negated)}};
    case ExprKind::Quantified: return quantified(expr, is_negated);
    case ExprKind::IsBefore:
      return {fmt::format("{} {} before {} in the file", variable(expr.variable),
                          is_negated ? "does not stand" : "stands", variable(expr.second)),
              {}};
    case ExprKind::NoTwo:
      // `every tumor has the same x` names neither of the two.
      if (module_[expr.variable].name.empty()) break;
      return {fmt::format("{} two {} {} and {} have, one way round or the other:", is_negated ? "some" : "no",
                          (*module_.dictionary)[module_[expr.variable].level].plural, variable(expr.variable),
                          variable(expr.second)),
              {condition(expr.arguments[0])}};
    case ExprKind::InOrder: {
      const bool is_of_all = module_[expr.arguments[0]].kind == ExprKind::TruthValue;
      return {fmt::format("the {}{}, put in order of {}, are {}{}in order of {}",
                          (*module_.dictionary)[module_[expr.variable].level].plural,
                          is_of_all ? "" : fmt::format(" where {}", on_one_line(condition(expr.arguments[0]))),
                          value(expr.arguments[1]), is_negated ? "not " : "", expr.is_strict ? "strictly " : "",
                          value(expr.arguments[2])),
              {}};
    }
    case ExprKind::InTable:
      if (module_[expr.table].holds_lists) {
        return {fmt::format("{} {} in {}", value(expr.arguments[1]), is_negated ? "is not" : "is",
                            value(expr.arguments[0])),
                {}};
      }
      return {fmt::format("{} {} listed in table {}", listed({expr.arguments.begin(), expr.arguments.end()}),
                          is_negated ? "is not" : "is", module_[expr.table].name),
              {}};
    case ExprKind::RowFound: {
      const hir::Lookup& lookup = module_[expr.lookup];
      std::string rows = is_negated ? "no row" : "a row";
      if (lookup.nth == 1) rows = is_negated ? "at most one row" : "several rows";
      if (lookup.nth > 1) rows = fmt::format("{} {} rows", is_negated ? "at most" : "more than", lookup.nth);
      return {fmt::format("table {} has {} for {}", module_[lookup.table].name, rows, listed(lookup.arguments)), {}};
    }
    default: break;
  }
  return {fmt::format("{}{}", is_negated ? "it is not so that " : "", quoted(expr)), {}};
}

Wording Speaker::call(const Expr& expr, bool is_negated) const {
  if (const State* state = find_in(kStates, expr.builtin)) {
    return {fmt::format("{} {}", value(expr.arguments[0]), is_negated ? state->otherwise : state->holds), {}};
  }
  if (const Relation* relation = find_in(kRelations, expr.builtin)) {
    // What is written in the rule stands second: `d from 2004` compares 2004 with d.
    const bool is_written = is_literal(module_[expr.arguments[0]]);
    const std::string_view holds = is_written ? relation->converse : relation->holds;
    const std::string_view otherwise = is_written ? relation->otherwise_converse : relation->otherwise;
    return {fmt::format("{} {} {}", value(expr.arguments[is_written ? 1 : 0]), is_negated ? otherwise : holds,
                        value(expr.arguments[is_written ? 0 : 1])),
            {}};
  }
  const std::string_view is = is_negated ? "is not" : "is";
  switch (expr.builtin) {
    case Builtin::Not: return condition(expr.arguments[0], !is_negated);
    case Builtin::And: return joined(expr, Builtin::And, is_negated);
    case Builtin::Or: return joined(expr, Builtin::Or, is_negated);
    case Builtin::Implies:
      if (is_negated) {
        return {std::string(kAll), {condition(expr.arguments[0]), condition(expr.arguments[1], true)}};
      }
      return {"if the first is so, the second is, too:", {condition(expr.arguments[0]), condition(expr.arguments[1])}};
    case Builtin::Definitely:
      return {is_negated ? "it is not certain that" : "it is certain that", {condition(expr.arguments[0])}};
    case Builtin::Possibly:
      return {is_negated ? "it is impossible that" : "it is possible that", {condition(expr.arguments[0])}};
    case Builtin::InCodes: {
      const CodeSet& codes = module_[expr.code_set];
      const std::string subject = value(expr.arguments[0]);
      if (!expr.text.empty()) return {fmt::format("{} {} in {}", subject, is, expr.text), {}};
      return {fmt::format("{} {} {}{}", subject, is, is_one_code(codes) ? "" : "one of ", text_of_codes(codes)), {}};
    }
    case Builtin::NumberIn: {
      std::vector<std::string> ranges;
      for (const auto& range : module_[expr.number_set].ranges) {
        ranges.push_back(range.low == range.high ? fmt::format("{}", range.low)
                                                 : fmt::format("{}-{}", range.low, range.high));
      }
      return {fmt::format("{} {} {}{}", value(expr.arguments[0]), is, ranges.size() > 1 ? "one of " : "",
                          fmt::join(ranges, ", ")),
              {}};
    }
    default: return {fmt::format("{}{}", is_negated ? "it is not so that " : "", quoted(expr)), {}};
  }
}

// and, or: what they join in one list; negated, the other one of what is negated.
Wording Speaker::joined(const Expr& expr, Builtin chain, bool is_negated) const {
  Wording wording;
  wording.text = (chain == Builtin::And) != is_negated ? kAll : kAny;
  for (const ExprId argument : expr.arguments) add_chain(argument, chain, is_negated, wording.parts);
  return wording;
}

void Speaker::add_chain(ExprId id, Builtin chain, bool is_negated, std::vector<Wording>& parts) const {
  const Expr& expr = module_[id];
  if (!is_call(expr, chain)) return parts.push_back(condition(id, is_negated));
  for (const ExprId argument : expr.arguments) add_chain(argument, chain, is_negated, parts);
}

Wording Speaker::quantified(const Expr& expr, bool is_negated) const {
  const Level& level = (*module_.dictionary)[module_[expr.variable].level];
  const std::string other = expr.excludes_outer ? "other " : "";
  const std::string name = module_[expr.variable].name.empty() ? "" : fmt::format(" {}", module_[expr.variable].name);
  const auto count = [&](std::string_view how) {
    return fmt::format("{}{} {} {}{}{} with", is_negated ? "not " : "", how, expr.count, other,
                       expr.count == 1 ? level.name : level.plural, name);
  };
  std::string head;
  switch (expr.quantifier) {
    case QuantifierKind::Some:
      head = fmt::format("there is {} {}{}{} with", is_negated ? "no" : "a", other, level.name, name);
      break;
    case QuantifierKind::No:
      head = fmt::format("there is {} {}{}{} with", is_negated ? "a" : "no", other, level.name, name);
      break;
    case QuantifierKind::Every:
      if (is_negated)
        return {fmt::format("there is a {}{}{} without", other, level.name, name), {condition(expr.arguments[0])}};
      head = fmt::format("every {}{}{} has", other, level.name, name);
      break;
    case QuantifierKind::Exactly: head = count("exactly"); break;
    case QuantifierKind::AtLeast: head = count("at least"); break;
    case QuantifierKind::AtMost: head = count("at most"); break;
  }
  return {fmt::format("{}:", head), {condition(expr.arguments[0])}};
}

// "1 where primarySite is C619, otherwise 2". A cell that depends on the day is the cell of its table.
std::string Speaker::by_cases(const Expr& expr) const {
  constexpr std::size_t kMostCases = 3;
  const auto& parts = expr.arguments;
  const auto is_cell_of_same_look_up = [&](ExprId id) {
    const Expr& first = module_[parts[1]];
    const Expr& other = module_[id];
    return first.kind == ExprKind::Cell && other.kind == ExprKind::Cell && first.column == other.column &&
           module_[first.lookup].location.span.begin == module_[other.lookup].location.span.begin;
  };
  bool is_one_cell = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_value = i % 2 == 1 || i + 1 == parts.size();
    is_one_cell = is_one_cell && (!is_value || is_cell_of_same_look_up(parts[i]));
  }
  if (is_one_cell) return value(parts[1]);
  if (parts.size() / 2 > kMostCases) return quoted(expr);
  std::string text = "(";
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    text += fmt::format("{} where {}, ", or_blank(value(parts[i + 1])), on_one_line(condition(parts[i])));
  }
  return text + fmt::format("otherwise {})", or_blank(value(parts.back())));
}

std::string Speaker::value(ExprId id) const {
  const Expr& expr = module_[id];
  switch (expr.kind) {
    case ExprKind::Item: {
      const std::string& item = (*module_.dictionary)[expr.item].id;
      const std::string& name = module_[expr.variable].name;
      return name.empty() ? item : fmt::format("{}.{}", name, item);
    }
    case ExprKind::TextValue: return expr.text;
    case ExprKind::DateValue: return to_string_day(expr.days.first);
    case ExprKind::NumberValue: return to_string(Decimal{expr.number.low});
    case ExprKind::Cell: {
      const hir::Lookup& lookup = module_[expr.lookup];
      return fmt::format("the {} that table {} gives for {}", module_[lookup.table].columns[expr.column],
                         module_[lookup.table].name, listed(lookup.arguments));
    }
    case ExprKind::Case: return by_cases(expr);
    case ExprKind::Call: break;
    default: return quoted(expr);
  }
  const auto argument = [&](std::size_t index) { return value(expr.arguments[index]); };
  switch (expr.builtin) {
    case Builtin::DateOf: return argument(0);
    case Builtin::Today: return "the day of the run";
    case Builtin::YearOf: return fmt::format("the year of {}", argument(0));
    case Builtin::MonthOf: return fmt::format("the month of {}", argument(0));
    case Builtin::DayOf: return fmt::format("the day of {}", argument(0));
    case Builtin::YearsBetween: return fmt::format("the completed years from {} to {}", argument(0), argument(1));
    case Builtin::MonthsBetween: return fmt::format("the completed months from {} to {}", argument(0), argument(1));
    case Builtin::DaysBetween: return fmt::format("the days from {} to {}", argument(0), argument(1));
    case Builtin::NumberOf: return fmt::format("the number in {}", argument(0));
    case Builtin::Add: return fmt::format("{} plus {}", argument(0), argument(1));
    case Builtin::Subtract: return fmt::format("{} minus {}", argument(0), argument(1));
    default: return quoted(expr);
  }
}

std::string Speaker::variable(hir::VariableId id) const {
  return module_[id].name.empty() ? (*module_.dictionary)[module_[id].level].name : module_[id].name;
}

std::string Speaker::listed(const std::vector<ExprId>& values) const {
  std::vector<std::string> texts;
  for (const ExprId id : values) texts.push_back(value(id));
  return texts.size() == 1 ? texts[0] : fmt::format("({})", fmt::join(texts, ", "));
}

std::string Speaker::quoted(const Expr& expr) const {
  std::string text = "`";
  if (expr.location.file.is_valid()) {
    for (const char c : sources_[expr.location.file].text(expr.location.span)) {
      const bool is_space = std::isspace(static_cast<unsigned char>(c)) != 0;
      if (!is_space || text.back() != ' ') text += is_space ? ' ' : c;
    }
  }
  return text + "`";
}

std::vector<std::string> Speaker::doubts(ExprId expr) const {
  std::vector<std::string> doubts;
  add_doubts(expr, doubts);
  return doubts;
}

void Speaker::add_doubts(ExprId id, std::vector<std::string>& doubts) const {
  const Expr& expr = module_[id];
  if (expr.is_definite || expr.type != Type::Truth) return;
  if (expr.kind == ExprKind::Call && info_of(expr.builtin).doubt == Doubt::Values) {
    std::vector<std::string> reasons;
    for (const ExprId argument : expr.arguments) add_uncertain_values(argument, reasons);
    std::string text = quoted(expr);
    if (!reasons.empty()) text += fmt::format(": where {}", fmt::join(reasons, ", or "));
    if (std::ranges::find(doubts, text) == doubts.end()) doubts.push_back(std::move(text));
    return;
  }
  const bool asks_row = expr.kind == ExprKind::RowFound;
  if (asks_row || expr.kind == ExprKind::InTable) {
    const hir::Table& table = module_[asks_row ? module_[expr.lookup].table : expr.table];
    const ExprId date = asks_row ? module_[expr.lookup].arguments.back() : expr.arguments.back();
    std::string text =
        fmt::format("the row of table {}: where {} is blank, invalid or not a full date", table.name, value(date));
    if (std::ranges::find(doubts, text) == doubts.end()) doubts.push_back(std::move(text));
    return;
  }
  for (const ExprId argument : expr.arguments) add_doubts(argument, doubts);
  // The order itself is in doubt where its keys are.
  if (expr.kind == ExprKind::InOrder) {
    std::string text =
        fmt::format("{}: where its dates or numbers are blank, invalid or not exactly known", quoted(expr));
    if (std::ranges::find(doubts, text) == doubts.end()) doubts.push_back(std::move(text));
  }
}

void Speaker::add_uncertain_values(ExprId id, std::vector<std::string>& reasons) const {
  const Expr& expr = module_[id];
  const auto add = [&](std::string reason) {
    if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
  };
  if (is_call(expr, Builtin::DateOf))
    return add(fmt::format("{} is blank, invalid or not a full date", value(expr.arguments[0])));
  if (is_call(expr, Builtin::NumberOf))
    return add(fmt::format("{} is blank, special or no number", value(expr.arguments[0])));
  if (expr.kind == ExprKind::Item) return add(fmt::format("{} is blank, special or invalid", value(id)));
  if (expr.kind == ExprKind::Call && info_of(expr.builtin).doubt == Doubt::Definite) return;
  for (const ExprId argument : expr.arguments) add_uncertain_values(argument, reasons);
}

}  // namespace edict
