#include "dsl/lint/truth_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/lint/value_classes.h"

namespace edict::lint_rules {
namespace {

using hir::ExprKind;

constexpr std::size_t kMostCombinations = std::size_t{1} << 13;

bool is_logic(const hir::Expr& expr) {
  if (expr.kind == ExprKind::Named || expr.kind == ExprKind::TruthValue) return true;
  if (expr.kind != ExprKind::Call) return false;
  switch (expr.builtin) {
    case Builtin::Not:
    case Builtin::And:
    case Builtin::Or:
    case Builtin::Implies:
    case Builtin::Definitely:
    case Builtin::Possibly: return true;
    default: return false;
  }
}

// Equal texts ask the same of the same records. Of kinds not known here each expression is its own.
void describe(const hir::Module& module, hir::ExprId id, std::string& text) {
  const hir::Expr& expr = module[id];
  const auto add = [&]<class... Parts>(fmt::format_string<Parts...> form, Parts&&... parts) {
    fmt::format_to(std::back_inserter(text), form, std::forward<Parts>(parts)...);
  };
  switch (expr.kind) {
    case ExprKind::Item: return add("i{}.{}", expr.variable.index(), expr.item.index());
    case ExprKind::TextValue: return add("t{}:{}", expr.text.size(), expr.text);
    case ExprKind::DateValue: return add("d{}.{}", expr.days.first, expr.days.last);
    case ExprKind::NumberValue: return add("n{}.{}", expr.number.low, expr.number.high);
    case ExprKind::TruthValue: return add("b{}", expr.truth_value);
    case ExprKind::Cell: return add("c{}.{}", expr.lookup.index(), expr.column);
    case ExprKind::RowFound: return add("r{}", expr.lookup.index());
    case ExprKind::Named: return describe(module, expr.arguments[0], text);
    case ExprKind::InTable: add("T{}", expr.table.index()); break;
    case ExprKind::Call:
      add("f{}", static_cast<int>(expr.builtin));
      if (expr.builtin == Builtin::InCodes) add("s{}", expr.code_set.index());
      if (expr.builtin == Builtin::Matches)
        add("s{}:{}", module[expr.pattern].text().size(), module[expr.pattern].text());
      if (info_of(expr.builtin).takes_count) add("s{}", expr.count);
      if (expr.builtin == Builtin::NumberIn) {
        for (const auto& range : module[expr.number_set].ranges) add("s{}.{}", range.low, range.high);
      }
      break;
    default: return add("e{}", id.index());
  }
  text += '(';
  for (const hir::ExprId argument : expr.arguments) {
    describe(module, argument, text);
    text += ',';
  }
  text += ')';
}

// A quantifier is true, false or unsure only if some record could make it so.
Possible possible_of_quantifier(const hir::Module& module, const hir::Expr& expr) {
  const Possible inside = possible_truths(module, expr.arguments[0]);
  Possible whole{true, true, inside.unsure};
  if (expr.kind == ExprKind::NoTwo) {
    whole.no = inside.yes;
    return whole;
  }
  switch (expr.quantifier) {
    case hir::QuantifierKind::Some: whole.yes = inside.yes; break;
    case hir::QuantifierKind::Every: whole.no = inside.no; break;
    case hir::QuantifierKind::No: whole.no = inside.yes; break;
    case hir::QuantifierKind::AtLeast: whole.no = expr.count > 0; break;
    case hir::QuantifierKind::Exactly:
    case hir::QuantifierKind::AtMost: break;
  }
  return whole;
}

// The ways that a question may come out of which nothing is known but its form.
std::vector<std::vector<Truth>> ways_of(const hir::Module& module, hir::ExprId id) {
  const hir::Expr& expr = module[id];
  if (const std::optional<Truth> truth = truth_of_literals(module, id)) return {{*truth}};
  Possible possible{true, true, !expr.is_definite};
  if (expr.kind == ExprKind::Quantified || expr.kind == ExprKind::NoTwo) {
    const Possible known = possible_of_quantifier(module, expr);
    possible = {known.yes, known.no, known.unsure && possible.unsure};
  }
  std::vector<std::vector<Truth>> ways;
  if (possible.yes) ways.push_back({Truth::True});
  if (possible.no) ways.push_back({Truth::False});
  if (possible.unsure) ways.push_back({Truth::Unsure});
  return ways;
}

}  // namespace

std::string described(const hir::Module& module, hir::ExprId id) {
  std::string text;
  describe(module, id, text);
  return text;
}

Combinations::Combinations(std::size_t count, bool all) : words_((count + 63) / 64, all ? ~std::uint64_t{0} : 0) {
  if (all && count % 64 != 0) words_.back() = (std::uint64_t{1} << (count % 64)) - 1;
}

bool Combinations::is_empty() const {
  return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
}

bool Combinations::is_within(const Combinations& other) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & ~other.words_[i]) != 0) return false;
  }
  return true;
}

Combinations operator&(Combinations a, const Combinations& b) {
  for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] &= b.words_[i];
  return a;
}

Combinations operator|(Combinations a, const Combinations& b) {
  for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] |= b.words_[i];
  return a;
}

Combinations operator-(Combinations a, const Combinations& b) {
  for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] &= ~b.words_[i];
  return a;
}

Truths and_(const Truths& a, const Truths& b) { return {a.yes & b.yes, a.no | b.no}; }
Truths or_(const Truths& a, const Truths& b) { return {a.yes | b.yes, a.no & b.no}; }

std::optional<TruthTable> TruthTable::make(const hir::Module& module, std::span<const hir::ExprId> conditions) {
  TruthTable table(module);
  for (const hir::ExprId condition : conditions) {
    if (!condition.is_valid() || !table.collect(condition)) return std::nullopt;
  }
  if (!table.settle()) return std::nullopt;
  return table;
}

bool TruthTable::collect(hir::ExprId id) {
  if (!collected_.emplace(id, true).second) return true;
  const hir::Expr& expr = (*module_)[id];
  if (expr.kind == ExprKind::ByCases) return collect(expr.arguments[1]);
  if (is_logic(expr)) {
    return std::ranges::all_of(expr.arguments, [&](hir::ExprId argument) { return collect(argument); });
  }
  if (const std::optional<Question> question = question_of(*module_, id)) {
    add_question(described(*module_, question->item), id);
    return true;
  }
  if (const std::optional<Compared> compared = compared_in(*module_, id)) {
    add_comparison(*compared, id);
    return true;
  }
  return add_open_question(id);
}

// The dimension of what a question is about, with the question in it.
std::size_t TruthTable::add_question(const std::string& about, hir::ExprId question) {
  const auto [dimension, is_new] = dimension_of_.try_emplace(about, dimensions_.size());
  if (is_new) dimensions_.emplace_back();
  std::vector<hir::ExprId>& questions = dimensions_[dimension->second].questions;
  const auto [place, is_first] =
      question_at_.try_emplace(described(*module_, question), dimension->second, questions.size());
  if (is_first) questions.push_back(question);
  question_of_expr_.emplace(question, place->second);
  return dimension->second;
}

void TruthTable::add_comparison(Compared compared, hir::ExprId question) {
  const std::string first = described(*module_, compared.first);
  const std::string second = described(*module_, compared.second);
  const bool is_swapped = second < first;
  const std::size_t index =
      add_question(fmt::format("{} : {}", is_swapped ? second : first, is_swapped ? first : second), question);
  Dimension& dimension = dimensions_[index];
  dimension.is_same = first == second;
  if (dimension.comparisons.size() == dimension.questions.size()) return;  // asked before
  dimension.comparisons.push_back({(*module_)[question].builtin, is_swapped});
}

bool TruthTable::add_open_question(hir::ExprId id) {
  const auto [place, is_first] = question_at_.try_emplace(described(*module_, id), dimensions_.size(), 0);
  if (is_first) {
    Dimension& dimension = dimensions_.emplace_back();
    dimension.questions = {id};
    dimension.ways = ways_of(*module_, id);
  }
  question_of_expr_.emplace(id, place->second);
  return count_ <= kMostCombinations;
}

bool TruthTable::settle() {
  for (Dimension& dimension : dimensions_) {
    if (!dimension.comparisons.empty()) dimension.ways = relations_of(dimension.comparisons, dimension.is_same);
    if (dimension.ways.empty()) dimension.ways = classes_of(*module_, dimension.questions);
    if (dimension.ways.empty()) return false;
    strides_.push_back(count_);
    count_ *= dimension.ways.size();
    if (count_ > kMostCombinations) return false;
  }
  all_ = Combinations(count_, true);
  none_ = Combinations(count_, false);
  return true;
}

bool TruthTable::knows(hir::ExprId condition) const { return collected_.contains(condition); }

const Truths& TruthTable::operator[](hir::ExprId condition) {
  if (const auto known = truths_.find(condition); known != truths_.end()) return known->second;
  Truths truths = compute(condition);
  return truths_.emplace(condition, std::move(truths)).first->second;
}

Truths TruthTable::compute(hir::ExprId id) {
  if (const auto question = question_of_expr_.find(id); question != question_of_expr_.end()) {
    return answers(question->second.first, question->second.second);
  }
  const hir::Expr& expr = (*module_)[id];
  if (expr.kind == ExprKind::TruthValue) return expr.truth_value ? certain() : never();
  if (expr.kind == ExprKind::ByCases) return (*this)[expr.arguments[1]];
  const Truths first = (*this)[expr.arguments[0]];
  if (expr.kind == ExprKind::Named) return first;
  switch (expr.builtin) {
    case Builtin::Not: return {first.no, first.yes};
    case Builtin::And: return and_(first, (*this)[expr.arguments[1]]);
    case Builtin::Or: return or_(first, (*this)[expr.arguments[1]]);
    case Builtin::Implies: return or_({first.no, first.yes}, (*this)[expr.arguments[1]]);
    case Builtin::Definitely: return {first.yes, all_ - first.yes};
    default: return {all_ - first.no, first.no};  // possibly
  }
}

Truths TruthTable::answers(std::size_t dimension, std::size_t question) const {
  const auto& ways = dimensions_[dimension].ways;
  const std::size_t stride = strides_[dimension];
  Truths truths{none_, none_};
  for (std::size_t begin = 0; begin < count_; begin += stride) {
    const Truth said = ways[begin / stride % ways.size()][question];
    if (said == Truth::Unsure) continue;
    Combinations& where = said == Truth::True ? truths.yes : truths.no;
    for (std::size_t index = begin; index < begin + stride; ++index) where.insert(index);
  }
  return truths;
}

Possible possible_truths(const hir::Module& module, hir::ExprId condition) {
  auto table = TruthTable::make(module, {&condition, 1});
  if (!table) return {true, true, !module[condition].is_definite};
  const Truths& truths = (*table)[condition];
  return {!truths.yes.is_empty(), !truths.no.is_empty(), !table->all().is_within(truths.yes | truths.no)};
}

}  // namespace edict::lint_rules
