#include "compiler/reference/evaluation.h"

#include <algorithm>

#include "base/check.h"
#include "runtime/kernels/in_order.h"

namespace edict::reference {

using hir::ExprKind;
using hir::QuantifierKind;
using kernel::Value;

RowRange related_rows(const Batch& batch, LevelId level, std::uint32_t row, LevelId wanted) {
  if (wanted.index() == 0) return {0, batch.rows(wanted).row_count};
  const LevelId above(std::min(level.index(), wanted.index() - 1));
  const std::uint32_t ancestor = batch.ancestor_row(level, row, above);
  RowRange range{ancestor, ancestor + 1};
  for (std::size_t at = above.index(); at < wanted.index(); ++at) {
    const auto& offsets = batch.rows(LevelId(at)).offsets;
    range = {offsets[range.begin], offsets[range.end]};
  }
  return range;
}

Evaluation::Evaluation(const hir::Module& module, std::span<const kernel::TableIndex> indexes, RunParameters parameters,
                       const Batch& batch)
    : module_(module),
      indexes_(indexes),
      parameters_(parameters),
      batch_(batch),
      rows_(module.variables.size(), kUnbound) {}

void Evaluation::bind_subject(const hir::Edit& edit, std::uint32_t row) {
  for (std::size_t level = 0; level < module_.subjects.size() && level < edit.level.index(); ++level) {
    bind(module_.subjects[level], batch_.ancestor_row(edit.level, row, LevelId(level)));
  }
  bind(edit.subject, row);
}

Value Evaluation::value(hir::ExprId id) {
  if (module_[id].type == Type::Truth) return truth(id);
  return compute(id);
}

Truth Evaluation::truth(hir::ExprId id) {
  const auto known = known_.find(id);
  if (known != known_.end() && known->second.state == state_) return known->second.truth;
  const Truth truth = std::get<Truth>(compute(id));
  known_[id] = {state_, truth};
  return truth;
}

Value Evaluation::compute(hir::ExprId id) {
  const hir::Expr& expr = module_[id];
  switch (expr.kind) {
    case ExprKind::Call: return call(expr);
    case ExprKind::Item: return item(expr.variable, expr.item);
    case ExprKind::TextValue: return kernel::Text{expr.text};
    case ExprKind::DateValue: return expr.days;
    case ExprKind::NumberValue: return expr.number;
    case ExprKind::TruthValue: return edict::truth(expr.truth_value);
    case ExprKind::Named: return value(expr.arguments[0]);
    case ExprKind::Quantified: return quantified(expr);
    case ExprKind::Count: return count(expr);
    case ExprKind::First: return first(expr);
    case ExprKind::NoTwo: return no_two(expr);
    case ExprKind::IsBefore: return edict::truth(row_of(expr.variable) < row_of(expr.second));
    case ExprKind::InOrder: return in_order(expr);
    case ExprKind::InTable: return apply(expr, values(expr.arguments));
    case ExprKind::RowFound:
    case ExprKind::Cell: return apply(expr, values(module_[expr.lookup].arguments));
    case ExprKind::Case: return possible_values(id).front();
    case ExprKind::ByCases: return by_cases(expr.arguments[0]);
  }
  EDICT_CHECK(false);
}

// A first operand that decides alone spares the second: HIR shares much, and a tree is walked here.
Value Evaluation::call(const hir::Expr& expr) {
  const bool is_join = expr.builtin == Builtin::And || expr.builtin == Builtin::Or || expr.builtin == Builtin::Implies;
  if (!is_join) return apply(expr, values(expr.arguments));
  const Truth first = truth(expr.arguments[0]);
  const Truth deciding = expr.builtin == Builtin::Or ? Truth::True : Truth::False;
  if (first == deciding) return expr.builtin == Builtin::And ? Truth::False : Truth::True;
  const Value operands[] = {first, value(expr.arguments[1])};
  return apply(expr, operands);
}

Evaluation::Values Evaluation::values(std::span<const hir::ExprId> exprs) {
  Values values;
  for (hir::ExprId expr : exprs) values.push_back(value(expr));
  return values;
}

// A call, or a question to a table, with its arguments known.
Value Evaluation::apply(const hir::Expr& expr, std::span<const Value> arguments) {
  if (expr.kind == ExprKind::InTable) return kernel::any_found(find_rows(expr.table, texts_of(arguments)));
  if (expr.kind != ExprKind::Call) {
    const hir::Lookup& lookup = module_[expr.lookup];
    const hir::Table& table = module_[lookup.table];
    const Texts keys = texts_of(arguments);
    const kernel::FoundRows found = find_rows(lookup.table, keys);
    if (expr.kind == ExprKind::RowFound) return kernel::nth_found(table, found, lookup.nth, keys);
    const std::int32_t row = found.row(lookup.nth);
    return row == kernel::kNoRow ? kernel::Text{}
                                 : kernel::Text{table.rows.at(static_cast<std::size_t>(row), expr.column)};
  }
  kernel::CallFacts facts{.count = {expr.count}, .as_of = parameters_.as_of, .made = &made_};
  if (expr.code_set.is_valid()) facts.codes = &module_[expr.code_set];
  if (expr.number_set.is_valid()) facts.numbers = &module_[expr.number_set];
  if (expr.pattern.is_valid()) facts.pattern = &module_[expr.pattern];
  return kernel::call(expr.builtin, arguments, facts);
}

kernel::Text Evaluation::item(hir::VariableId variable, ItemId item) const {
  const Item& facts = (*module_.dictionary)[item];
  const std::uint32_t row = row_of(variable);
  if (row == kUnbound) return {{}, &facts};
  return {batch_.value(item, batch_.ancestor_row(module_[variable].level, row, facts.level)), &facts};
}

RowRange Evaluation::records(hir::VariableId id) const {
  const hir::Variable& variable = module_[id];
  return related_rows(batch_, module_[variable.outer].level, row_of(variable.outer), variable.level);
}

std::vector<std::uint32_t> Evaluation::members(const hir::Expr& quantified) const {
  const hir::Variable& variable = module_[quantified.variable];
  const bool excludes = quantified.excludes_outer && module_[variable.outer].level == variable.level;
  std::vector<std::uint32_t> rows;
  const RowRange range = records(quantified.variable);
  for (std::uint32_t row = range.begin; row < range.end; ++row) {
    if (!excludes || row != row_of(variable.outer)) rows.push_back(row);
  }
  return rows;
}

Truth Evaluation::holds_for(const hir::Expr& quantified, std::uint32_t row) {
  const Binding bound(*this, quantified.variable, row);
  return truth(quantified.arguments[0]);
}

Truth Evaluation::holds_for(const hir::Expr& no_two, RowPair pair) {
  const Binding first(*this, no_two.variable, pair.first);
  const Binding second(*this, no_two.second, pair.second);
  return truth(no_two.arguments[0]);
}

Truth Evaluation::quantified(const hir::Expr& expr) {
  Truth some = Truth::False;
  Truth every = Truth::True;
  std::uint32_t sure = 0;      // records for which the condition is true
  std::uint32_t possible = 0;  // … or may be
  for (std::uint32_t row : members(expr)) {
    const Truth holds = holds_for(expr, row);
    some = or_(some, holds);
    every = and_(every, holds);
    if (holds == Truth::True) ++sure;
    if (holds != Truth::False) ++possible;
  }
  const auto decided = [](bool is_true, bool is_false) {
    return is_true ? Truth::True : is_false ? Truth::False : Truth::Unsure;
  };
  switch (expr.quantifier) {
    case QuantifierKind::Some: return some;
    case QuantifierKind::Every: return every;
    case QuantifierKind::No: return not_(some);
    case QuantifierKind::AtLeast: return decided(sure >= expr.count, possible < expr.count);
    case QuantifierKind::AtMost: return decided(possible <= expr.count, sure > expr.count);
    case QuantifierKind::Exactly:
      return decided(sure == expr.count && possible == sure, sure > expr.count || possible < expr.count);
  }
  EDICT_CHECK(false);
}

NumberRange Evaluation::count(const hir::Expr& expr) {
  std::int64_t sure = 0;
  std::int64_t possible = 0;
  for (std::uint32_t row : members(expr)) {
    const Truth holds = holds_for(expr, row);
    if (holds == Truth::True) ++sure;
    if (holds != Truth::False) ++possible;
  }
  return {Decimal::whole(sure).millionths, Decimal::whole(possible).millionths};
}

Truth Evaluation::is_first(const hir::Expr& first, std::uint32_t row) {
  const Binding bound(*this, first.variable, row);
  return truth(first.arguments[1]);
}

Truth Evaluation::holds_for_first(const hir::Expr& first, std::uint32_t row) {
  const Binding bound(*this, first.variable, row);
  return truth(first.arguments[2]);
}

// True or false when all records that may be the first agree, and some record certainly passes the filter.
Truth Evaluation::first(const hir::Expr& expr) {
  Truth exists = Truth::False;
  bool may_hold = false;
  bool may_fail = false;
  bool is_known = false;  // one is certainly the first, and so
  for (std::uint32_t row : members(expr)) {
    exists = or_(exists, holds_for(expr, row));
    const Truth leads = is_first(expr, row);
    if (leads == Truth::False) continue;
    const Truth holds = holds_for_first(expr, row);
    may_hold = may_hold || holds != Truth::False;
    may_fail = may_fail || holds != Truth::True;
    is_known = is_known || (leads == Truth::True && holds == Truth::True);
  }
  const Truth agreed = !may_hold ? Truth::False : !may_fail || is_known ? Truth::True : Truth::Unsure;
  return or_(agreed, not_(exists));
}

Truth Evaluation::no_two(const hir::Expr& expr) {
  Truth some = Truth::False;
  const RowRange range = records(expr.variable);
  for (std::uint32_t a = range.begin; a < range.end; ++a) {
    for (std::uint32_t b = range.begin; b < range.end; ++b) {
      if (a != b) some = or_(some, holds_for(expr, RowPair{a, b}));
    }
  }
  return not_(some);
}

Truth Evaluation::in_order(const hir::Expr& expr) {
  const auto rows = in_key_order(expr);
  if (!rows) return Truth::Unsure;
  Truth result = Truth::True;
  for (std::size_t i = 0; i + 1 < rows->size(); ++i) {
    result = and_(result, are_in_order(expr, {(*rows)[i], (*rows)[i + 1]}));
  }
  return result;
}

std::optional<std::vector<std::uint32_t>> Evaluation::in_key_order(const hir::Expr& expr) {
  const RowRange range = records(expr.variable);
  std::vector<Truth> filter;
  std::vector<Value> keys;
  for (std::uint32_t row = range.begin; row < range.end; ++row) {
    const Binding bound(*this, expr.variable, row);
    filter.push_back(truth(expr.arguments[0]));
    keys.push_back(value(expr.arguments[1]));
  }

  const auto order = [&]<class Key>(Key) {
    std::vector<Key> typed;
    for (const Value& key : keys) typed.push_back(std::get<Key>(key));
    return kernel::rows_in_key_order<Key>(filter, typed);
  };
  std::optional<std::vector<std::uint32_t>> rows;
  switch (module_[expr.arguments[1]].type) {
    case Type::Text: rows = order(kernel::Text{}); break;
    case Type::Date: rows = order(DayRange{}); break;
    case Type::Number: rows = order(NumberRange{}); break;
    case Type::Truth: EDICT_CHECK(false);
  }
  if (rows) {
    for (std::uint32_t& row : *rows) row += range.begin;
  }
  return rows;
}

Truth Evaluation::are_in_order(const hir::Expr& expr, RowPair neighbours) {
  const auto value_for = [&](std::uint32_t row) {
    const Binding bound(*this, expr.variable, row);
    return value(expr.arguments[2]);
  };
  const Value earlier = value_for(neighbours.first);
  const Value later = value_for(neighbours.second);
  return std::visit(
      [&]<class T>(const T& first) {
        if constexpr (std::is_same_v<T, Truth>) {
          EDICT_CHECK(false);
          return Truth::Unsure;
        } else {
          return kernel::neighbours_in_order(first, std::get<T>(later), expr.is_strict);
        }
      },
      earlier);
}

// A truth about values by cases holds if it does for every value that they may have, fails if for none.
Truth Evaluation::by_cases(hir::ExprId said) {
  const std::vector<Value> possible = possible_values(said);
  const bool agree = std::all_of(possible.begin(), possible.end(), [&](const Value& value) {
    return std::get<Truth>(value) == std::get<Truth>(possible.front());
  });
  return agree ? std::get<Truth>(possible.front()) : Truth::Unsure;
}

std::vector<Value> Evaluation::possible_values(hir::ExprId id) {
  const hir::Expr& expr = module_[id];
  std::vector<Value> possible;
  const auto add = [&](hir::ExprId part) {
    const std::vector<Value> more = possible_values(part);
    possible.insert(possible.end(), more.begin(), more.end());
  };
  switch (expr.kind) {
    case ExprKind::Case:
      for (std::size_t i = 0; i + 1 < expr.arguments.size(); i += 2) {
        const Truth holds = truth(expr.arguments[i]);
        if (holds != Truth::False) add(expr.arguments[i + 1]);
        if (holds == Truth::True) return possible;
      }
      add(expr.arguments.back());
      return possible;
    case ExprKind::Call:
    case ExprKind::InTable: return possible_results(expr, expr.arguments);
    case ExprKind::RowFound:
    case ExprKind::Cell: return possible_results(expr, module_[expr.lookup].arguments);
    default: return {value(id)};
  }
}

// Its result for every choice of what its arguments may be.
std::vector<Value> Evaluation::possible_results(const hir::Expr& expr, std::span<const hir::ExprId> arguments) {
  std::vector<Values> choices(1);
  for (hir::ExprId argument : arguments) {
    const std::vector<Value> possible = possible_values(argument);
    std::vector<Values> longer;
    for (const Values& choice : choices) {
      for (const Value& value : possible) {
        longer.push_back(choice);
        longer.back().push_back(value);
      }
    }
    choices = std::move(longer);
  }
  std::vector<Value> results;
  for (const Values& choice : choices) results.push_back(apply(expr, choice));
  return results;
}

kernel::FoundRows Evaluation::meant_rows(const hir::Lookup& lookup) {
  return find_rows(lookup.table, texts_of(values(lookup.arguments)));
}

Evaluation::Texts Evaluation::texts_of(std::span<const Value> values) {
  Texts texts;
  for (const Value& value : values) texts.push_back(std::get<kernel::Text>(value));
  return texts;
}

kernel::FoundRows Evaluation::find_rows(hir::TableId table, std::span<const kernel::Text> keys) const {
  return indexes_.empty() ? kernel::find_rows(module_[table], keys) : indexes_[table.index()].find_rows(keys);
}

}  // namespace edict::reference
