#include "tests/support/random_rules.h"

#include <array>
#include <vector>

#include "tests/support/sample_registry.h"

namespace edict::test {
namespace {

constexpr LevelId kPatient(1);
constexpr LevelId kTumor(2);
constexpr int kDepth = 4;
constexpr std::size_t kMostVariables = 3;  // with the subject: quantifiers nest two deep

constexpr std::array<std::string_view, 12> kTexts = {"",     "1",    "2",    "01",   "02", "C500",
                                                     "C509", "C619", "8003", "9000", "ok", "x"};
constexpr std::array<std::string_view, 9> kDates = {"",         "2019",     "2020",     "202006", "20200101",
                                                    "20200615", "20200616", "20210230", "x"};
constexpr std::array<std::string_view, 8> kNumbers = {"", "0", "1", "2.5", "18", "999", "-3", "x"};
constexpr std::array<std::string_view, 4> kPatterns = {"[0-9]+", "C5.*", ".", "(x|ok|2020.*)"};
constexpr std::array<std::string_view, 5> kCodeEntries = {"C500-C509", "01-59", "9*", "ok", "1"};

}  // namespace

hir::Module RandomRules::module() {
  module_ = sample_module();
  for (hir::Edit& edit : module_.edits) {
    if (edit.level != LevelId(0)) fill_edit(edit);
  }
  return std::move(module_);
}

void RandomRules::fill_edit(hir::Edit& edit) {
  edit.subject = variable(edit.level, {});
  const Variables scope = {edit.subject};
  for (int i = 0; i < 2; ++i) {
    const ExprId applies = truth(scope, 2);
    edit.guards.push_back({hir::GuardKind::When, applies, applies, {}, {}});
  }
  for (hir::Require& require : edit.requires_) {
    require.condition = edit.level == kPatient && below(4) == 0 ? in_order(scope, 2) : truth(scope, kDepth);
    for (std::uint32_t guard : {0U, 1U}) {
      if (below(3) == 0) require.guards.push_back(guard);
    }
    const std::uint32_t kind = below(3);
    if (kind == 0) continue;
    require.override_by.emplace().reach = kind == 1 ? hir::Override::Reach::Subject : hir::Override::Reach::Any;
    (kind == 1 ? require.override_by->is_set : require.holds_apart_from_overridden) = truth(scope, 2);
  }
}

hir::VariableId RandomRules::variable(LevelId level, hir::VariableId outer) {
  module_.variables.push_back({"", level, outer});
  return hir::VariableId(module_.variables.size() - 1);
}

hir::ExprId RandomRules::add(hir::Expr expr) {
  module_.exprs.push_back(std::move(expr));
  return ExprId(module_.exprs.size() - 1);
}

hir::ExprId RandomRules::of_type(Type type, const Variables& scope, int depth) {
  switch (type) {
    case Type::Truth: return truth(scope, depth);
    case Type::Text: return text(scope, depth);
    case Type::Date: return date(scope, depth);
    case Type::Number: return number(scope, depth);
  }
  return {};
}

hir::ExprId RandomRules::truth(const Variables& scope, int depth) {
  hir::Expr expr;
  switch (below(16)) {
    case 0:
    case 1:
      if (depth > 0 && scope.size() < kMostVariables) return quantified(scope, depth - 1);
      break;
    case 2:
      if (depth > 0 && scope.size() + 1 < kMostVariables) {
        return below(3) == 0 ? first(scope, depth - 1) : no_two(scope, depth - 1);
      }
      break;
    case 3:
      if (depth > 0) return table_search(scope, depth - 1);
      break;
    case 4: expr.truth_value = below(2) == 0; return add(std::move(expr));
    case 5:
      if (depth == 0) break;
      expr.kind = hir::ExprKind::Named;
      expr.arguments = {truth(scope, depth - 1)};
      return add(std::move(expr));
    default: break;
  }
  return builtin(Type::Truth, scope, depth);
}

hir::ExprId RandomRules::builtin(Type result, const Variables& scope, int depth) {
  const auto fits = [&](const BuiltinInfo& info) {
    if (info.result != result) return false;
    for (Type type : info.arguments()) {
      if (depth == 0 && type != Type::Text) return false;
    }
    return true;
  };
  const auto all = all_builtins();
  std::uint32_t index = 0;
  do index = below(static_cast<std::uint32_t>(all.size()));
  while (!fits(all[index]));

  hir::Expr expr;
  expr.kind = hir::ExprKind::Call;
  expr.builtin = static_cast<Builtin>(index);
  expr.type = result;
  for (Type type : all[index].arguments()) expr.arguments.push_back(of_type(type, scope, depth - 1));
  if (expr.builtin == Builtin::InCodes) {
    std::vector<CodeSetEntry> entries;
    for (std::uint32_t i = 0; i <= below(2); ++i) entries.push_back(*parse_code_set_entry(one_of(kCodeEntries)).entry);
    expr.code_set = hir::CodeSetId(module_.code_sets.size());
    module_.code_sets.emplace_back(std::move(entries));
  }
  if (expr.builtin == Builtin::NumberIn) {
    const std::int64_t low = one_of(std::array{-1, 1, 15, 2019});
    expr.number_set = hir::NumberSetId(module_.number_sets.size());
    module_.number_sets.push_back({{{low, low + below(3)}, {3000, 3000}}});
  }
  if (expr.builtin == Builtin::Matches) {
    expr.pattern = hir::PatternId(module_.patterns.size());
    module_.patterns.push_back(*Pattern::parse(one_of(kPatterns)));
  }
  if (all[index].takes_count) expr.count = below(4);
  return add(std::move(expr));
}

hir::ExprId RandomRules::item(const Variables& scope) {
  const Dictionary& dictionary = *module_.dictionary;
  hir::Expr expr;
  expr.kind = hir::ExprKind::Item;
  expr.type = Type::Text;
  expr.variable = one_of(scope);
  do expr.item = ItemId(below(static_cast<std::uint32_t>(dictionary.items().size())));
  while (!dictionary.is_ancestor_or_self(dictionary[expr.item].level, module_[expr.variable].level));
  return add(std::move(expr));
}

hir::ExprId RandomRules::text(const Variables& scope, int depth) {
  hir::Expr expr;
  expr.type = Type::Text;
  if (depth > 0 && below(6) == 0) {
    expr.kind = hir::ExprKind::Cell;
    expr.lookup = lookup(scope, depth - 1);
    expr.column = 3 + below(2);
    return add(std::move(expr));
  }
  if (below(8) == 0) {
    expr.kind = hir::ExprKind::TextValue;
    expr.text = one_of(kTexts);
    return add(std::move(expr));
  }
  if (depth > 0 && below(4) == 0) return builtin(Type::Text, scope, depth - 1);
  return item(scope);
}

hir::ExprId RandomRules::date(const Variables& scope, int depth) {
  hir::Expr expr;
  expr.type = Type::Date;
  if (below(4) == 0) {
    expr.kind = hir::ExprKind::DateValue;
    expr.days = parse_registry_date(one_of(kDates)).days;
    return add(std::move(expr));
  }
  return builtin(Type::Date, scope, depth);
}

hir::ExprId RandomRules::number(const Variables& scope, int depth) {
  hir::Expr expr;
  expr.type = Type::Number;
  if (below(4) == 0) {
    expr.kind = hir::ExprKind::NumberValue;
    expr.number = NumberRange::exactly(parse_decimal(one_of(kNumbers)).value_or(Decimal::whole(2020)));
    return add(std::move(expr));
  }
  if (depth > 0 && below(4) == 0 && scope.size() < kMostVariables) return count(scope, depth - 1);
  return builtin(Type::Number, scope, depth);
}

hir::ExprId RandomRules::quantified(const Variables& scope, int depth) {
  const hir::VariableId outer = scope.back();
  // Now and then the patients of the file, from inside one of them.
  const LevelId level = below(8) == 0 ? kPatient : kTumor;
  hir::Expr expr;
  expr.kind = hir::ExprKind::Quantified;
  expr.quantifier = static_cast<hir::QuantifierKind>(below(6));
  expr.count = below(3);
  expr.variable = variable(level, outer);
  expr.excludes_outer = module_[outer].level == level && below(2) == 0;
  Variables inner = scope;
  inner.push_back(expr.variable);
  expr.arguments = {truth(inner, depth)};
  return add(std::move(expr));
}

hir::ExprId RandomRules::count(const Variables& scope, int depth) {
  hir::Expr expr;
  expr.kind = hir::ExprKind::Count;
  expr.type = Type::Number;
  expr.variable = variable(kTumor, scope.back());
  expr.excludes_outer = module_[scope.back()].level == kTumor && below(2) == 0;
  Variables inner = scope;
  inner.push_back(expr.variable);
  expr.arguments = {truth(inner, depth)};
  return add(std::move(expr));
}

// Which record is first is any condition that names another record and which of the two stands before.
hir::ExprId RandomRules::first(const Variables& scope, int depth) {
  hir::Expr expr;
  expr.kind = hir::ExprKind::First;
  expr.variable = variable(kTumor, scope.back());
  Variables inner = scope;
  inner.push_back(expr.variable);

  hir::Expr before;
  before.kind = hir::ExprKind::IsBefore;
  before.variable = expr.variable;
  before.second = variable(kTumor, expr.variable);
  hir::Expr none;
  none.kind = hir::ExprKind::Quantified;
  none.quantifier = hir::QuantifierKind::No;
  none.excludes_outer = true;
  none.variable = before.second;
  Variables both = inner;
  both.push_back(none.variable);
  hir::Expr either;
  either.kind = hir::ExprKind::Call;
  either.builtin = below(2) == 0 ? Builtin::Or : Builtin::And;
  either.arguments = {truth(both, 1), add(std::move(before))};
  none.arguments = {add(std::move(either))};

  const ExprId filter = truth(inner, 1);
  hir::Expr is_first;
  is_first.kind = hir::ExprKind::Call;
  is_first.builtin = Builtin::And;
  is_first.arguments = {filter, add(std::move(none))};
  expr.arguments = {filter, add(std::move(is_first)), truth(inner, depth)};
  return add(std::move(expr));
}

hir::ExprId RandomRules::no_two(const Variables& scope, int depth) {
  hir::Expr expr;
  expr.kind = hir::ExprKind::NoTwo;
  expr.variable = variable(kTumor, scope.back());
  expr.second = variable(kTumor, expr.variable);
  Variables inner = scope;
  inner.push_back(expr.variable);
  inner.push_back(expr.second);
  expr.arguments = {truth(inner, depth)};
  return add(std::move(expr));
}

hir::ExprId RandomRules::in_order(const Variables& scope, int depth) {
  constexpr std::array kTypes = {Type::Text, Type::Date, Type::Number};
  hir::Expr expr;
  expr.kind = hir::ExprKind::InOrder;
  expr.variable = variable(kTumor, scope.back());
  expr.second = variable(kTumor, expr.variable);
  expr.is_strict = below(2) == 0;
  const Variables inner = {expr.variable};
  expr.arguments = {truth(inner, depth), of_type(one_of(kTypes), inner, 1), of_type(one_of(kTypes), inner, 1)};
  return add(std::move(expr));
}

hir::ExprId RandomRules::table_search(const Variables& scope, int depth) {
  hir::Expr expr;
  if (below(2) == 0) {
    expr.kind = hir::ExprKind::RowFound;
    expr.lookup = lookup(scope, depth);
  } else {
    expr.kind = hir::ExprKind::InTable;
    expr.table = hir::TableId(0);
    expr.arguments = {text(scope, depth), text(scope, depth)};
  }
  return add(std::move(expr));
}

hir::LookupId RandomRules::lookup(const Variables& scope, int depth) {
  hir::Lookup lookup;
  lookup.table = hir::TableId(0);
  lookup.arguments = {text(scope, depth), text(scope, depth)};
  if (below(3) == 0) lookup.arguments[1] = lookup.arguments[0];
  module_.lookups.push_back(std::move(lookup));
  return hir::LookupId(module_.lookups.size() - 1);
}

std::string RandomRules::records() {
  const auto dictionary = sample_dictionary();
  std::string text;
  const auto add_record = [&](LevelId level) {
    text += level == kPatient ? "patient" : "  tumor";
    for (const Item& item : dictionary->items()) {
      if (item.level != level) continue;
      const std::string_view value = item.kind == ItemKind::Date     ? one_of(kDates)
                                     : item.kind == ItemKind::Number ? one_of(kNumbers)
                                                                     : one_of(kTexts);
      if (!value.empty()) text += " " + item.id + "=" + std::string(value);
    }
    text += '\n';
  };
  const std::uint32_t patients = below(30);
  for (std::uint32_t patient = 0; patient < patients; ++patient) {
    add_record(kPatient);
    const std::uint32_t tumors = below(5);
    for (std::uint32_t tumor = 0; tumor < tumors; ++tumor) add_record(kTumor);
  }
  return text;
}

}  // namespace edict::test
