#include "tests/unit/reference/rules.h"

#include <gtest/gtest.h>

#include "base/check.h"
#include "tests/support/sample_registry.h"

namespace edict::test {

using hir::Expr;
using hir::ExprId;
using hir::ExprKind;
using hir::VariableId;

std::shared_ptr<const Dictionary> labelled_dictionary() {
  const auto plain = sample_dictionary();
  std::vector<Item> items(plain->items().begin(), plain->items().end());
  const auto single = [](std::string code) { return CodeSetEntry{CodeSetEntry::Kind::Single, std::move(code), ""}; };
  for (Item& item : items) {
    if (item.id == "seq") item.is_key = true;
    if (item.id == "birth") item.identifier = IdentifierClass::Person;
    if (item.id == "laterality") {
      item.label = "Laterality";
      item.labels = {{single("0"), "Not a paired site"}, {single("1"), "Right"}};
    }
  }
  std::vector<Level> levels(plain->levels().begin(), plain->levels().end());
  return std::make_shared<Dictionary>("sample", "1", std::move(levels), std::move(items));
}

Rules::Rules(std::string_view level) : module(sample_module()) {
  module.dictionary = labelled_dictionary();
  hir::Edit& edit = module.edits.emplace_back();
  edit.id = "E1";
  edit.title = "The edit";
  edit.level = module.dictionary->find_level(level);
  edit.subject = variable(level, {});
}

ExprId Rules::add(Expr expr) {
  module.exprs.push_back(std::move(expr));
  return ExprId(module.exprs.size() - 1);
}

ExprId Rules::item(VariableId variable, std::string_view id) {
  Expr expr;
  expr.kind = ExprKind::Item;
  expr.type = Type::Text;
  expr.variable = variable;
  expr.item = module.dictionary->find(id);
  EDICT_CHECK(expr.item.is_valid());
  const std::string& name = module[variable].name;
  return as((name.empty() ? "" : name + ".") + std::string(id), add(std::move(expr)));
}

ExprId Rules::date(VariableId variable, std::string_view id) {
  const ExprId text = item(variable, id);
  const ExprId date = call(Builtin::DateOf, {text});
  module.exprs[date.index()].location = module[text].location;
  return date;
}

ExprId Rules::number(VariableId variable, std::string_view id) { return call(Builtin::NumberOf, {item(variable, id)}); }

ExprId Rules::day(CivilDate date) {
  Expr expr;
  expr.kind = ExprKind::DateValue;
  expr.type = Type::Date;
  expr.days = DayRange::exactly(day_from_civil(date));
  return add(std::move(expr));
}

ExprId Rules::truth(Truth truth) {
  if (truth == Truth::Unsure) {
    Expr any;
    any.kind = ExprKind::DateValue;
    any.type = Type::Date;
    const ExprId left = add(any);
    return call(Builtin::DateLess, {left, add(any)});
  }
  Expr expr;
  expr.kind = ExprKind::TruthValue;
  expr.truth_value = truth == Truth::True;
  return add(std::move(expr));
}

ExprId Rules::in(ExprId text, std::string_view codes) {
  std::vector<CodeSetEntry> entries;
  for (std::size_t at = 0; at < codes.size();) {
    const std::size_t end = std::min(codes.find(", ", at), codes.size());
    entries.push_back(parse_code_set_entry(codes.substr(at, end - at)).entry.value());
    at = end + 2;
  }
  module.code_sets.emplace_back(std::move(entries));
  const ExprId result = call(Builtin::InCodes, {text});
  module.exprs[result.index()].code_set = hir::CodeSetId(module.code_sets.size() - 1);
  return result;
}

ExprId Rules::call(Builtin builtin, std::initializer_list<ExprId> arguments) {
  Expr expr;
  expr.kind = ExprKind::Call;
  expr.builtin = builtin;
  expr.type = info_of(builtin).result;
  expr.arguments.assign(arguments.begin(), arguments.end());
  return add(std::move(expr));
}

ExprId Rules::named(std::string name, ExprId body) {
  Expr expr;
  expr.kind = ExprKind::Named;
  expr.text = std::move(name);
  expr.arguments = {body};
  return add(std::move(expr));
}

ExprId Rules::as(std::string text, ExprId expr) {
  const auto size = static_cast<std::uint32_t>(text.size());
  module.exprs[expr.index()].location = {sources.add("rules.edict", std::move(text)), {0, size}};
  return expr;
}

VariableId Rules::variable(std::string_view level, VariableId outer, std::string name) {
  module.variables.push_back({std::move(name), module.dictionary->find_level(level), outer});
  return VariableId(module.variables.size() - 1);
}

ExprId Rules::quantified(hir::QuantifierKind kind, VariableId variable, ExprId condition, std::uint32_t count) {
  Expr expr;
  expr.kind = ExprKind::Quantified;
  expr.quantifier = kind;
  expr.variable = variable;
  expr.arguments = {condition};
  expr.count = count;
  return add(std::move(expr));
}

ExprId Rules::other(ExprId quantified) {
  module.exprs[quantified.index()].excludes_outer = true;
  return quantified;
}

ExprId Rules::no_two(VariableId first, VariableId second, ExprId condition) {
  Expr expr;
  expr.kind = ExprKind::NoTwo;
  expr.variable = first;
  expr.second = second;
  expr.arguments = {condition};
  return add(std::move(expr));
}

ExprId Rules::in_order(VariableId earlier, VariableId later, ExprId filter, ExprId key, ExprId value) {
  Expr expr;
  expr.kind = ExprKind::InOrder;
  expr.variable = earlier;
  expr.second = later;
  expr.arguments = {filter, key, value};
  return add(std::move(expr));
}

hir::LookupId Rules::lookup(std::vector<ExprId> keys) {
  module.lookups.push_back({hir::TableId(0), std::move(keys), 0, "row", {}, {}});
  return hir::LookupId(module.lookups.size() - 1);
}

ExprId Rules::row_found(hir::LookupId lookup) {
  Expr expr;
  expr.kind = ExprKind::RowFound;
  expr.lookup = lookup;
  return add(std::move(expr));
}

ExprId Rules::cell(hir::LookupId lookup, std::string_view column) {
  const auto& columns = module.tables[0].columns;
  Expr expr;
  expr.kind = ExprKind::Cell;
  expr.type = Type::Text;
  expr.lookup = lookup;
  expr.column = static_cast<std::uint32_t>(std::find(columns.begin(), columns.end(), column) - columns.begin());
  return as("row." + std::string(column), add(std::move(expr)));
}

ExprId Rules::in_table(std::vector<ExprId> keys) {
  Expr expr;
  expr.kind = ExprKind::InTable;
  expr.table = hir::TableId(0);
  expr.arguments.assign(keys.begin(), keys.end());
  return add(std::move(expr));
}

hir::Require& Rules::require(ExprId condition) {
  hir::Require& require = edit().requires_.emplace_back();
  require.branch = static_cast<std::uint32_t>(edit().requires_.size());
  require.condition = condition;
  return require;
}

void Rules::guard(hir::Require& require, hir::GuardKind kind, ExprId applies, ExprId written) {
  require.guards.push_back(static_cast<std::uint32_t>(edit().guards.size()));
  edit().guards.push_back({kind, applies, written.is_valid() ? written : applies, {}, ""});
}

void Rules::override_by(hir::Require& require, ExprId is_set) { require.override_by.emplace().is_set = is_set; }

void Rules::message(hir::Require& require, std::string_view text, std::string language) {
  hir::Message& message = require.messages.emplace_back();
  message.language = std::move(language);
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    if (open > 0) {
      message.parts.emplace_back().text = text.substr(0, open);
      text.remove_prefix(open);
      continue;
    }
    const std::size_t close = text.find('}');
    message.parts.push_back(placeholder(text.substr(1, close - 1)));
    text.remove_prefix(close + 1);
  }
}

hir::MessagePart Rules::placeholder(std::string_view text) {
  using Property = hir::MessagePart::Property;
  hir::MessagePart part;
  part.kind = hir::MessagePart::Kind::Item;
  part.variable = subject();
  const std::string_view head = text.substr(0, text.find('.'));
  std::string_view rest = head.size() == text.size() ? std::string_view{} : text.substr(head.size() + 1);
  std::string_view item = head;
  if (head == "row") {
    const auto& columns = module.tables[0].columns;
    part.kind = hir::MessagePart::Kind::Cell;
    part.lookup = hir::LookupId(0);
    part.column = static_cast<std::uint32_t>(std::find(columns.begin(), columns.end(), rest) - columns.begin());
    return part;
  }
  if (const LevelId level = module.dictionary->find_level(head); level.is_valid()) {
    part.kind = hir::MessagePart::Kind::Records;
    part.level = level;
    return part;
  }
  for (std::size_t i = 0; i < module.variables.size(); ++i) {
    if (module.variables[i].name.empty() || module.variables[i].name != head) continue;
    part.variable = VariableId(i);
    item = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
  }
  part.item = module.dictionary->find(item);
  EDICT_CHECK(part.item.is_valid());
  if (rest == "label") part.property = Property::Label;
  if (rest == "date") part.property = Property::Date;
  if (rest == "problem") part.property = Property::Problem;
  return part;
}

Data::Data(std::string_view text) {
  auto dictionary = labelled_dictionary();
  std::vector<ItemId> items;
  for (std::size_t i = 0; i < dictionary->items().size(); ++i) items.emplace_back(i);
  store_ = std::make_unique<BatchStore>(std::make_shared<BatchSchema>(std::move(dictionary), std::move(items)));
  batch_ = &store_->next_batch();
  fill(*batch_, text);
}

namespace {

std::shared_ptr<const hir::Module> shared(const Rules& rules) { return std::make_shared<hir::Module>(rules.module); }

std::uint32_t last_edit(const Rules& rules) { return static_cast<std::uint32_t>(rules.module.edits.size() - 1); }

}  // namespace

std::string outcomes(const Rules& rules, std::string_view text) {
  const Data data(text);
  const auto module = shared(rules);
  const std::uint32_t edit = last_edit(rules);
  OutcomeMasks masks;
  make_reference(module, {&edit, 1}, kRun)->make_evaluator()->evaluate(data.batch(), masks);
  const Explainer explainer(module, kRun);
  std::string words;
  for (std::uint32_t row = 0; row < data.batch().rows(module->edits[edit].level).row_count; ++row) {
    const Outcome outcome = masks.outcome(0, row);
    EXPECT_EQ(explainer.explain(data.batch(), edit, 0, row).outcome, outcome) << "row " << row;
    words += (words.empty() ? "" : " ") + std::string(name_of(outcome));
  }
  return words;
}

std::string findings(const Rules& rules, std::string_view text) {
  const Data data(text);
  const Explainer explainer(shared(rules), kRun);
  std::string out;
  for (const auto& finding : explainer.explain(data.batch(), last_edit(rules), 0, 0).findings) {
    std::string rows;
    for (const InvolvedRow& row : finding) {
      rows += (rows.empty() ? "" : " ") + rules.module[row.variable].name + "=" + std::to_string(row.row);
    }
    out += (out.empty() ? "" : "; ") + (rows.empty() ? "subject" : rows);
  }
  return out;
}

std::vector<std::string> messages(const Rules& rules, std::string_view text, std::string_view language) {
  const Data data(text);
  const Explainer explainer(shared(rules), kRun);
  std::vector<std::string> out;
  for (const auto& finding : explainer.explain(data.batch(), last_edit(rules), 0, 0).findings) {
    out.push_back(explainer.message(data.batch(), last_edit(rules), 0, 0, finding, language));
  }
  return out;
}

std::string parts(const Rules& rules, std::string_view text, std::int32_t guard) {
  const Data data(text);
  const Explainer explainer(shared(rules), kRun);
  std::string out;
  for (const PartValue& part : explainer.parts(data.batch(), last_edit(rules), 0, guard, 0, rules.sources)) {
    out += std::string(part.depth * 2, ' ') + (part.is_deciding ? "* " : "  ") + part.source + ": " + part.value + '\n';
  }
  return out;
}

}  // namespace edict::test
