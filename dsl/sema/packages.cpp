#include "dsl/sema/packages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/field_edits.h"

namespace edict::sema {
namespace {

ClauseRef package_clause(const SyntaxTree& tree) {
  const auto found =
      std::ranges::find_if(tree.top, [&](ClauseId id) { return tree[id].kind == NodeKind::PackageClause; });
  return found == tree.top.end() ? ClauseRef{} : ClauseRef{&tree, *found};
}

class PackageReader {
 public:
  explicit PackageReader(Analysis& analysis) : analysis_(analysis) {}

  void read(const SyntaxTree& tree) {
    const std::string id = package_of(tree);
    analysis_.packages[id].id = id;
    hir::Package& package = entry_of(id);
    const ClauseRef clause = package_clause(tree);
    if (clause.tree == nullptr) return;
    if (id == field_package_of(analysis_.dictionary) && !tree.is_generated) {
      analysis_.report(Code::FieldPackage, clause.root().children().front().location(),
                       {id, analysis_.dictionary.name()});
    }
    read_version(clause, package);
    if (clause.root().has(NodeKind::String) || !clause.clause().children.empty()) read_manifest(clause, package);
  }

 private:
  hir::Package& entry_of(const std::string& id) {
    auto& packages = analysis_.hir.module().packages;
    const auto known = std::ranges::find(packages, id, &hir::Package::id);
    if (known != packages.end()) return *known;
    packages.emplace_back().id = id;
    return packages.back();
  }

  void read_version(const ClauseRef& clause, hir::Package& package) {
    if (!clause.root().has(NodeKind::Version)) return;
    const NodeRef version = clause.root().child(NodeKind::Version);
    const auto [first, is_first] = versions_.try_emplace(package.id, version.location());
    if (is_first) package.version = version.text();
    if (package.version == version.text()) return;
    analysis_.report(Code::TwoVersions, version.location(), {package.id, version.text(), package.version},
                     first_stands_in(analysis_.sources, first->second));
  }

  void read_manifest(const ClauseRef& clause, hir::Package& package) {
    const auto [first, is_first] = manifests_.try_emplace(package.id, clause.location());
    if (!is_first) {
      analysis_.report(Code::TwoManifests, clause.word(), {package.id},
                       first_stands_in(analysis_.sources, first->second));
      return;
    }
    if (clause.root().has(NodeKind::String)) package.title = unquoted(clause.root().child(NodeKind::String).text());
    for (const ClauseRef& child : clause.children()) {
      const NodeRef root = child.root();
      switch (child.kind()) {
        case NodeKind::AgencyClause: package.agency = root.children().front().text(); break;
        case NodeKind::DescriptionClause: package.description = unquoted(root.child(NodeKind::String).text()); break;
        case NodeKind::BuildsOnClause: {
          hir::PackageNeed need;
          need.id = root.child(NodeKind::EditId).text();
          if (root.has(NodeKind::Version)) need.version = root.child(NodeKind::Version).text();
          need.location = root.child(NodeKind::EditId).location();
          package.builds_on.push_back(std::move(need));
          break;
        }
        default: break;
      }
    }
  }

  Analysis& analysis_;
  std::map<std::string, Location> versions_;   // by package: where its version was read first
  std::map<std::string, Location> manifests_;  // by package: where its manifest is
};

// Follows what packages build on, and reports a way that comes back to its beginning, once for each circle.
class CircleSearch {
 public:
  explicit CircleSearch(Analysis& analysis) : analysis_(analysis) {}

  void visit(const hir::Package& package) {
    if (std::ranges::find(done_, package.id) != done_.end()) return;
    way_.push_back(package.id);
    for (const hir::PackageNeed& need : package.builds_on) {
      const auto first = std::ranges::find(way_, need.id);
      if (first != way_.end()) {
        const std::vector<std::string> circle(first, way_.end());
        analysis_.report(Code::PackageCircle, need.location,
                         {need.id, fmt::format("{} on {}", fmt::join(circle, " on "), need.id)});
        continue;
      }
      const auto& packages = analysis_.hir.module().packages;
      const auto next = std::ranges::find(packages, need.id, &hir::Package::id);
      if (next != packages.end()) visit(*next);
    }
    way_.pop_back();
    done_.push_back(package.id);
  }

 private:
  Analysis& analysis_;
  std::vector<std::string> way_;
  std::vector<std::string> done_;
};

// Settles whose names each package sees.
void settle_seen(Analysis& analysis) {
  const auto& all = analysis.hir.module().packages;
  for (auto& [id, names] : analysis.packages) {
    std::set<std::string, std::less<>> known;
    std::vector<std::string> ring = {id};
    while (!ring.empty()) {
      std::vector<PackageNames*> packages;
      std::vector<std::string> next;
      for (const std::string& at : ring) {
        const auto found = analysis.packages.find(at);
        if (found == analysis.packages.end() || !known.insert(at).second) continue;
        packages.push_back(&found->second);
        const auto package = std::ranges::find(all, at, &hir::Package::id);
        for (const hir::PackageNeed& need : package->builds_on) next.push_back(need.id);
      }
      if (!packages.empty()) names.seen.push_back(std::move(packages));
      ring = std::move(next);
    }
  }
}

// The next number of a version, taken off; zero at its end, so that 25 and 25.0 are equal.
int take_number(std::string_view& version) {
  int number = 0;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
  version.remove_prefix(static_cast<std::size_t>(end - version.data()));
  if (version.starts_with('.')) version.remove_prefix(1);
  return error == std::errc() ? number : 0;
}

}  // namespace

std::string package_of(const SyntaxTree& tree) {
  const ClauseRef clause = package_clause(tree);
  if (clause.tree == nullptr || clause.root().children().empty()) return {};
  return std::string(clause.root().children().front().text());
}

void read_packages(Analysis& analysis, std::span<const SyntaxTree> trees) {
  PackageReader reader(analysis);
  for (const SyntaxTree& tree : trees) reader.read(tree);
  settle_seen(analysis);
}

void check_packages(Analysis& analysis) {
  CircleSearch circles(analysis);
  const auto& packages = analysis.hir.module().packages;
  for (const hir::Package& package : packages) {
    for (const hir::PackageNeed& need : package.builds_on) {
      const auto found = std::ranges::find(packages, need.id, &hir::Package::id);
      if (found == packages.end()) {
        std::vector<std::string_view> known;
        for (const hir::Package& other : packages) known.push_back(other.id);
        analysis.report(Code::UnknownPackage, need.location, {need.id}, did_you_mean(need.id, known));
      } else if (!serves(found->version, need.version)) {
        analysis.report(Code::WrongVersion, need.location, {need.id, need.version, found->version});
      }
    }
    circles.visit(package);
  }
}

bool serves(std::string_view found, std::string_view needed) {
  if (found.empty() || needed.empty()) return true;
  if (take_number(found) != take_number(needed)) return false;
  while (!found.empty() || !needed.empty()) {
    const int have = take_number(found);
    const int want = take_number(needed);
    if (have != want) return have > want;
  }
  return true;
}

}  // namespace edict::sema
