#include "dsl/sema/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/packages.h"
#include "dsl/sema/scope.h"

namespace edict::sema {
namespace {

bool names_other_dictionary(const Dictionary& dictionary, const ClauseRef& use) {
  const std::vector<NodeRef> named = use.root().children();  // name, version
  return named.size() == 2 && (named[0].text() != dictionary.name() || named[1].text() != dictionary.version());
}

// Enters a definition under its name; null after reporting when the name is taken.
template <class Definition>
Definition* define(Analysis& analysis, Named<Definition>& names, std::string_view what, const ClauseRef& clause) {
  const NodeRef name = clause.root().children().front();
  if (find_item(analysis, name.text()).is_valid()) {
    analysis.report(Code::NameTaken, name.location(), {name.text(), "an item"});
  }
  const auto [entry, is_new] = names.try_emplace(std::string(name.text()));
  if (!is_new) {
    analysis.report(Code::DefinedTwice, name.location(), {what, name.text()},
                    first_stands_in(analysis.sources, entry->second.clause.location()));
    return nullptr;
  }
  entry->second.name = name.text();
  entry->second.clause = clause;
  return &entry->second;
}

void define_code_list(Analysis& analysis, PackageNames& package, const ClauseRef& clause) {
  std::vector<LocatedEntry> entries = read_code_list(analysis, clause.root().child(NodeKind::CodeList));
  CodeListDefinition* list = define(analysis, package.code_lists, "code list", clause);
  if (list == nullptr) return;
  list->set = analysis.hir.code_set(code_set_of(entries));
  list->entries = std::move(entries);
}

void define_calculation(Analysis& analysis, PackageNames& package, const ClauseRef& clause) {
  CalculationDefinition* calculation = define(analysis, package.calculations, "calculated item", clause);
  if (calculation == nullptr) return;
  calculation->package = &package;
  const NodeRef level = clause.root().child(NodeKind::LevelName);
  calculation->level = analysis.dictionary.find_level(level.text());
  if (calculation->level.is_valid()) return;
  report_unknown_level(analysis, level);
  // The lowest level reaches every item, so that what follows is not reported for this mistake.
  calculation->level = LevelId(analysis.dictionary.levels().size() - 1);
}

void define_group(Analysis& analysis, PackageNames& package, const ClauseRef& clause) {
  GroupDefinition* group = define(analysis, package.groups, "group", clause);
  if (group == nullptr) return;
  for (const NodeRef node : clause.root().children()) {
    if (node.kind() != NodeKind::Path) continue;
    const ItemId item = resolve_item(analysis, node.text(), node.location());
    if (item.is_valid()) group->items.push_back(item);
  }
}

}  // namespace

std::vector<ClauseRef> ClauseRef::children() const {
  std::vector<ClauseRef> children;
  for (const ClauseId child : clause().children) children.push_back({tree, child});
  return children;
}

Location ClauseRef::whole() const {
  Location whole = location();
  for (const ClauseRef& child : children()) whole.span.end = std::max(whole.span.end, child.whole().span.end);
  return whole;
}

bool check_dictionary(Analysis& analysis, std::span<const SyntaxTree> trees) {
  std::vector<ClauseRef> others;
  for (const SyntaxTree& tree : trees) {
    for (const ClauseId id : tree.top) {
      const ClauseRef clause{&tree, id};
      if (clause.kind() == NodeKind::UseClause && names_other_dictionary(analysis.dictionary, clause)) {
        others.push_back(clause);
      }
    }
  }
  if (others.empty()) return true;
  const std::vector<NodeRef> named = others.front().root().children();
  const std::size_t rest = others.size() - 1;
  const std::string more =
      rest == 0 ? ""
                : fmt::format("{} {} written for another, too", counted(rest, "more file"), rest == 1 ? "is" : "are");
  analysis.report(Code::WrongDictionary, others.front().location(),
                  {fmt::format("{} {}", named[0].text(), named[1].text()),
                   fmt::format("{} {}", analysis.dictionary.name(), analysis.dictionary.version())},
                  more);
  return false;
}

void collect_names(Analysis& analysis, std::span<const SyntaxTree> trees) {
  read_packages(analysis, trees);
  for (const SyntaxTree& tree : trees) {
    PackageNames& package = analysis.packages[package_of(tree)];
    for (const ClauseId id : tree.top) {
      const ClauseRef clause{&tree, id};
      switch (clause.kind()) {
        case NodeKind::CodeListClause: define_code_list(analysis, package, clause); break;
        case NodeKind::ConditionClause: define(analysis, package.conditions, "condition", clause); break;
        case NodeKind::CalculateClause: define_calculation(analysis, package, clause); break;
        case NodeKind::GroupClause: define_group(analysis, package, clause); break;
        case NodeKind::TableClause: define(analysis, package.tables, "table", clause); break;
        case NodeKind::RecordClause: define(analysis, package.base_records, "record", clause); break;
        case NodeKind::ErrorClause:
          if (clause.root().has(NodeKind::Name)) package.broken.emplace(clause.root().child(NodeKind::Name).text());
          break;
        default: break;
      }
    }
  }
}

void check_code_lists(Analysis& analysis) {
  for (const auto& [id, package] : analysis.packages) {
    for (const auto& [name, list] : package.code_lists) {
      if (list.compared_with.empty()) continue;
      for (const auto& [entry, location] : list.entries) {
        const auto fits = [&](ItemId item) { return fit_of(entry, analysis.dictionary[item]) == CodeFit::Fits; };
        if (std::ranges::any_of(list.compared_with, fits)) continue;
        report_misfit(analysis, entry, analysis.dictionary[list.compared_with.front()], location);
      }
    }
  }
}

}  // namespace edict::sema
