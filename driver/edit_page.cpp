#include "driver/edit_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/reference/effects.h"
#include "compiler/reference/shown.h"
#include "driver/clause_text.h"
#include "runtime/kernels/values.h"

namespace edict {
namespace {

using hir::ExprId;
using hir::ExprKind;

constexpr std::size_t kMostCodes = 80;  // characters of a list of codes

std::string codes_in_short(const CodeSet& codes) {
  const std::string text = codes.to_string();
  return text.size() <= kMostCodes ? text : fmt::format("{} listed codes and ranges", codes.entries().size());
}

std::string_view word_of(hir::UnsurePolicy policy) {
  switch (policy) {
    case hir::UnsurePolicy::Pass: return "pass";
    case hir::UnsurePolicy::Review: return "review";
    case hir::UnsurePolicy::Fail: return "fail";
  }
  return "";
}

class PageMaker {
 public:
  PageMaker(const LoadedRules& rules, std::uint32_t edit)
      : rules_(rules),
        module_(*rules.module),
        dictionary_(*rules.dictionary),
        edit_(module_.edits[edit]),
        speaker_(module_, rules.sources) {}

  EditPage make() {
    add_facts();
    for (const hir::Require& require : edit_.requires_) {
      if (!require.is_row_check) page_.requires_.push_back(described(require));
    }
    for (const ItemId item : edit_.items) page_.items.push_back(described(item));
    page_.is_exact = std::ranges::all_of(page_.requires_, [](const auto& require) { return require.doubts.empty(); });
    return std::move(page_);
  }

 private:
  void add_facts() {
    page_.id = edit_.id;
    page_.title = edit_.title;
    page_.package = edit_.package;
    page_.level = dictionary_[edit_.level].name;
    page_.place = clause_at(edit_.location).place;
    page_.description = edit_.description;
    page_.agency = edit_.agency;
    page_.unsure = word_of(edit_.unsure);
    page_.restates = edit_.restates;
    page_.imported_from = edit_.imported_from;
    page_.tags = edit_.tags;
    page_.audience = edit_.audience;
    page_.references = edit_.references;
    page_.replaced_by = edit_.replaced_by;
    page_.standard = in_words(edit_.standards);
    if (edit_.is_review) page_.review = "a person answers its findings; it has no over-ride";
    if (edit_.retired) page_.retired = edit_.retired->from ? to_string_day(*edit_.retired->from) : "for every run";
    for (const hir::Change& change : edit_.history) page_.history.push_back({to_string_day(change.date), change.text});
  }

  // "22, 24 to 26"
  [[nodiscard]] static std::string in_words(const hir::NumberSet& numbers) {
    std::string text;
    for (const hir::NumberSet::Range& range : numbers.ranges) {
      if (!text.empty()) text += ", ";
      text += range.low == range.high ? fmt::format("{}", range.low) : fmt::format("{} to {}", range.low, range.high);
    }
    return text;
  }

  [[nodiscard]] EditPage::Clause clause_at(Location location) const {
    const SourceFile& file = rules_.sources[location.file];
    return {on_one_line(file.text(location.span)),
            fmt::format("{}:{}", file.path(), file.line_column(location.span.begin).line)};
  }

  EditPage::Require described(const hir::Require& require) {
    EditPage::Require described;
    described.branch = require.branch;
    described.clause = clause_at(require.location);
    described.holds = speaker_.condition(require.condition);
    if (!require.unique_by.empty()) described.holds = {"no two records of a file have the same " + key_of(require), {}};
    described.severity = name_of(require.severity);
    for (const std::uint32_t index : require.guards) {
      const hir::Guard& guard = edit_.guards[index];
      described.guards.push_back({clause_at(guard.location), in_words(guard), guard.because});
      described.guards.back().clause.text = clause_of(guard, rules_.sources);
      add_doubts(guard.applies, described.doubts);
      add_parts(guard.applies);
    }
    add_doubts(require.condition, described.doubts);
    add_parts(require.condition);
    for (const hir::Message& message : require.messages)
      described.messages.push_back({message.language, written(message)});
    described.findings =
        require.unique_by.empty() ? findings_of(require.condition) : "one for each key that several records share";
    described.override_ = override_of(require);
    return described;
  }

  [[nodiscard]] std::string key_of(const hir::Require& require) const {
    std::vector<std::string_view> items;
    for (const ItemId item : require.unique_by) items.push_back(dictionary_[item].id);
    return fmt::format("{}", fmt::join(items, " and "));
  }

  // What a guard asks, without what doubt between branches adds to it.
  [[nodiscard]] Wording in_words(const hir::Guard& guard) const {
    switch (guard.kind) {
      case hir::GuardKind::Earlier: return speaker_.condition(guard.written, true);
      case hir::GuardKind::Branch: return speaker_.condition(guard.written);
      case hir::GuardKind::InOrder: return {"the require above has not failed", {}};
      case hir::GuardKind::DependsOn: return {"what it depends on has not failed", {}};
      case hir::GuardKind::Effective:
      case hir::GuardKind::When:
      case hir::GuardKind::Lookup: {
        Wording row = speaker_.condition(guard.applies);
        if (is_checked(guard)) row.text += " (where it has none, the edit is not run)";
        return row;
      }
      case hir::GuardKind::Skip:
      case hir::GuardKind::FindingOne: return speaker_.condition(guard.applies);
    }
    return {};
  }

  // Whether the look-up of the guard says `otherwise not run`.
  [[nodiscard]] bool is_checked(const hir::Guard& guard) const {
    return std::ranges::any_of(edit_.requires_, [&](const hir::Require& require) {
      return require.is_row_check && require.location.span.begin == guard.location.span.begin;
    });
  }

  void add_doubts(ExprId expr, std::vector<std::string>& doubts) const {
    for (std::string& doubt : speaker_.doubts(expr)) {
      if (std::ranges::find(doubts, doubt) == doubts.end()) doubts.push_back(std::move(doubt));
    }
  }

  // The message with its placeholders as they are written.
  [[nodiscard]] std::string written(const hir::Message& message) const {
    using Kind = hir::MessagePart::Kind;
    using Property = hir::MessagePart::Property;
    std::string text;
    for (const hir::MessagePart& part : message.parts) {
      std::string name;
      switch (part.kind) {
        case Kind::Text: text += part.text; continue;
        case Kind::Value:
        case Kind::Figure: name = part.text; break;
        case Kind::Records: name = dictionary_[part.level].plural; break;
        case Kind::Cell: {
          const hir::Lookup& lookup = module_[part.lookup];
          name = fmt::format("{}.{}", lookup.name, module_[lookup.table].columns[part.column]);
          break;
        }
        case Kind::Item: {
          const std::string& variable = module_[part.variable].name;
          name =
              variable.empty() ? dictionary_[part.item].id : fmt::format("{}.{}", variable, dictionary_[part.item].id);
          break;
        }
      }
      if (part.property == Property::Label) name += ".label";
      if (part.property == Property::Date) name += ".date";
      if (part.property == Property::Problem) name += ".problem";
      text += fmt::format("{{{}}}", name);
    }
    return text;
  }

  // How many findings a failure makes: by the quantifier that decides.
  [[nodiscard]] std::string findings_of(ExprId id) const {
    const hir::Expr& expr = module_[id];
    const auto level = [&] { return dictionary_[module_[expr.variable].level]; };
    switch (expr.kind) {
      case ExprKind::NoTwo:
        return fmt::format("one for each group of {} that such pairs connect; each pair is tried both ways round",
                           level().plural);
      case ExprKind::First: return fmt::format("one, naming the {}", level().name);
      case ExprKind::InOrder:
        return fmt::format("one for each pair of neighbouring {} that is not in order", level().plural);
      case ExprKind::Quantified:
        switch (expr.quantifier) {
          case hir::QuantifierKind::Every: return fmt::format("one for each {} that is not so", level().name);
          case hir::QuantifierKind::No: return fmt::format("one for each {} that is so", level().name);
          case hir::QuantifierKind::Some: return "one";
          case hir::QuantifierKind::Exactly:
          case hir::QuantifierKind::AtLeast:
          case hir::QuantifierKind::AtMost: return fmt::format("one, naming all {} that count", level().plural);
        }
        return "one";
      case ExprKind::Named: return findings_of(expr.arguments[0]);
      case ExprKind::Call:
        for (const ExprId argument : expr.arguments) {
          std::string text = module_[argument].type == Type::Truth ? findings_of(argument) : "one";
          if (text != "one") return text;
        }
        return "one";
      default: return "one";
    }
  }

  [[nodiscard]] std::string override_of(const hir::Require& require) const {
    if (!require.override_by) return "cannot be over-ridden";
    const hir::Override& by = *require.override_by;
    const std::string set = fmt::format("{} is {}", dictionary_[by.flag].id, module_[by.codes].to_string());
    switch (by.reach) {
      case hir::Override::Reach::Any:
        return fmt::format("over-ridden when {} on any of the records of the finding: one flag is enough", set);
      case hir::Override::Reach::Every:
        return fmt::format("over-ridden when {} on every record of the finding: one flag is not enough", set);
      case hir::Override::Reach::Subject: break;
    }
    return fmt::format("over-ridden when {}", on_one_line(speaker_.condition(by.is_set)));
  }

  EditPage::ItemRead described(ItemId id) {
    const Item& item = dictionary_[id];
    EditPage::ItemRead read;
    read.id = item.id;
    read.number = item.number;
    read.label = item.label;
    read.level = dictionary_[item.level].name;
    read.kind = name_of(item.kind);
    if (item.codes) read.codes = codes_in_short(*item.codes);
    if (!dictionary_.is_ancestor_or_self(item.level, edit_.level)) return read;

    add_effect(id, "", "blank", "", read.effects);
    for (const SpecialCode& special : item.specials) {
      add_effect(id, special.codes.low, to_string(special.codes), special.label, read.effects);
    }
    for (const std::string_view sample : {"?", "99999999"}) {
      if (kernel::state_of(item, sample) != ValueState::Invalid) continue;
      add_effect(id, sample, "an invalid value", "", read.effects);
      break;
    }
    return read;
  }

  // Of the requires that read the item; numbered where there are several and they do not all do the same.
  void add_effect(ItemId item, std::string_view value, std::string said, std::string label,
                  std::vector<EditPage::ValueEffect>& effects) {
    Effects worked_out(module_, RunParameters{});
    std::vector<std::pair<std::uint32_t, Effect>> found;
    for (const hir::Require& require : edit_.requires_) {
      if (worked_out.reads(edit_, require, item)) {
        found.emplace_back(require.branch, worked_out.of(edit_, require, item, value));
      }
    }
    if (found.empty()) return;
    const bool are_alike = std::ranges::all_of(found, [&](const auto& one) { return one.second == found[0].second; });
    std::string text;
    if (are_alike && found.size() == edit_.requires_.size()) {
      text = describe(found[0].second);
    } else {
      for (const auto& [branch, effect] : found) {
        text += fmt::format("{}require {} {}", text.empty() ? "" : "; ", branch, describe(effect));
      }
    }
    effects.push_back({std::move(said), std::move(label), std::move(text)});
  }

  // The named code lists and the tables that a condition uses.
  void add_parts(ExprId id) {
    if (!id.is_valid() || !seen_.insert(id).second) return;
    const hir::Expr& expr = module_[id];
    const bool is_list = expr.kind == ExprKind::Call && expr.code_set.is_valid() && !expr.text.empty();
    if (is_list) add_part(page_.lists, expr.text, codes_in_short(module_[expr.code_set]));
    if (expr.kind == ExprKind::InTable) add_table(module_[expr.table]);
    if (expr.kind == ExprKind::Cell || expr.kind == ExprKind::RowFound) {
      const hir::Lookup& lookup = module_[expr.lookup];
      add_table(module_[lookup.table]);
      for (const ExprId argument : lookup.arguments) add_parts(argument);
    }
    for (const ExprId argument : expr.arguments) add_parts(argument);
  }

  void add_table(const hir::Table& table) {
    std::string keys;
    for (const hir::TableKey& key : table.keys) keys += fmt::format("{}{}", keys.empty() ? "" : ", ", key.name);
    if (table.holds_lists) return;  // its column stands in a table of the page
    add_part(page_.tables, table.name,
             fmt::format("{} {} by {}, {}", table.rows.size(), table.rows.size() == 1 ? "row" : "rows", keys,
                         clause_at(table.location).place));
  }

  static void add_part(std::vector<EditPage::Part>& parts, const std::string& name, std::string content) {
    if (std::ranges::find(parts, name, &EditPage::Part::name) == parts.end())
      parts.push_back({name, std::move(content)});
  }

  const LoadedRules& rules_;
  const hir::Module& module_;
  const Dictionary& dictionary_;
  const hir::Edit& edit_;
  Speaker speaker_;
  std::set<ExprId> seen_;
  EditPage page_;
};

}  // namespace

EditPage page_of(const LoadedRules& rules, std::uint32_t edit) { return PageMaker(rules, edit).make(); }

}  // namespace edict
