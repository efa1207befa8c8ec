// The names that rule files define, by package: code lists, conditions, calculated items, groups, tables, base records
// of tests.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/sema/hir.h"
#include "dsl/sema/row_places.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict::sema {

struct Analysis;

// A clause with the file it stands in.
struct ClauseRef {
  const SyntaxTree* tree = nullptr;
  ClauseId id;

  [[nodiscard]] const Clause& clause() const { return (*tree)[id]; }
  [[nodiscard]] NodeRef root() const { return tree->root_of(clause()); }
  [[nodiscard]] NodeKind kind() const { return clause().kind; }
  [[nodiscard]] Location location() const { return {tree->file, clause().span}; }
  [[nodiscard]] Location whole() const;  // with the clauses under it
  [[nodiscard]] Location word() const { return {tree->file, clause().word}; }
  [[nodiscard]] std::string_view word_text() const { return tree->source->text(clause().word); }
  [[nodiscard]] std::vector<ClauseRef> children() const;
};

struct CodeListDefinition {
  std::string name;
  ClauseRef clause;
  hir::CodeSetId set;
  std::vector<std::pair<CodeSetEntry, Location>> entries;  // those that are codes, with their places
  std::vector<ItemId> compared_with;                       // the items it is looked up for
  bool is_used = false;
};

struct PackageNames;

// What is said of every record of a level, and written out where it is used.
struct RecordDefinition {
  std::string name;
  ClauseRef clause;
  PackageNames* package = nullptr;  // that its own names are of, wherever it is used
  LevelId level;                    // whose records it is about; invalid when that could not be told
  bool is_used = false;
};
struct ConditionDefinition : RecordDefinition {};
struct CalculationDefinition : RecordDefinition {};

struct GroupDefinition {
  std::string name;
  ClauseRef clause;
  std::vector<ItemId> items;  // those that are items, in order of the text
  bool is_used = false;
};

struct TableDefinition {
  // A column of code lists, and the table that knows which codes are in which list.
  struct List {
    std::uint32_t column = 0;
    hir::TableId codes;
  };
  std::string name;
  ClauseRef clause;
  hir::TableId table;
  RowPlaces places;
  std::vector<List> lists;
  std::size_t most_rows = 0;  // that one key can have
  bool is_broken = false;     // reported; nothing more is said of what uses it
  bool is_used = false;
};

struct BaseRecordDefinition {
  std::string name;
  ClauseRef clause;
  hir::BaseRecordId record;
  bool is_used = false;
};

template <class Definition>
using Named = std::map<std::string, Definition, std::less<>>;

struct PackageNames {
  std::string id;
  Named<CodeListDefinition> code_lists;
  Named<ConditionDefinition> conditions;
  Named<CalculationDefinition> calculations;
  Named<GroupDefinition> groups;
  Named<TableDefinition> tables;
  Named<BaseRecordDefinition> base_records;
  std::set<std::string, std::less<>>
      broken;  // what clauses define that could not be read: known, and nothing is known of it
  // The packages whose tables, calculated items and base records are seen here: this one, then those it builds on, then
  // those that these build on.
  std::vector<std::vector<PackageNames*>> seen;
};

template <class Definition>
Definition* find(Named<Definition>& names, std::string_view name) {
  const auto found = names.find(name);
  return found == names.end() ? nullptr : &found->second;
}

template <class Definition>
std::vector<std::string_view> names_of(const Named<Definition>& names) {
  std::vector<std::string_view> all;
  for (const auto& [name, definition] : names) all.push_back(name);
  return all;
}

// Reports, once, that files are written for another dictionary than the one that is loaded. False: they are, and
// nothing more can be said of them.
bool check_dictionary(Analysis& analysis, std::span<const SyntaxTree> trees);

// The nearest definition of a name that is seen in a package.
template <class Definition>
struct Seen {
  Definition* definition = nullptr;      // null: none
  const PackageNames* owner = nullptr;   // whose it is
  const PackageNames* second = nullptr;  // has one too, as near: which is meant cannot be told
  bool is_broken = false;                // a clause that defines it could not be read
};
template <class Definition>
Seen<Definition> find_seen(const PackageNames& package, Named<Definition> PackageNames::* kind, std::string_view name) {
  Seen<Definition> seen;
  for (const std::vector<PackageNames*>& ring : package.seen) {
    for (PackageNames* names : ring) {
      seen.is_broken |= names->broken.contains(name);
      Definition* found = find(names->*kind, name);
      if (found == nullptr) continue;
      (seen.owner == nullptr ? seen.owner : seen.second) = names;
      if (seen.definition == nullptr) seen.definition = found;
    }
    if (seen.definition != nullptr || seen.is_broken) break;
  }
  return seen;
}

template <class Definition>
std::vector<std::string_view> names_seen(const PackageNames& package, Named<Definition> PackageNames::* kind) {
  std::vector<std::string_view> all;
  for (const std::vector<PackageNames*>& ring : package.seen) {
    for (PackageNames* names : ring) std::ranges::copy(names_of(names->*kind), std::back_inserter(all));
  }
  return all;
}

// Collects packages and the definitions of all files. Reports names that are defined twice or belong to an item.
void collect_names(Analysis& analysis, std::span<const SyntaxTree> trees);

// Settles whose records each condition is about and checks it as it stands, before any use; so for calculated items.
void check_conditions(Analysis& analysis);
void check_calculations(Analysis& analysis);

// Reports entries of named lists that are codes of none of the items they are used for.
void check_code_lists(Analysis& analysis);

// Reports definitions that nothing refers to, unless there are mistakes: what is not understood may refer to them.
void report_unused(Analysis& analysis);

}  // namespace edict::sema
