#include "dsl/sema/messages.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

using Part = hir::MessagePart;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<Part::Property> property_named(std::string_view name) {
  if (name == "label") return Part::Property::Label;
  if (name == "date") return Part::Property::Date;
  if (name == "problem") return Part::Property::Problem;
  return std::nullopt;
}

class MessageReader {
 public:
  MessageReader(Analysis& analysis, const Scope& scope, bool knows_records)
      : analysis_(analysis), scope_(scope), knows_records_(knows_records) {}

  std::vector<Part> read(NodeRef string) {
    const Location place = string.location();
    std::string_view text = string.text();
    const auto at = [&](std::size_t begin, std::size_t end) {
      return Location{
          place.file,
          {place.span.begin + static_cast<std::uint32_t>(begin), place.span.begin + static_cast<std::uint32_t>(end)}};
    };
    for (std::size_t i = 1; i < text.size(); ++i) {
      const char c = text[i];
      const bool is_doubled = i + 1 < text.size() && text[i + 1] == c;
      if (c == '"') break;
      if (c == '\\' && i + 1 < text.size()) {
        add_text(text[++i]);
      } else if ((c == '{' || c == '}') && is_doubled) {
        add_text(text[++i]);
      } else if (c == '}') {
        analysis_.report(Code::OpenPlaceholder, at(i, i + 1), {"}"});
      } else if (c == '{') {
        const std::size_t end = text.find_first_of("{}\"", i + 1);
        if (end == std::string_view::npos || text[end] != '}') {
          analysis_.report(Code::OpenPlaceholder, at(i, i + 1), {"{"});
          continue;
        }
        add_placeholder(text.substr(i + 1, end - i - 1), at(i + 1, end));
        i = end;
      } else {
        add_text(c);
      }
    }
    return std::move(parts_);
  }

 private:
  void add_text(char c) {
    if (parts_.empty() || parts_.back().kind != Part::Kind::Text) parts_.emplace_back();
    parts_.back().text += c;
  }

  void add_placeholder(std::string_view text, Location place) {
    const std::vector<std::string_view> words = split(text, '.');
    const std::string_view first = words.front();
    if (!knows_records_ && (words.size() > 1 || find_item(analysis_, first).is_valid())) return;
    if (const Scope::Let* let = scope_.let_named(first)) {
      *let->is_used = true;
      add_value(let->value, words, 1, place);
    } else if (const Scope::Record* record = scope_.record_named(first)) {
      if (words.size() < 2) {
        analysis_.report(Code::UnknownPlaceholder, place, {text},
                         fmt::format("`{0}` is a record; write which item of it: `{{{0}.primarySite}}`", first));
        return;
      }
      if (CalculationDefinition* calculation = calculation_named(words[1])) {
        if (is_within(calculation->level, record->level, words[1], place)) {
          add_value(calculated(analysis_, *calculation, record->variable), words, 2, place);
        }
        return;
      }
      const ItemId item = resolve_item(analysis_, scope_, words[1], place);
      if (item.is_valid() && is_within(analysis_.dictionary[item].level, record->level, words[1], place)) {
        add_item(record->variable, item, words, 2, place);
      }
    } else if (const Scope::Row* row = scope_.row_named(first)) {
      add_cell(*row, words, place);
    } else if (words.size() == 1 && std::ranges::find(scope_.figures, first) != scope_.figures.end()) {
      add_figure(first);
    } else if (const Scope::Alias* alias = scope_.alias_named(first);
               alias != nullptr && alias->kind != Scope::Alias::Kind::Item) {
      add_constant(*alias, words, place);
    } else if (const ItemId item = alias != nullptr ? alias->item : find_item(analysis_, first); item.is_valid()) {
      // An item has the same name on every record.
      const bool is_of_any = words.size() == 2 && words[1] == "label";
      const hir::VariableId variable =
          is_of_any ? scope_.subject : record_of(analysis_.dictionary[item].level, first, place);
      if (variable.is_valid()) add_item(variable, item, words, 1, place);
    } else if (CalculationDefinition* calculation = calculation_named(first)) {
      const hir::VariableId variable = record_of(calculation->level, first, place);
      if (variable.is_valid()) add_value(calculated(analysis_, *calculation, variable), words, 1, place);
    } else if (const LevelId level = analysis_.dictionary.find_level(first); level.is_valid() && words.size() == 1) {
      add_records(level);
    } else {
      analysis_.report(Code::UnknownPlaceholder, place, {text.empty() ? "{}" : text}, suggest(words));
    }
  }

  // What a cell of the loop's table, or of the template's, says.
  void add_constant(const Scope::Alias& alias, const std::vector<std::string_view>& words, Location place) {
    if (words.size() > 1) {
      analysis_.report(Code::UnknownProperty, place, {alias.name, words[1]}, "only items have properties");
      return;
    }
    for (const char c : alias.text) add_text(c);
  }

  // `words` are what stands between the dots.
  [[nodiscard]] std::string suggest(const std::vector<std::string_view>& words) const {
    if (words.size() > 1) {
      std::string hint = records_in_scope(scope_, words.front());
      return hint.empty() ? "findings of this require name no record or row" : hint;
    }
    std::string hint = did_you_mean_item(words.front(), analysis_.dictionary);
    if (!hint.empty()) return hint;
    std::vector<std::string_view> known = scope_.figures;
    for (const Level& level : analysis_.dictionary.levels()) known.push_back(level.plural);
    return did_you_mean(words.front(), known);
  }

  [[nodiscard]] CalculationDefinition* calculation_named(std::string_view name) const {
    return find_seen(*scope_.package, &PackageNames::calculations, name).definition;
  }

  bool is_within(LevelId own, LevelId level, std::string_view word, Location place) {
    if (analysis_.dictionary.is_ancestor_or_self(own, level)) return true;
    analysis_.report(Code::OutOfReach, place, {word, analysis_.level_name(own), analysis_.level_name(level)});
    return false;
  }

  // The record of a bare item of a level: the edit's own, or the one that the finding names.
  hir::VariableId record_of(LevelId level, std::string_view word, Location place) {
    const auto holds = [&](LevelId of) { return analysis_.dictionary.is_ancestor_or_self(level, of); };
    const bool is_known = holds(scope_.level) || std::ranges::any_of(scope_.records, holds, &Scope::Record::level);
    if (is_known) return resolve_record(analysis_, scope_, level, NameForm::Item, word, place);
    analysis_.report(Code::OutOfReach, place, {word, analysis_.level_name(level), analysis_.level_name(scope_.level)},
                     fmt::format("a message can name the {0} of `no {0} t …`, `every {0} t …` and `no two {1} a, b …`",
                                 analysis_.level_name(level), analysis_.dictionary[level].plural));
    return {};
  }

  void add_item(hir::VariableId record, ItemId item, const std::vector<std::string_view>& words, std::size_t next,
                Location place) {
    Part part;
    part.kind = Part::Kind::Item;
    part.variable = record;
    part.item = item;
    if (next < words.size()) {
      const std::optional<Part::Property> property = property_named(words[next]);
      const ItemKind kind = analysis_.dictionary[item].kind;
      const bool is_date = kind == ItemKind::Date || kind == ItemKind::DateTime;
      const bool suits = property && (is_date || *property == Part::Property::Label);
      if (!suits || next + 1 < words.size()) {
        analysis_.report(Code::UnknownProperty, place, {analysis_.dictionary[item].id, words[next]},
                         is_date ? "properties are label, date, problem" : "the property of an item is label");
        return;
      }
      part.property = *property;
    }
    parts_.push_back(std::move(part));
  }

  // What a name stands for, from word `next` on its property.
  void add_value(const NamedValue& value, const std::vector<std::string_view>& words, std::size_t next,
                 Location place) {
    if (!value.expr.is_valid()) return;
    const hir::Expr& expr = analysis_.hir[value.expr];
    if (expr.kind == hir::ExprKind::Item) return add_item(expr.variable, expr.item, words, next, place);
    const std::string_view name = words[next - 1];
    if (value.type == Type::Truth) {
      analysis_.report(Code::UnknownPlaceholder, place, {name}, "it is a condition, and has no value to show");
    } else if (next < words.size()) {
      analysis_.report(Code::UnknownProperty, place, {name, words[next]}, "a value of several items has none");
    } else {
      Part part;
      part.kind = Part::Kind::Value;
      part.text = name;
      part.value = value.expr;
      parts_.push_back(std::move(part));
    }
  }

  void add_cell(const Scope::Row& row, const std::vector<std::string_view>& words, Location place) {
    if (row.table->is_broken) return;
    const hir::Table& table = analysis_.hir.module()[row.table->table];
    const std::string_view name = words.size() == 2 ? words[1] : std::string_view{};
    const auto found = std::ranges::find(table.columns, name);
    if (found == table.columns.end()) {
      analysis_.report(Code::UnknownColumn, place, {name, table.name},
                       did_you_mean(name, {table.columns.begin(), table.columns.end()}));
      return;
    }
    Part part;
    part.kind = Part::Kind::Cell;
    part.lookup = row.lookup;
    part.column = static_cast<std::uint32_t>(found - table.columns.begin());
    parts_.push_back(std::move(part));
  }

  void add_figure(std::string_view name) {
    Part part;
    part.kind = Part::Kind::Figure;
    part.text = name;
    parts_.push_back(std::move(part));
  }

  void add_records(LevelId level) {
    Part part;
    part.kind = Part::Kind::Records;
    part.level = level;
    parts_.push_back(std::move(part));
  }

  Analysis& analysis_;
  const Scope& scope_;
  bool knows_records_;
  std::vector<Part> parts_;
};

// Walks to the quantifiers that decide when the condition comes out as `wanted`.
class RecordCollector {
 public:
  explicit RecordCollector(const hir::Module& module) : module_(module) {}

  void collect(hir::ExprId id, bool wanted) {
    const hir::Expr& expr = module_[id];
    switch (expr.kind) {
      case hir::ExprKind::Named: collect(expr.arguments[0], wanted); break;
      case hir::ExprKind::Call: collect_in_call(expr, wanted); break;
      case hir::ExprKind::Quantified: collect_quantified(expr, wanted); break;
      case hir::ExprKind::First:
        if (wanted) break;
        add(expr.variable);
        collect(expr.arguments[2], false);
        break;
      case hir::ExprKind::NoTwo:
      case hir::ExprKind::InOrder:
        if (wanted) break;
        add(expr.variable);
        add(expr.second);
        break;
      default: break;
    }
  }

  std::vector<Scope::Record> take() { return std::move(records_); }

 private:
  void collect_in_call(const hir::Expr& expr, bool wanted) {
    switch (expr.builtin) {
      case Builtin::Not: collect(expr.arguments[0], !wanted); break;
      case Builtin::Implies:
        if (wanted) break;
        collect(expr.arguments[0], true);
        collect(expr.arguments[1], false);
        break;
      case Builtin::And:
      case Builtin::Or:
      case Builtin::Definitely:
      case Builtin::Possibly:
        for (const hir::ExprId argument : expr.arguments) collect(argument, wanted);
        break;
      default: break;
    }
  }

  void collect_quantified(const hir::Expr& expr, bool wanted) {
    using Quantifier = hir::QuantifierKind;
    const bool lacks_a_record = (expr.quantifier == Quantifier::Some && !wanted) ||
                                (expr.quantifier == Quantifier::No && wanted) ||
                                (expr.quantifier == Quantifier::Every && wanted);
    if (lacks_a_record) return;
    add(expr.variable);
    collect(expr.arguments[0], expr.quantifier != Quantifier::Every);
  }

  void add(hir::VariableId variable) {
    const hir::Variable& bound = module_[variable];
    records_.push_back({bound.name, variable, bound.level});
  }

  const hir::Module& module_;
  std::vector<Scope::Record> records_;
};

}  // namespace

std::vector<Scope::Record> finding_records(const hir::Module& module, hir::ExprId condition) {
  RecordCollector collector(module);
  if (condition.is_valid()) collector.collect(condition, false);
  return collector.take();
}

hir::Message read_message(Analysis& analysis, const Scope& scope, const ClauseRef& clause, bool knows_records) {
  hir::Message message;
  const NodeRef root = clause.root();
  if (root.has(NodeKind::Language)) message.language = root.child(NodeKind::Language).text();
  message.parts = MessageReader(analysis, scope, knows_records).read(root.child(NodeKind::String));
  return message;
}

}  // namespace edict::sema
