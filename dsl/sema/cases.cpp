// Values by cases, and rows looked up for a value.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/codes.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/rows.h"

namespace edict::sema {
namespace {

bool is_blank_text(const Operand& operand) {
  return operand.kind == Operand::Kind::WrittenText && unquoted(operand.source).empty();
}

// What the values have in common decides what the case is: one kind of item, dates, numbers, or text.
class CaseJoiner {
 public:
  CaseJoiner(Analysis& analysis, const std::vector<hir::ExprId>& conditions, const std::vector<Operand>& values,
             Operand joined)
      : analysis_(analysis), conditions_(conditions), values_(values), joined_(joined) {}

  Operand join() {
    const auto all = [&](auto&& holds) { return std::ranges::all_of(values_, holds); };
    if (!all([](const Operand& value) { return !value.is_error(); })) return joined_;
    const auto is_text = [](const Operand& value) {
      return value.kind == Operand::Kind::Text || value.kind == Operand::Kind::WrittenText;
    };
    const auto is_of_dates = [&](const Operand& value) {
      return is_date(analysis_, value) || value.kind == Operand::Kind::WrittenDate;
    };
    const auto is_of_numbers = [&](const Operand& value) {
      return is_number(analysis_, value) || value.kind == Operand::Kind::WrittenNumber;
    };
    if (all(is_text) && !has_mixed_kinds()) {
      joined_.item = common_item();
      joined_.like = common_kind();
      return as(Operand::Kind::Text, Type::Text, [&](const Operand& value) { return as_text(analysis_, value); });
    }
    if (all(is_of_dates)) {
      return as(Operand::Kind::Date, Type::Date,
                [&](const Operand& value) { return as_date(analysis_, value, Bound::OneDay); });
    }
    if (all(is_of_numbers)) {
      return as(Operand::Kind::Number, Type::Number, [&](const Operand& value) { return as_number(analysis_, value); });
    }
    const auto other = std::ranges::find_if(values_, [&](const Operand& value) {
      return describe(analysis_, value) != describe(analysis_, values_.front());
    });
    const Operand& second = other == values_.end() ? values_.back() : *other;
    analysis_.report(Code::CaseKinds, second.location,
                     {describe(analysis_, values_.front()), describe(analysis_, second)});
    return joined_;
  }

 private:
  // An item of dates or numbers beside one of codes: what is asked of the case would mean two things.
  [[nodiscard]] bool has_mixed_kinds() const {
    const auto differs = [&](auto&& holds) {
      const auto count = std::ranges::count_if(values_, holds);
      const auto blanks = std::ranges::count_if(values_, is_blank_text);
      return count != 0 && count + blanks != std::ssize(values_);
    };
    return differs([&](const Operand& value) { return is_date(analysis_, value); }) ||
           differs([&](const Operand& value) { return is_number(analysis_, value); });
  }

  // The item that all values are of; a blank may be any item's.
  [[nodiscard]] ItemId common_item() const {
    ItemId common;
    for (const Operand& value : values_) {
      if (is_blank_text(value)) continue;
      if (!value.item.is_valid() || (common.is_valid() && value.item != common)) return {};
      common = value.item;
    }
    return common;
  }

  [[nodiscard]] ItemId common_kind() const {
    ItemId common;
    for (const Operand& value : values_) {
      if (is_blank_text(value)) continue;
      const ItemId item = value.item.is_valid() ? value.item : value.like;
      if (!item.is_valid()) return {};
      const bool differs = common.is_valid() && analysis_.dictionary[item].kind != analysis_.dictionary[common].kind;
      if (differs) return {};
      common = item;
    }
    return common;
  }

  template <class Convert>
  Operand as(Operand::Kind kind, Type type, const Convert& convert) {
    std::vector<hir::ExprId> arguments;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (i < conditions_.size()) arguments.push_back(conditions_[i]);
      arguments.push_back(convert(values_[i]));
    }
    joined_.expr = analysis_.hir.cases(type, arguments, joined_.location);
    if (joined_.expr.is_valid()) joined_.kind = kind;
    return joined_;
  }

  Analysis& analysis_;
  const std::vector<hir::ExprId>& conditions_;
  const std::vector<Operand>& values_;
  Operand joined_;
};

Operand operand_of(Location location, std::string_view source) {
  Operand operand;
  operand.location = location;
  operand.source = source;
  return operand;
}

// `when c then v` and `otherwise v` under `let x = choose`.
Operand cases_below(Analysis& analysis, const Scope& scope, const ClauseRef& clause) {
  std::vector<hir::ExprId> conditions;
  std::vector<Operand> values;
  const NodeRef name = clause.root().children().front();
  const std::vector<ClauseRef> children = clause.children();
  bool has_otherwise = false;
  bool is_understood = true;
  for (const ClauseRef& child : children) {
    const NodeRef root = child.root();
    for (const ClauseRef& below : child.children()) {
      analysis.report(Code::MisplacedClause, below.word(), {fmt::format("`{}`", below.word_text()), "under a value"});
    }
    if (has_otherwise) {
      analysis.report(Code::OtherwiseNotLast, child.word());
      is_understood = false;
      break;
    }
    if (child.kind() == NodeKind::WhenClause && root.has(NodeKind::Then)) {
      conditions.push_back(analyse_condition(analysis, scope, root.children().front()));
      values.push_back(analyse_value(analysis, scope, root.child(NodeKind::Then).children().front()));
    } else if (child.kind() == NodeKind::OtherwiseClause && !root.children().empty()) {
      values.push_back(analyse_value(analysis, scope, root.children().front()));
      has_otherwise = true;
    } else {
      if (child.kind() != NodeKind::ErrorClause) {
        analysis.report(Code::ValueMissing, child.location(), {child.word_text()});
      }
      is_understood = false;
    }
  }
  Operand joined = operand_of(name.location(), name.text());
  if (is_understood && !has_otherwise) analysis.report(Code::OtherwiseMissing, name.location(), {name.text()});
  if (!is_understood || !has_otherwise) return joined;
  return CaseJoiner(analysis, conditions, values, joined).join();
}

}  // namespace

Operand analyse_case(Analysis& analysis, const Scope& scope, NodeRef node) {
  const std::vector<NodeRef> parts = node.children();  // c1, v1, c2, v2, …, otherwise
  std::vector<hir::ExprId> conditions;
  std::vector<Operand> values;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    conditions.push_back(analyse_condition(analysis, scope, parts[i]));
    values.push_back(analyse_value(analysis, scope, parts[i + 1]));
  }
  values.push_back(analyse_value(analysis, scope, parts.back()));
  return CaseJoiner(analysis, conditions, values, operand_of(node.location(), node.text())).join();
}

Operand analyse_looked_up(Analysis& analysis, const Scope& scope, NodeRef node) {
  Operand cell = operand_of(node.location(), node.text());
  const std::vector<NodeRef> children = node.children();
  const std::size_t after_values = children.size() - (node.has(NodeKind::CellName) ? 2 : 1);
  TableDefinition* definition = resolve_table(analysis, scope, children.front());
  if (definition == nullptr || definition->is_broken) return cell;
  const hir::Table& table = analysis.hir.module()[definition->table];
  const std::vector<hir::ExprId> arguments = table_arguments(
      analysis, scope, *definition,
      {children.begin() + 1, children.begin() + static_cast<std::ptrdiff_t>(after_values)}, node.location());

  std::vector<std::string_view> offered;
  for (const std::uint32_t column : table.returns) offered.push_back(table.columns[column]);
  std::size_t column = 0;
  if (node.has(NodeKind::CellName)) {
    const NodeRef name = node.child(NodeKind::CellName);
    const std::string_view asked = name.text().substr(1);
    column = static_cast<std::size_t>(std::ranges::find(offered, asked) - offered.begin());
    if (column == offered.size()) {
      std::string hint = did_you_mean(asked, offered);
      if (hint.empty()) hint = fmt::format("the row has {}", fmt::join(offered, ", "));
      analysis.report(Code::UnknownColumn, name.location(), {asked, table.name}, std::move(hint));
      return cell;
    }
  } else if (offered.size() != 1) {
    analysis.report(Code::WhichColumn, children.front().location(),
                    {table.name, fmt::format("{}", fmt::join(offered, ", "))});
    return cell;
  }
  if (table.expect == hir::Table::Expect::AllRows) {
    analysis.report(Code::ValueOfAllRows, children.front().location(), {table.name});
    return cell;
  }
  if (arguments.empty()) return cell;

  // A cell that is not there is blank; only on some days of a date it must be said.
  hir::ExprId if_missing;
  const NodeRef otherwise = children.back();
  if (otherwise.kind() == NodeKind::StringLiteral) {
    if_missing = analysis.hir.text_value(unquoted(otherwise.text()), otherwise.location());
  } else if (table.has_period()) {
    if_missing = analysis.hir.text_value("", otherwise.location());
  }
  const Scope::Row row = look_up(analysis, *definition, arguments, table.name, node.location());
  cell.expr = cell_of(analysis, row, table.returns[column], if_missing, node.location());
  if (cell.expr.is_valid()) cell.kind = Operand::Kind::Text;
  return cell;
}

NamedValue named_value(Analysis& analysis, const Scope& scope, const ClauseRef& clause) {
  const NodeRef body = clause.root().children().back();
  NamedValue named;
  const bool has_cases_below = body.kind() == NodeKind::CasesBelow;
  if (!has_cases_below && clause.kind() == NodeKind::LetClause && is_condition(analysis, scope, body)) {
    named.expr = analyse_asked(analysis, scope, body);
    return named;
  }
  const Operand value = has_cases_below ? cases_below(analysis, scope, clause) : analyse_value(analysis, scope, body);
  named.item = value.item;
  named.like = value.like;
  named.part_is_blank = value.part_is_blank;
  named.part_of = value.part_of;
  switch (value.kind) {
    case Operand::Kind::Error: named.type = Type::Text; break;
    case Operand::Kind::Text:
    case Operand::Kind::WrittenText:
      named.type = Type::Text;
      named.expr = as_text(analysis, value);
      break;
    case Operand::Kind::Number:
    case Operand::Kind::WrittenNumber:
      named.type = Type::Number;
      named.expr = as_number(analysis, value);
      break;
    case Operand::Kind::Date:
    case Operand::Kind::WrittenDate:
      named.type = Type::Date;
      named.expr = as_date(analysis, value, Bound::OneDay);
      break;
  }
  return named;
}

Operand value_named(Analysis& analysis, const NamedValue& named, NodeRef path) {
  Operand operand = operand_of(path.location(), path.text());
  if (!named.expr.is_valid()) return operand;
  if (named.type == Type::Truth) {
    analysis.report(Code::NotAValue, path.location(), {path.text()});
    return operand;
  }
  operand.kind = named.type == Type::Text     ? Operand::Kind::Text
                 : named.type == Type::Number ? Operand::Kind::Number
                                              : Operand::Kind::Date;
  operand.expr = analysis.hir.at(named.expr, path.location());
  operand.item = named.item;
  operand.like = named.like;
  operand.part_is_blank = named.part_is_blank;
  operand.part_of = named.part_of;
  return operand;
}

}  // namespace edict::sema
