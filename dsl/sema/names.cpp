#include "dsl/sema/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/scope.h"

namespace edict::sema {
namespace {

ClauseRef find_clause(const SyntaxTree& tree, NodeKind kind) {
  const auto found = std::ranges::find_if(tree.top, [&](ClauseId id) { return tree[id].kind == kind; });
  return found == tree.top.end() ? ClauseRef{} : ClauseRef{&tree, *found};
}

std::string place_of(const Analysis& analysis, Location location) {
  const SourceFile& file = analysis.sources[location.file];
  return fmt::format("{}:{}", file.path(), file.line_column(location.span.begin).line);
}

void add_package(Analysis& analysis, const SyntaxTree& tree, std::map<std::string, Location>& versioned) {
  const ClauseRef clause = find_clause(tree, NodeKind::PackageClause);
  const std::string id = package_of(tree);
  PackageNames& names = analysis.packages[id];
  names.id = id;
  auto& packages = analysis.hir.module().packages;
  auto known = std::ranges::find(packages, id, &hir::Package::id);
  if (known == packages.end()) {
    packages.push_back({id, {}});
    known = std::prev(packages.end());
  }
  if (clause.tree == nullptr || !clause.root().has(NodeKind::Version)) return;
  const NodeRef version = clause.root().child(NodeKind::Version);
  const auto [first, is_first] = versioned.try_emplace(id, version.location());
  if (is_first) known->version = version.text();
  if (known->version == version.text()) return;
  analysis.report(Code::TwoVersions, version.location(), {id, version.text(), known->version},
                  fmt::format("the other stands in {}", place_of(analysis, first->second)));
}

void check_dictionary(Analysis& analysis, const ClauseRef& use) {
  const std::vector<NodeRef> named = use.root().children();  // name, version
  if (named.size() != 2) return;
  const Dictionary& dictionary = analysis.dictionary;
  if (named[0].text() == dictionary.name() && named[1].text() == dictionary.version()) return;
  analysis.report(Code::WrongDictionary, use.location(),
                  {fmt::format("{} {}", named[0].text(), named[1].text()),
                   fmt::format("{} {}", dictionary.name(), dictionary.version())});
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
                    fmt::format("the first stands in {}", place_of(analysis, entry->second.clause.location())));
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

}  // namespace

std::vector<ClauseRef> ClauseRef::children() const {
  std::vector<ClauseRef> children;
  for (const ClauseId child : clause().children) children.push_back({tree, child});
  return children;
}

std::string package_of(const SyntaxTree& tree) {
  const ClauseRef clause = find_clause(tree, NodeKind::PackageClause);
  if (clause.tree == nullptr || clause.root().children().empty()) return {};
  return std::string(clause.root().children().front().text());
}

void collect_names(Analysis& analysis, std::span<const SyntaxTree> trees) {
  std::map<std::string, Location> versioned;
  for (const SyntaxTree& tree : trees) {
    add_package(analysis, tree, versioned);
    PackageNames& package = analysis.packages[package_of(tree)];
    for (const ClauseId id : tree.top) {
      const ClauseRef clause{&tree, id};
      switch (clause.kind()) {
        case NodeKind::UseClause: check_dictionary(analysis, clause); break;
        case NodeKind::CodeListClause: define_code_list(analysis, package, clause); break;
        case NodeKind::ConditionClause: define(analysis, package.conditions, "condition", clause); break;
        case NodeKind::TableClause: define(analysis, package.tables, "table", clause); break;
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
