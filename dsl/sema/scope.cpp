#include "dsl/sema/scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "dsl/sema/analysis.h"

namespace edict::sema {

const Scope::Record* Scope::record_named(std::string_view name) const {
  const auto found = std::ranges::find(records, name, &Record::name);
  return name.empty() || found == records.end() ? nullptr : &*found;
}

const Scope::Row* Scope::row_named(std::string_view name) const {
  const auto found = std::ranges::find(rows, name, &Row::name);
  return found == rows.end() ? nullptr : &*found;
}

const Scope::Let* Scope::let_named(std::string_view name) const {
  const auto found = std::ranges::find(lets, name, &Let::name);
  return found == lets.end() ? nullptr : &*found;
}

const Scope::First* Scope::first_named(std::string_view name) const {
  const auto found = std::ranges::find(firsts, name, &First::name);
  return found == firsts.end() ? nullptr : &*found;
}

const Scope::Alias* Scope::alias_named(std::string_view name) const {
  const auto found = std::ranges::find(aliases, name, &Alias::name);
  return found == aliases.end() ? nullptr : &*found;
}

ItemId find_item(const Analysis& analysis, std::string_view word) {
  if (!word.starts_with('#')) return analysis.dictionary.find(word);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
  return error == std::errc() && end == word.data() + word.size() ? analysis.dictionary.find(number) : ItemId();
}

ItemId resolve_item(Analysis& analysis, std::string_view word, Location location) {
  const ItemId item = find_item(analysis, word);
  if (!item.is_valid()) {
    analysis.report(Code::UnknownItem, location, {word}, did_you_mean_item(word, analysis.dictionary));
  }
  return item;
}

ItemId resolve_item(Analysis& analysis, const Scope& scope, std::string_view word, Location location) {
  const Scope::Alias* alias = scope.alias_named(word);
  if (alias == nullptr) return resolve_item(analysis, word, location);
  if (alias->kind != Scope::Alias::Kind::Item) report_alias(analysis, *alias, "an item", location);
  return alias->item;
}

void report_alias(Analysis& analysis, const Scope::Alias& alias, std::string_view needed, Location location,
                  std::string hint) {
  constexpr std::string_view kKinds[] = {"an item", "a code list", "a text"};
  analysis.report(Code::NotForThisUse, location, {alias.name, kKinds[static_cast<std::size_t>(alias.kind)], needed},
                  std::move(hint));
}

hir::VariableId resolve_record(Analysis& analysis, const Scope& scope, LevelId level, NameForm form,
                               std::string_view word, Location location) {
  const Dictionary& dictionary = analysis.dictionary;
  if (!scope.is_ordering && dictionary.is_ancestor_or_self(level, scope.level)) return scope.subject;

  std::vector<const Scope::Record*> candidates;
  for (const Scope::Record& record : scope.records) {
    if (dictionary.is_ancestor_or_self(level, record.level)) candidates.push_back(&record);
  }
  const std::string& level_name = dictionary[level].name;
  if (candidates.empty()) {
    analysis.report(
        Code::OutOfReach, location, {word, level_name, dictionary[scope.level].name},
        fmt::format("say which: `some {0} t where …`, `every {0} t has …`, `no {0} t where …`", level_name));
    return {};
  }
  if (candidates.size() == 1 && candidates.front()->name.empty()) return candidates.front()->variable;

  std::string hint;
  for (const Scope::Record* record : candidates) {
    if (record->name.empty()) continue;
    hint += hint.empty() ? "write " : " or ";
    hint += form == NameForm::Item ? fmt::format("`{}.{}`", record->name, word)
                                   : fmt::format("`{}({})`", word, record->name);
  }
  analysis.report(Code::WhichRecord, location, {word, level_name},
                  hint.empty() ? "give the records of the quantifiers names" : hint);
  return {};
}

std::string records_in_scope(const Scope& scope, std::string_view word) {
  std::vector<std::string_view> known;
  for (const Scope::Record& record : scope.records) {
    if (!record.name.empty()) known.push_back(record.name);
  }
  for (const Scope::Row& row : scope.rows) known.push_back(row.name);
  std::string hint = did_you_mean(word, known);
  return hint.empty() && !known.empty() ? fmt::format("known here: {}", fmt::join(known, ", ")) : hint;
}

void report_unknown_level(Analysis& analysis, NodeRef name) {
  std::vector<std::string_view> names;
  for (const Level& known : analysis.dictionary.levels()) names.insert(names.end(), {known.name, known.plural});
  std::string hint = did_you_mean(name.text(), names);
  if (hint.empty()) hint = fmt::format("the dictionary has {}", fmt::join(names, ", "));
  analysis.report(Code::UnknownLevel, name.location(), {name.text()}, std::move(hint));
}

void check_new_name(Analysis& analysis, const Scope& scope, std::string_view name, Location location) {
  if (find_item(analysis, name).is_valid()) {
    analysis.report(Code::NameTaken, location, {name, "an item"});
  } else if (scope.record_named(name) != nullptr) {
    analysis.report(Code::NameTaken, location, {name, "a record"});
  } else if (scope.first_named(name) != nullptr) {
    analysis.report(Code::NameTaken, location, {name, "a record"});
  } else if (scope.row_named(name) != nullptr) {
    analysis.report(Code::NameTaken, location, {name, "a row"});
  } else if (scope.let_named(name) != nullptr) {
    analysis.report(Code::NameTaken, location, {name, "a `let`"});
  } else if (find(scope.package->conditions, name) != nullptr) {
    analysis.report(Code::NameTaken, location, {name, "a condition"});
  } else if (find(scope.package->calculations, name) != nullptr) {
    analysis.report(Code::NameTaken, location, {name, "a calculated item"});
  } else if (find(scope.package->groups, name) != nullptr) {
    analysis.report(Code::NameTaken, location, {name, "a group"});
  } else if (scope.alias_named(name) != nullptr) {
    analysis.report(Code::NameTaken, location, {name, "a name of the loop"});
  }
}

}  // namespace edict::sema
