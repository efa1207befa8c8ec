// A condition as the tree of its parts, each with what it was for one record.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "compiler/reference/doubt.h"
#include "compiler/reference/reference.h"
#include "compiler/reference/shown.h"

namespace edict {
namespace {

using hir::Expr;
using hir::ExprId;
using hir::ExprKind;
using hir::QuantifierKind;
using reference::Binding;
using reference::Evaluation;
using reference::RowPair;
using reference::RowRange;

// Records shown under one quantifier; how many more there are is told.
constexpr std::size_t kMostRecords = 10;

// The rule text of a place, its line breaks as blanks.
std::string text_of(const Location& location, const SourceMap& sources) {
  if (!location.file.is_valid()) return {};
  std::string text;
  for (char c : sources[location.file].text(location.span)) {
    const bool is_space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!is_space) text += c;
    if (is_space && !text.empty() && text.back() != ' ') text += ' ';
  }
  return text;
}

// What a date item holds: its days, or why it has none.
std::string shown_date(kernel::Text text, DayRange days) {
  if (text.item == nullptr || text.item->identifier == IdentifierClass::Person) return reference::shown(text);
  if (!days.is_any()) return reference::shown(days);
  std::string shown = reference::shown(text);
  if (kernel::state_of(text) == ValueState::Invalid)
    shown += " (" + reference::problem_of(*text.item, text.value) + ")";
  return shown;
}

class PartList {
 public:
  PartList(Evaluation& evaluation, const SourceMap& sources)
      : evaluation_(evaluation), module_(evaluation.module()), sources_(sources) {}

  std::vector<PartValue> take() { return std::move(parts_); }

  // The condition as the rule text says it: what lowering put in between without words of its own is left out.
  void add(ExprId id, std::uint32_t depth, bool is_deciding) {
    const Expr& expr = module_[id];
    if (is_literal(expr) || expr.kind == ExprKind::TruthValue) return;
    if (is_lookup_without_row(expr)) return add(expr.arguments[0], depth, is_deciding);
    const kernel::Value value = evaluation_.value(id);
    parts_.push_back(
        {id, depth, shown(id, value), text_of(expr.location, sources_), is_deciding, truth_in(value), note_of(id)});
    add_below(id, depth, is_deciding, value);
  }

  // The same, headed by the clause that asks for it.
  void add_clause(ExprId id, const Location& clause) {
    const std::size_t at = parts_.size();
    add(id, 0, true);
    if (at < parts_.size() && clause.file.is_valid()) parts_[at].source = text_of(clause, sources_);
  }

 private:
  std::string shown(ExprId id, const kernel::Value& value) {
    const Expr& expr = module_[id];
    if (is_date_item(expr)) {
      return shown_date(std::get<kernel::Text>(evaluation_.value(expr.arguments[0])), std::get<DayRange>(value));
    }
    if (expr.kind == ExprKind::Case) {
      std::vector<std::string> texts;
      for (const kernel::Value& possible : evaluation_.possible_values(id)) texts.push_back(reference::shown(possible));
      return reference::either(texts);
    }
    if (is_made_of_person(expr)) return std::string(reference::kMask);
    if (expr.kind == ExprKind::RowFound) return shown_row(module_[expr.lookup], std::get<Truth>(value));
    return reference::shown(value);
  }

  static std::optional<Truth> truth_in(const kernel::Value& value) {
    const auto* truth = std::get_if<Truth>(&value);
    return truth == nullptr ? std::nullopt : std::optional(*truth);
  }

  std::string note_of(ExprId id) {
    const Expr& expr = module_[id];
    if (expr.kind == ExprKind::Cell || expr.kind == ExprKind::RowFound) {
      const hir::Lookup& lookup = module_[expr.lookup];
      return row_in_words(module_[lookup.table], evaluation_.meant_rows(lookup).row(lookup.nth));
    }
    const bool is_in_words_of_operand = is_call(expr, Builtin::Not) && is_same_text(expr, module_[expr.arguments[0]]);
    return is_in_words_of_operand ? note_of(expr.arguments[0]) : reference::doubt_of(evaluation_, id);
  }

  // "row 2 of SiteType: site = C500, verdict = ok"
  static std::string row_in_words(const hir::Table& table, std::int32_t row) {
    if (row == kernel::kNoRow) return fmt::format("no row of {}", table.name);
    std::string text = fmt::format("row {} of {}", row + 1, table.name);
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const std::string_view cell = table.rows.at(static_cast<std::size_t>(row), column);
      text += fmt::format("{} {} = {}", column == 0 ? ":" : ",", table.columns[column],
                          cell.empty() ? reference::kBlankShown : cell);
    }
    return text;
  }

  // Texts and numbers made of a value that is never shown are not shown either.
  [[nodiscard]] bool is_made_of_person(const Expr& expr) const {
    if (expr.kind != ExprKind::Call || (expr.type != Type::Text && expr.builtin != Builtin::NumberOf)) return false;
    return std::ranges::any_of(expr.arguments, [&](ExprId id) {
      const Expr& argument = module_[id];
      const bool is_person =
          argument.kind == ExprKind::Item && (*module_.dictionary)[argument.item].identifier == IdentifierClass::Person;
      return is_person || is_made_of_person(argument);
    });
  }

  [[nodiscard]] std::string shown_row(const hir::Lookup& lookup, Truth found) const {
    const bool is_further = lookup.nth > 0 && module_[lookup.table].expect != hir::Table::Expect::AllRows;
    if (is_further) return found == Truth::False ? "one row" : "several rows";
    return found == Truth::True ? "a row" : found == Truth::False ? "no row" : "a row on some days";
  }

  static bool is_date_item(const Expr& expr) { return is_call(expr, Builtin::DateOf); }
  static bool is_call(const Expr& expr, Builtin builtin) {
    return expr.kind == ExprKind::Call && expr.builtin == builtin;
  }

  // `lookup …, otherwise pass` makes a require hold where there is no row: the look-up itself says so.
  [[nodiscard]] bool is_lookup_without_row(const Expr& expr) const {
    return is_call(expr, Builtin::Not) && module_[expr.arguments[0]].kind == ExprKind::RowFound;
  }

  static bool is_same_text(const Expr& a, const Expr& b) {
    return a.location.file.is_valid() && a.location.file == b.location.file && a.location.span == b.location.span;
  }

  // An operand that has no words apart from its user's: `x is not 1` is a not, `a and b and c` two ands. A period is an
  // and with words of its own.
  [[nodiscard]] bool is_part_of(const Expr& user, const Expr& operand) const {
    const bool is_step = operand.type == Type::Truth || operand.type == Type::Text;
    if (operand.kind != ExprKind::Call || !is_step || is_lookup_without_row(operand)) return false;
    if (is_same_text(user, operand)) return true;
    const bool is_chain = operand.builtin == Builtin::And || operand.builtin == Builtin::Or;
    return is_chain && operand.builtin == user.builtin && !is_same_text(operand, module_[operand.arguments[0]]);
  }

  void add_operand(const Expr& user, ExprId id, std::uint32_t depth, bool is_deciding) {
    const Expr& operand = module_[id];
    const bool is_leaf = operand.kind == ExprKind::Item || is_date_item(operand);
    if (is_part_of(user, operand)) {
      add_below(id, depth - 1, is_deciding, evaluation_.value(id));
    } else if (!is_leaf || !is_shown_already(operand, depth, is_deciding)) {
      add(id, depth, is_deciding);
    }
  }

  // True if the last parts of this depth under one user show the value already; it decides where either does.
  bool is_shown_already(const Expr& leaf, std::uint32_t depth, bool is_deciding) {
    for (auto part = parts_.rbegin(); part != parts_.rend() && part->depth >= depth; ++part) {
      if (part->depth != depth || !is_same_leaf(module_[part->expr], leaf)) continue;
      part->is_deciding = part->is_deciding || is_deciding;
      return true;
    }
    return false;
  }

  [[nodiscard]] bool is_same_leaf(const Expr& a, const Expr& b) const {
    const bool are_dates = is_date_item(a) && is_date_item(b);
    const Expr& x = are_dates ? module_[a.arguments[0]] : a;
    const Expr& y = are_dates ? module_[b.arguments[0]] : b;
    return x.kind == ExprKind::Item && y.kind == ExprKind::Item && x.item == y.item && x.variable == y.variable;
  }

  void add_below(ExprId id, std::uint32_t depth, bool is_deciding, const kernel::Value& value) {
    const Expr& expr = module_[id];
    if (is_date_item(expr)) return;
    switch (expr.kind) {
      case ExprKind::Call:
        for (std::size_t i = 0; i < expr.arguments.size(); ++i) {
          add_operand(expr, expr.arguments[i], depth + 1, is_deciding && decides(expr, i, value));
        }
        return;
      case ExprKind::ByCases: return add_below(expr.arguments[0], depth, is_deciding, value);
      case ExprKind::Case: return add_case(expr, depth, is_deciding);
      case ExprKind::Named:
      case ExprKind::InTable:
        for (ExprId argument : expr.arguments) add(argument, depth + 1, is_deciding);
        return;
      case ExprKind::Cell:
      case ExprKind::RowFound:
        for (ExprId argument : module_[expr.lookup].arguments) add(argument, depth + 1, is_deciding);
        return;
      case ExprKind::Quantified: return add_records(id, depth, is_deciding, std::get<Truth>(value));
      case ExprKind::Count: return add_counted(id, depth, is_deciding);
      case ExprKind::First: return add_first(id, depth, is_deciding);
      case ExprKind::NoTwo: return add_pairs(id, depth, is_deciding, std::get<Truth>(value));
      case ExprKind::InOrder: return add_neighbours(id, depth, is_deciding, std::get<Truth>(value));
      case ExprKind::Item:
      case ExprKind::TextValue:
      case ExprKind::DateValue:
      case ExprKind::NumberValue:
      case ExprKind::TruthValue:
      case ExprKind::IsBefore: return;
    }
  }

  // The conditions that were asked until one was true, and the values that the case may have.
  void add_case(const Expr& expr, std::uint32_t depth, bool is_deciding) {
    for (std::size_t i = 0; i + 1 < expr.arguments.size(); i += 2) {
      const Truth holds = evaluation_.truth(expr.arguments[i]);
      add(expr.arguments[i], depth + 1, is_deciding);
      if (holds != Truth::False) add(expr.arguments[i + 1], depth + 1, is_deciding);
      if (holds == Truth::True) return;
    }
    add(expr.arguments.back(), depth + 1, is_deciding);
  }

  // An operand of and, or and implies decides when it alone has the answer, or takes part in giving it.
  bool decides(const Expr& expr, std::size_t operand, const kernel::Value& value) {
    switch (expr.builtin) {
      case Builtin::And:
      case Builtin::Or: return evaluation_.truth(expr.arguments[operand]) == std::get<Truth>(value);
      case Builtin::Implies: {
        const Truth truth = evaluation_.truth(expr.arguments[operand]);
        return (operand == 0 ? not_(truth) : truth) == std::get<Truth>(value);
      }
      default: return true;
    }
  }

  // Which records decided: those that come out as the answer needs; all where none is an exception.
  static bool is_shown(const Expr& expr, Truth result, Truth holds) {
    if (result == Truth::Unsure && holds == Truth::Unsure) return true;
    switch (expr.quantifier) {
      case QuantifierKind::Some:
      case QuantifierKind::Every: return holds == result;
      case QuantifierKind::No: return holds == not_(result);
      case QuantifierKind::Exactly:
      case QuantifierKind::AtLeast:
      case QuantifierKind::AtMost: return holds == Truth::True;
    }
    return false;
  }

  // The records that are to be shown, each with what `asked` is for it.
  template <class IsShown, class TruthOf>
  void add_members(ExprId id, ExprId asked, std::uint32_t depth, bool is_deciding, IsShown is_shown, TruthOf truth_of) {
    const Expr& expr = module_[id];
    const auto rows = evaluation_.members(expr);
    const LevelId level = module_[expr.variable].level;
    const auto names = reference::names_of(evaluation_.batch(), level, rows);
    std::size_t count = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Truth holds = truth_of(rows[i]);
      if (!is_shown(rows[i], holds) || ++count > kMostRecords) continue;
      add_line(id, depth + 1, holds, level_name(level) + ' ' + names[i], is_deciding);
      const Binding bound(evaluation_, expr.variable, rows[i]);
      add(asked, depth + 2, is_deciding);
    }
    add_rest(id, depth + 1, count);
  }

  void add_records(ExprId id, std::uint32_t depth, bool is_deciding, Truth result) {
    const Expr& expr = module_[id];
    add_members(
        id, expr.arguments[0], depth, is_deciding,
        [&](std::uint32_t, Truth holds) { return is_shown(expr, result, holds); },
        [&](std::uint32_t row) { return evaluation_.holds_for(expr, row); });
  }

  // The records that count, or may.
  void add_counted(ExprId id, std::uint32_t depth, bool is_deciding) {
    const Expr& expr = module_[id];
    add_members(
        id, expr.arguments[0], depth, is_deciding, [](std::uint32_t, Truth holds) { return holds != Truth::False; },
        [&](std::uint32_t row) { return evaluation_.holds_for(expr, row); });
  }

  // The records that are or may be the first.
  void add_first(ExprId id, std::uint32_t depth, bool is_deciding) {
    const Expr& expr = module_[id];
    add_members(
        id, expr.arguments[2], depth, is_deciding,
        [&](std::uint32_t row, Truth) { return evaluation_.is_first(expr, row) != Truth::False; },
        [&](std::uint32_t row) { return evaluation_.holds_for_first(expr, row); });
  }

  void add_pairs(ExprId id, std::uint32_t depth, bool is_deciding, Truth result) {
    if (result == Truth::True) return;
    const Expr& expr = module_[id];
    std::size_t count = 0;
    const RowRange range = evaluation_.records(expr.variable);
    for (std::uint32_t a = range.begin; a < range.end; ++a) {
      for (std::uint32_t b = a + 1; b < range.end; ++b) {
        const bool is_this_way = evaluation_.holds_for(expr, RowPair{a, b}) == not_(result);
        const RowPair pair = is_this_way ? RowPair{a, b} : RowPair{b, a};
        if (evaluation_.holds_for(expr, pair) != not_(result) || ++count > kMostRecords) continue;
        const auto [first_name, second_name] = names_of(expr, pair);
        add_line(id, depth + 1, not_(result), first_name + " and " + second_name, is_deciding);
        const Binding first(evaluation_, expr.variable, pair.first);
        const Binding second(evaluation_, expr.second, pair.second);
        add(expr.arguments[0], depth + 2, is_deciding);
      }
    }
    add_rest(id, depth + 1, count);
  }

  void add_neighbours(ExprId id, std::uint32_t depth, bool is_deciding, Truth result) {
    if (result == Truth::True) return;
    const Expr& expr = module_[id];
    const auto rows = evaluation_.in_key_order(expr);
    if (!rows) return add_unordered(id, depth, is_deciding);
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < rows->size(); ++i) {
      const RowPair pair{(*rows)[i], (*rows)[i + 1]};
      const Truth holds = evaluation_.are_in_order(expr, pair);
      if (holds != result || ++count > kMostRecords) continue;
      const auto [earlier, later] = names_of(expr, pair);
      add_line(id, depth + 1, holds, earlier + " before " + later, is_deciding);
      add_place(expr, pair.first, earlier, depth + 2, is_deciding);
      add_place(expr, pair.second, later, depth + 2, is_deciding);
    }
    add_rest(id, depth + 1, count);
  }

  void add_place(const Expr& expr, std::uint32_t row, const std::string& name, std::uint32_t depth, bool is_deciding) {
    const Binding bound(evaluation_, expr.variable, row);
    const std::size_t at = parts_.size();
    add(expr.arguments[2], depth, is_deciding);
    if (at < parts_.size()) parts_[at].source += " of " + name;
  }

  // The order is in doubt: the records that are or may be among those compared, with what decides their place.
  void add_unordered(ExprId id, std::uint32_t depth, bool is_deciding) {
    const Expr& expr = module_[id];
    const LevelId level = module_[expr.variable].level;
    const auto rows = evaluation_.members(expr);
    const auto names = reference::names_of(evaluation_.batch(), level, rows);
    std::size_t count = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Binding bound(evaluation_, expr.variable, rows[i]);
      const Truth filter = evaluation_.truth(expr.arguments[0]);
      if (filter == Truth::False || ++count > kMostRecords) continue;
      add_line(id, depth + 1, filter, level_name(level) + ' ' + names[i], is_deciding);
      add(expr.arguments[0], depth + 2, is_deciding);
      add(expr.arguments[1], depth + 2, is_deciding);
    }
    add_rest(id, depth + 1, count);
  }

  void add_line(ExprId id, std::uint32_t depth, std::optional<Truth> truth, std::string text, bool is_deciding) {
    parts_.push_back({id, depth, truth ? reference::shown(*truth) : "", std::move(text), is_deciding, truth});
  }

  void add_rest(ExprId id, std::uint32_t depth, std::size_t count) {
    if (count <= kMostRecords) return;
    add_line(id, depth, std::nullopt, "and " + std::to_string(count - kMostRecords) + " more", false);
  }

  const std::string& level_name(LevelId level) { return (*module_.dictionary)[level].name; }

  std::pair<std::string, std::string> names_of(const Expr& expr, RowPair pair) {
    const LevelId level = module_[expr.variable].level;
    const std::uint32_t rows[] = {pair.first, pair.second};
    const auto names = reference::names_of(evaluation_.batch(), level, rows);
    return {level_name(level) + ' ' + names[0], level_name(level) + ' ' + names[1]};
  }

  Evaluation& evaluation_;
  const hir::Module& module_;
  const SourceMap& sources_;
  std::vector<PartValue> parts_;
};

}  // namespace

std::vector<PartValue> Explainer::parts(const Batch& batch, std::uint32_t edit_index, std::uint32_t require_index,
                                        std::int32_t guard, std::uint32_t row, const SourceMap& sources) const {
  const hir::Edit& edit = module_->edits[edit_index];
  const hir::Require& require = edit.requires_[require_index];
  Evaluation evaluation(*module_, indexes_, parameters_, batch);
  evaluation.bind_subject(edit, row);
  PartList list(evaluation, sources);
  if (guard >= 0) {
    const hir::Guard& decided = edit.guards[static_cast<std::size_t>(guard)];
    list.add(decided.written.is_valid() ? decided.written : decided.applies, 0, true);
    return list.take();
  }
  const bool asks_override = require.override_by && require.override_by->reach == hir::Override::Reach::Subject &&
                             evaluation.truth(require.condition) == Truth::False;
  list.add(require.condition, 0, true);
  if (asks_override) list.add_clause(require.override_by->is_set, require.override_by->location);
  return list.take();
}

}  // namespace edict
