#include "dsl/sema/hir_builder.h"

#include <algorithm>

#include "base/check.h"

namespace edict::sema {
namespace {

bool binds_records(hir::ExprKind kind) {
  return kind == hir::ExprKind::Quantified || kind == hir::ExprKind::Count || kind == hir::ExprKind::First ||
         kind == hir::ExprKind::NoTwo || kind == hir::ExprKind::InOrder;
}

hir::Expr expr_of(hir::ExprKind kind, Type type, Location location) {
  hir::Expr expr;
  expr.kind = kind;
  expr.type = type;
  expr.location = location;
  return expr;
}

}  // namespace

hir::ExprId HirBuilder::add(hir::Expr expr) {
  for (const hir::ExprId argument : asked(expr)) {
    if (!argument.is_valid()) return {};
  }
  if (first_case(asked(expr)) < asked(expr).size()) return over_cases(std::move(expr));
  return settle(std::move(expr));
}

hir::ExprId HirBuilder::settle(hir::Expr expr) {
  const auto all = [&](auto&& holds) { return std::ranges::all_of(expr.arguments, holds); };
  const bool arguments_known = all([&](hir::ExprId id) { return facts_[id.index()].is_known; });
  const bool arguments_definite = all([&](hir::ExprId id) { return module_[id].is_definite; });

  Facts facts;
  for (const hir::ExprId argument : expr.arguments) {
    facts.quantifier_depth = std::max(facts.quantifier_depth, facts_[argument.index()].quantifier_depth);
  }
  if (binds_records(expr.kind)) ++facts.quantifier_depth;

  switch (expr.kind) {
    case hir::ExprKind::Call: {
      const BuiltinInfo& info = info_of(expr.builtin);
      EDICT_CHECK(expr.arguments.size() == info.argument_count);
      for (std::size_t i = 0; i < expr.arguments.size(); ++i) {
        EDICT_CHECK(module_[expr.arguments[i]].type == info.argument_types[i]);
      }
      expr.type = info.result;
      const bool is_known = info.doubt == Doubt::Definite || (info.doubt == Doubt::Values && arguments_known);
      facts.is_known = (expr.type == Type::Date || expr.type == Type::Number) && is_known;
      expr.is_definite =
          expr.type == Type::Truth && (is_known || (info.doubt == Doubt::Arguments && arguments_definite));
      break;
    }
    case hir::ExprKind::DateValue:
    case hir::ExprKind::NumberValue: facts.is_known = true; break;
    case hir::ExprKind::Named:
    case hir::ExprKind::Quantified:
    case hir::ExprKind::First:
    case hir::ExprKind::NoTwo: expr.is_definite = arguments_definite; break;
    case hir::ExprKind::ByCases: expr.is_definite = module_[expr.arguments[1]].is_definite; break;
    case hir::ExprKind::Count:
      expr.type = Type::Number;
      facts.is_known = arguments_definite;
      break;
    case hir::ExprKind::TruthValue:
    case hir::ExprKind::IsBefore: expr.is_definite = true; break;
    case hir::ExprKind::InTable: expr.is_definite = !module_[expr.table].has_period(); break;
    case hir::ExprKind::RowFound: expr.is_definite = !module_[module_[expr.lookup].table].has_period(); break;
    case hir::ExprKind::Item:
    case hir::ExprKind::TextValue:
    case hir::ExprKind::Cell:
    case hir::ExprKind::Case:
    case hir::ExprKind::InOrder: break;
  }
  module_.exprs.push_back(std::move(expr));
  facts_.push_back(facts);
  return hir::ExprId(module_.exprs.size() - 1);
}

hir::ExprId HirBuilder::call(Builtin builtin, std::initializer_list<hir::ExprId> arguments, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::Call, info_of(builtin).result, location);
  expr.builtin = builtin;
  expr.arguments.assign(arguments.begin(), arguments.end());
  return add(std::move(expr));
}

hir::ExprId HirBuilder::item(hir::VariableId variable, ItemId item, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::Item, Type::Text, location);
  expr.variable = variable;
  expr.item = item;
  return add(std::move(expr));
}

hir::ExprId HirBuilder::text_value(std::string_view text, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::TextValue, Type::Text, location);
  expr.text = text;
  return add(std::move(expr));
}

hir::ExprId HirBuilder::date_value(Day day, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::DateValue, Type::Date, location);
  expr.days = DayRange::exactly(day);
  return add(std::move(expr));
}

hir::ExprId HirBuilder::number_value(Decimal number, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::NumberValue, Type::Number, location);
  expr.number = NumberRange::exactly(number);
  return add(std::move(expr));
}

hir::ExprId HirBuilder::in_codes(hir::ExprId text, hir::CodeSetId codes, std::string_view list_name,
                                 Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::Call, Type::Truth, location);
  expr.builtin = Builtin::InCodes;
  expr.arguments = {text};
  expr.code_set = codes;
  expr.text = list_name;
  return add(std::move(expr));
}

hir::ExprId HirBuilder::call(Builtin builtin, hir::ExprId argument, std::uint32_t count, Location location) {
  EDICT_CHECK(info_of(builtin).takes_count);
  hir::Expr expr = expr_of(hir::ExprKind::Call, info_of(builtin).result, location);
  expr.builtin = builtin;
  expr.arguments = {argument};
  expr.count = count;
  return add(std::move(expr));
}

hir::ExprId HirBuilder::matches(hir::ExprId text, hir::PatternId pattern, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::Call, Type::Truth, location);
  expr.builtin = Builtin::Matches;
  expr.arguments = {text};
  expr.pattern = pattern;
  return add(std::move(expr));
}

hir::ExprId HirBuilder::number_in(hir::ExprId number, hir::NumberSetId numbers, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::Call, Type::Truth, location);
  expr.builtin = Builtin::NumberIn;
  expr.arguments = {number};
  expr.number_set = numbers;
  return add(std::move(expr));
}

hir::ExprId HirBuilder::cell(hir::LookupId lookup, std::uint32_t column, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::Cell, Type::Text, location);
  expr.lookup = lookup;
  expr.column = column;
  return add(std::move(expr));
}

hir::ExprId HirBuilder::row_found(hir::LookupId lookup, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::RowFound, Type::Truth, location);
  expr.lookup = lookup;
  return add(std::move(expr));
}

hir::ExprId HirBuilder::named(std::string_view name, hir::ExprId condition, Location location) {
  hir::Expr expr = expr_of(hir::ExprKind::Named, Type::Truth, location);
  expr.text = name;
  expr.arguments = {condition};
  return add(std::move(expr));
}

hir::ExprId HirBuilder::at(hir::ExprId id, Location location) {
  hir::Expr expr = module_[id];
  expr.location = location;
  module_.exprs.push_back(std::move(expr));
  facts_.push_back(facts_[id.index()]);
  return hir::ExprId(module_.exprs.size() - 1);
}

hir::LookupId HirBuilder::lookup(hir::Lookup lookup) {
  module_.lookups.push_back(std::move(lookup));
  return hir::LookupId(module_.lookups.size() - 1);
}

hir::ExprId HirBuilder::fold(Builtin builtin, std::span<const hir::ExprId> arguments, Location location) {
  EDICT_CHECK(!arguments.empty());
  // Every part must be understood, or the whole is not; the parts that are were still checked.
  if (std::ranges::any_of(arguments, [](hir::ExprId id) { return !id.is_valid(); })) return {};
  hir::ExprId folded = arguments.front();
  for (const hir::ExprId next : arguments.subspan(1)) {
    Location part = location;
    part.span.begin = std::min(part.span.begin, module_[folded].location.span.begin);
    part.span.end = next == arguments.back() ? part.span.end : module_[next].location.span.end;
    folded = call(builtin, {folded, next}, part);
  }
  return folded;
}

hir::VariableId HirBuilder::variable(std::string_view name, LevelId level, hir::VariableId outer) {
  module_.variables.push_back({std::string(name), level, outer});
  return hir::VariableId(module_.variables.size() - 1);
}

hir::CodeSetId HirBuilder::code_set(CodeSet codes) {
  const auto [found, is_new] = code_sets_.try_emplace(codes.to_string(), module_.code_sets.size());
  if (is_new) module_.code_sets.push_back(std::move(codes));
  return found->second;
}

hir::NumberSetId HirBuilder::number_set(hir::NumberSet numbers) {
  module_.number_sets.push_back(std::move(numbers));
  return hir::NumberSetId(module_.number_sets.size() - 1);
}

hir::PatternId HirBuilder::pattern(Pattern pattern) {
  module_.patterns.push_back(std::move(pattern));
  return hir::PatternId(module_.patterns.size() - 1);
}

std::uint32_t HirBuilder::quantifier_depth(hir::ExprId expr) const {
  return expr.is_valid() ? facts_[expr.index()].quantifier_depth : 0;
}

void HirBuilder::rewind(Mark mark) {
  module_.exprs.resize(mark.exprs);
  module_.variables.resize(mark.variables);
  module_.lookups.resize(mark.lookups);
  facts_.resize(mark.exprs);
}

}  // namespace edict::sema
