#include "compiler/reference/doubt.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "compiler/reference/shown.h"

namespace edict::reference {
namespace {

using hir::Expr;
using hir::ExprId;
using hir::ExprKind;

bool is_call(const Expr& expr, Builtin builtin) { return expr.kind == ExprKind::Call && expr.builtin == builtin; }

// "any day of 2021", "any day from 2021-03-01 to 2021-03-31", "any day"
std::string days_in_words(DayRange days) {
  if (days.is_any()) return "any day";
  const CivilDate first = civil_from_day(days.first);
  const CivilDate last = civil_from_day(days.last);
  const bool begins_year = first.month == 1 && first.day == 1;
  const bool ends_year = last.month == 12 && last.day == 31;
  if (first.year == last.year && begins_year && ends_year) return fmt::format("any day of {}", first.year);
  const bool is_month = first.year == last.year && first.month == last.month && first.day == 1 &&
                        last.day == days_in_month(last.year, last.month);
  if (is_month) return fmt::format("any day of {:04}-{:02}", first.year, first.month);
  return fmt::format("any day from {} to {}", to_string_day(days.first), to_string_day(days.last));
}

class Reasons {
 public:
  explicit Reasons(Evaluation& evaluation) : evaluation_(evaluation), module_(evaluation.module()) {}

  // Adds what keeps the values below an expression from being known.
  void add(ExprId id) {
    const Expr& expr = module_[id];
    const bool is_leaf =
        is_call(expr, Builtin::DateOf) || is_call(expr, Builtin::NumberOf) || expr.kind == ExprKind::Item;
    if (is_leaf) return add_leaf(id);
    if (expr.kind == ExprKind::Call && info_of(expr.builtin).doubt == Doubt::Definite)
      return;  // known, whatever it is made of
    for (const ExprId argument : expr.arguments) add(argument);
  }

  std::vector<std::string> take() { return std::move(reasons_); }

 private:
  void add_leaf(ExprId id) {
    const Expr& expr = module_[id];
    const kernel::Value value = evaluation_.value(expr.kind == ExprKind::Item ? id : expr.arguments[0]);
    const auto text = std::get<kernel::Text>(value);
    const std::string name = text.item == nullptr ? "the value" : text.item->id;
    const std::string held = text.item == nullptr ? shown(text) : shown(*text.item, text.value);
    const std::string problem = text.item == nullptr ? "" : problem_of(*text.item, text.value);
    if (is_call(expr, Builtin::DateOf)) {
      const auto days = std::get<DayRange>(evaluation_.value(id));
      if (days.first == days.last) return;
      const bool is_person = text.item != nullptr && text.item->identifier == IdentifierClass::Person;
      if (problem.empty() && is_person) return add_reason(fmt::format("{} {} is not a full date", name, held));
      if (problem.empty()) return add_reason(fmt::format("{} {} may be {}", name, held, days_in_words(days)));
      if (text.value.empty()) return add_reason(fmt::format("{} is blank and may be any day", name));
      return add_reason(fmt::format("{} {} ({}) may be any day", name, held, problem));
    }
    if (is_call(expr, Builtin::NumberOf)) {
      const auto number = std::get<NumberRange>(evaluation_.value(id));
      if (number.low == number.high) return;
    }
    if (problem.empty()) return;
    if (text.value.empty()) add_reason(fmt::format("{} is blank", name));
    else add_reason(fmt::format("{} {} ({}) is no value to compare", name, held, problem));
  }

  void add_reason(std::string reason) {
    if (std::ranges::find(reasons_, reason) == reasons_.end()) reasons_.push_back(std::move(reason));
  }

  Evaluation& evaluation_;
  const hir::Module& module_;
  std::vector<std::string> reasons_;
};

// What the comparison asks, of the one side that is in doubt: "before 2021-06-01".
std::string asked(const Expr& expr, Evaluation& evaluation) {
  const hir::Module& module = evaluation.module();
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const ExprId other = expr.arguments[1 - side];
    if (module[other].type != Type::Date || !is_call(module[expr.arguments[side]], Builtin::DateOf)) continue;
    const auto days = std::get<DayRange>(evaluation.value(other));
    if (days.first != days.last) continue;
    const std::string day = to_string_day(days.first);
    const bool is_first = side == 0;
    switch (expr.builtin) {
      case Builtin::DateLess: return fmt::format("{} {}", is_first ? "before" : "after", day);
      case Builtin::DateLessEqual: return fmt::format("{} {}", is_first ? "on or before" : "on or after", day);
      case Builtin::DateEqual: return fmt::format("on {}", day);
      default: return "";
    }
  }
  return "";
}

}  // namespace

std::string doubt_of(Evaluation& evaluation, ExprId id) {
  const Expr& expr = evaluation.module()[id];
  const bool is_comparison =
      expr.kind == ExprKind::Call && expr.type == Type::Truth && info_of(expr.builtin).doubt == Doubt::Values;
  if (!is_comparison || evaluation.truth(id) != Truth::Unsure) return "";
  Reasons reasons(evaluation);
  for (const ExprId argument : expr.arguments) reasons.add(argument);
  const std::string text = fmt::format("{}", fmt::join(reasons.take(), ", and "));
  const std::string question = expr.arguments.size() == 2 ? asked(expr, evaluation) : "";
  return question.empty() || text.empty() ? text : fmt::format("{}; {} on some of them", text, question);
}

}  // namespace edict::reference
