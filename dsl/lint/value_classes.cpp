#include "dsl/lint/value_classes.h"

#include <algorithm>
#include <set>

#include "dsl/lint/code_cells.h"
#include "dsl/lint/date_samples.h"

namespace edict::lint_rules {
namespace {

using hir::ExprKind;

bool is_constant(const hir::Expr& expr) {
  return (expr.kind == ExprKind::DateValue && !expr.days.is_any()) || expr.kind == ExprKind::NumberValue ||
         expr.kind == ExprKind::TextValue;
}

bool is_date(const hir::Module& module, hir::ExprId item) {
  const ItemKind kind = (*module.dictionary)[module[item].item].kind;
  return kind == ItemKind::Date || kind == ItemKind::DateTime;
}

// The item that an argument reads: as it stands, as a date or its year if it is one, else as a number.
hir::ExprId item_below(const hir::Module& module, hir::ExprId id) {
  const auto is_call_of = [&](Builtin builtin) {
    return module[id].kind == ExprKind::Call && module[id].builtin == builtin;
  };
  bool as_date = false;
  bool as_number = false;
  if (is_call_of(Builtin::NumberOf)) {
    as_number = true;
    id = module[id].arguments[0];
  } else {
    if (is_call_of(Builtin::YearOf)) id = module[id].arguments[0];
    as_date = is_call_of(Builtin::DateOf);
    if (as_date) id = module[id].arguments[0];
  }
  if (module[id].kind != ExprKind::Item) return {};
  const bool suits = (!as_date || is_date(module, id)) && (!as_number || !is_date(module, id));
  return suits ? id : hir::ExprId{};
}

class Answers {
 public:
  Answers(const hir::Module& module, const std::vector<hir::ExprId>& questions)
      : module_(module),
        questions_(questions),
        item_id_(question_of(module, questions.front())->item),
        item_((*module.dictionary)[module[item_id_].item]) {}

  std::vector<std::vector<Truth>> classes() {
    if (is_date(module_, item_id_)) {
      add_dates();
    } else {
      add_codes();
    }
    return is_too_many_ ? std::vector<std::vector<Truth>>{} : std::vector(classes_.begin(), classes_.end());
  }

 private:
  void add_dates() {
    std::vector<Day> thresholds;
    for (const hir::ExprId question : questions_) collect_days(question, thresholds);
    for (const DateSample& sample : date_samples(item_, thresholds)) {
      std::vector<Truth> answers;
      for (const hir::ExprId question : questions_) answers.push_back(answer(module_[question], sample));
      classes_.insert(std::move(answers));
    }
  }

  // The days at which an answer may change.
  void collect_days(hir::ExprId id, std::vector<Day>& days) const {
    const hir::Expr& expr = module_[id];
    const auto add_year = [&](std::int64_t year) {
      if (year < 1 || year > 9998) return;
      days.push_back(day_from_civil({static_cast<std::int32_t>(year), 1, 1}));
      days.push_back(day_from_civil({static_cast<std::int32_t>(year) + 1, 1, 1}));
    };
    if (expr.builtin == Builtin::NumberIn) {
      for (const auto& range : module_[expr.number_set].ranges) {
        add_year(range.low);
        add_year(range.high);
      }
    }
    for (const hir::ExprId argument : expr.arguments) {
      const hir::Expr& side = module_[argument];
      if (side.kind == ExprKind::DateValue) days.insert(days.end(), {side.days.first, side.days.last});
      if (side.kind == ExprKind::NumberValue) add_year(side.number.low / Decimal::kOne);
    }
  }

  [[nodiscard]] Truth answer(const hir::Expr& question, const DateSample& sample) const {
    const auto days = [&](hir::ExprId side) {
      return module_[side].kind == ExprKind::DateValue ? module_[side].days : sample.days;
    };
    const auto year = [&](hir::ExprId side) {
      return module_[side].kind == ExprKind::NumberValue ? module_[side].number : sample.years();
    };
    const auto arguments = std::span(question.arguments);
    switch (question.builtin) {
      case Builtin::IsBlank: return truth(sample.state == ValueState::Blank);
      case Builtin::IsValid: return truth(sample.state == ValueState::Ordinary || sample.state == ValueState::Special);
      case Builtin::IsSpecial: return truth(sample.state == ValueState::Special);
      case Builtin::IsUnknown: return truth(sample.is_unknown);
      case Builtin::YearIsBlank: return truth(!sample.has_year);
      case Builtin::MonthIsBlank: return truth(!sample.has_month);
      case Builtin::DayIsBlank: return truth(!sample.has_day);
      case Builtin::DateLess: return is_less(days(arguments[0]), days(arguments[1]));
      case Builtin::DateLessEqual: return not_(is_less(days(arguments[1]), days(arguments[0])));
      case Builtin::DateEqual: return are_equal(days(arguments[0]), days(arguments[1]));
      case Builtin::NumberIn: return is_in(year(arguments[0]), module_[question.number_set]);
      default: return compare(question.builtin, year(arguments[0]), year(arguments[1]));
    }
  }

  void add_codes() {
    CodeCells cells(item_);
    for (const hir::ExprId question : questions_) {
      const hir::Expr& expr = module_[question];
      if (expr.builtin == Builtin::InCodes) cells.add(module_[expr.code_set].entries());
      for (const hir::ExprId argument : expr.arguments) {
        const hir::Expr& side = module_[argument];
        if (side.kind == ExprKind::TextValue && !side.text.empty()) {
          cells.add({{CodeSetEntry::Kind::Single, side.text, {}}});
        }
        if (side.kind == ExprKind::NumberValue) cells.add_number(Decimal{side.number.low});
      }
      if (expr.builtin == Builtin::NumberIn) {
        for (const auto& range : module_[expr.number_set].ranges) {
          cells.add_number(Decimal::whole(range.low));
          cells.add_number(Decimal::whole(range.high));
        }
      }
    }
    is_too_many_ = !cells.for_each([&](const CodeSample& sample) {
      std::vector<Truth> answers;
      for (const hir::ExprId question : questions_) answers.push_back(answer(module_[question], sample));
      classes_.insert(std::move(answers));
    });
  }

  [[nodiscard]] Truth answer(const hir::Expr& question, const CodeSample& sample) const {
    const auto number = [&](hir::ExprId side) {
      return module_[side].kind == ExprKind::NumberValue ? module_[side].number : sample.number;
    };
    const auto arguments = std::span(question.arguments);
    switch (question.builtin) {
      case Builtin::IsBlank: return truth(sample.is_blank);
      case Builtin::IsValid: return truth(!sample.is_blank && sample.is_valid);
      case Builtin::IsSpecial: return truth(sample.is_special);
      case Builtin::IsUnknown: return truth(sample.is_unknown);
      case Builtin::InCodes: return truth(sample.is_in(module_[question.code_set].entries()));
      case Builtin::TextEqual: {
        const hir::Expr& first = module_[arguments[0]];
        const std::string& text = first.kind == ExprKind::TextValue ? first.text : module_[arguments[1]].text;
        if (text.empty()) return truth(sample.is_blank);
        return truth(sample.is_in({{CodeSetEntry::Kind::Single, text, {}}}));
      }
      case Builtin::NumberIn: return is_in(number(arguments[0]), module_[question.number_set]);
      default: return compare(question.builtin, number(arguments[0]), number(arguments[1]));
    }
  }

  static Truth is_less(DayRange a, DayRange b) {
    if (a.last < b.first) return Truth::True;
    return a.first >= b.last ? Truth::False : Truth::Unsure;
  }

  static Truth are_equal(DayRange a, DayRange b) {
    if (a.last < b.first || b.last < a.first) return Truth::False;
    return a.first == a.last && a == b ? Truth::True : Truth::Unsure;
  }

  // A number here is one number, or any at all.
  static Truth compare(Builtin builtin, NumberRange a, NumberRange b) {
    if (a.is_any() || b.is_any()) return Truth::Unsure;
    switch (builtin) {
      case Builtin::NumberLess: return truth(a.low < b.low);
      case Builtin::NumberLessEqual: return truth(a.low <= b.low);
      default: return truth(a.low == b.low);
    }
  }

  static Truth is_in(NumberRange number, const hir::NumberSet& set) {
    if (number.is_any()) return Truth::Unsure;
    return truth(std::ranges::any_of(set.ranges, [&](const hir::NumberSet::Range& range) {
      return number.low % Decimal::kOne == 0 && range.low <= number.low / Decimal::kOne &&
             number.low / Decimal::kOne <= range.high;
    }));
  }

  const hir::Module& module_;
  const std::vector<hir::ExprId>& questions_;
  hir::ExprId item_id_;
  const Item& item_;
  std::set<std::vector<Truth>> classes_;
  bool is_too_many_ = false;
};

}  // namespace

std::optional<Question> question_of(const hir::Module& module, hir::ExprId id) {
  const hir::Expr& expr = module[id];
  if (expr.kind != ExprKind::Call || expr.arguments.empty()) return std::nullopt;
  hir::ExprId item;
  for (const hir::ExprId argument : expr.arguments) {
    if (is_constant(module[argument])) continue;
    if (item.is_valid()) return std::nullopt;
    item = item_below(module, argument);
    if (!item.is_valid()) return std::nullopt;
  }
  if (!item.is_valid()) return std::nullopt;
  switch (expr.builtin) {
    case Builtin::IsBlank:
    case Builtin::IsUnknown:
    case Builtin::IsSpecial:
    case Builtin::IsValid:
    case Builtin::DateLess:
    case Builtin::DateLessEqual:
    case Builtin::DateEqual:
    case Builtin::NumberLess:
    case Builtin::NumberLessEqual:
    case Builtin::NumberEqual:
    case Builtin::NumberIn: return Question{item, id};
    case Builtin::InCodes:
    case Builtin::TextEqual:
      // Of a date these look at its text, which is another thing than its days.
      if (is_date(module, item)) return std::nullopt;
      return Question{item, id};
    case Builtin::YearIsBlank:
    case Builtin::MonthIsBlank:
    case Builtin::DayIsBlank:
      if (!is_date(module, item)) return std::nullopt;
      return Question{item, id};
    default: return std::nullopt;
  }
}

std::optional<Truth> truth_of_literals(const hir::Module& module, hir::ExprId id) {
  const hir::Expr& expr = module[id];
  const auto is_text = [&](hir::ExprId argument) { return module[argument].kind == ExprKind::TextValue; };
  if (expr.kind != ExprKind::Call || expr.arguments.empty() || !std::ranges::all_of(expr.arguments, is_text)) {
    return std::nullopt;
  }
  const std::string& text = module[expr.arguments[0]].text;
  switch (expr.builtin) {
    case Builtin::IsBlank: return truth(text.empty());
    case Builtin::InCodes: return truth(module[expr.code_set].contains(text));
    case Builtin::TextEqual: return truth(text == module[expr.arguments[1]].text);
    default: return std::nullopt;
  }
}

std::vector<std::vector<Truth>> classes_of(const hir::Module& module, const std::vector<hir::ExprId>& questions) {
  return Answers(module, questions).classes();
}

}  // namespace edict::lint_rules
