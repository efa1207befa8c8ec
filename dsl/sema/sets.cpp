#include "dsl/sema/sets.h"

#include <algorithm>
#include <map>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/edits.h"

namespace edict::sema {
namespace {

class SetReader {
 public:
  SetReader(Analysis& analysis, const std::set<std::string, std::less<>>& broken)
      : analysis_(analysis), broken_(broken) {}

  hir::EditSet read(const ClauseRef& clause) {
    const NodeRef root = clause.root();
    hir::EditSet set;
    set.id = root.child(NodeKind::EditId).text();
    set.title = unquoted(root.child(NodeKind::String).text());
    if (root.has(NodeKind::Version)) set.version = root.child(NodeKind::Version).text();
    set.location = clause.location();
    // What is included, then excluded, then changed, wherever the clauses stand.
    const std::vector<ClauseRef> children = clause.children();
    for (const ClauseRef& child : children) {
      if (child.kind() == NodeKind::IncludeClause) include(child.root());
    }
    for (const ClauseRef& child : children) {
      if (child.kind() == NodeKind::ExcludeClause) exclude(child.root());
    }
    for (const ClauseRef& child : children) {
      if (child.kind() == NodeKind::ChangeClause) change(child.root());
    }
    for (auto& [edit, member] : members_) set.members.push_back(std::move(member));
    return set;
  }

 private:
  using Edits = std::vector<hir::Edit>;
  [[nodiscard]] const Edits& edits() const { return analysis_.hir.module().edits; }

  void include(NodeRef clause) {
    std::string_view package;
    if (clause.has(NodeKind::FromPackage)) {
      const NodeRef name = clause.child(NodeKind::FromPackage).children().front();
      package = name.text();
      if (!analysis_.packages.contains(package)) return report_unknown_package(name);
    }
    for (const NodeRef child : clause.children()) {
      if (child.kind() == NodeKind::IncludeTags) include_tags(child.child(NodeKind::CodeList), package);
      if (child.kind() == NodeKind::EditId) include_named(child, package);
    }
  }

  // A package, or an edit of any package (of `package`, when one is named).
  void include_named(NodeRef name, std::string_view package) {
    if (package.empty() && analysis_.packages.contains(name.text())) {
      add_where([&](const hir::Edit& edit) { return edit.package == name.text(); });
      return;
    }
    const auto is_meant = [&](const hir::Edit& edit) {
      return edit.id == name.text() && (package.empty() || edit.package == package);
    };
    if (!add_where(is_meant)) report_unknown_edit(name, package, true);
  }

  void include_tags(NodeRef tags, std::string_view package) {
    for (const NodeRef tag : tags.children()) {
      const std::string name = tag.kind() == NodeKind::QuotedEntry ? unquoted(tag.text()) : std::string(tag.text());
      const auto has_tag = [&](const hir::Edit& edit) {
        return contains(edit.tags, name) && (package.empty() || edit.package == package);
      };
      if (add_where(has_tag)) continue;
      std::vector<std::string_view> known;
      for (const hir::Edit& edit : edits()) known.insert(known.end(), edit.tags.begin(), edit.tags.end());
      analysis_.report(Code::UnknownTag, tag.location(), {name}, did_you_mean(name, known));
    }
  }

  template <class Predicate>
  bool add_where(const Predicate& is_meant) {
    bool found = false;
    for (std::uint32_t i = 0; i < edits().size(); ++i) {
      if (!is_meant(edits()[i])) continue;
      members_[i].edit = i;
      found = true;
    }
    return found;
  }

  // The index of an edit by id; reports and returns nothing when there is none.
  std::optional<std::uint32_t> resolve(NodeRef name) {
    const auto found = std::ranges::find(edits(), name.text(), &hir::Edit::id);
    if (found != edits().end()) return static_cast<std::uint32_t>(found - edits().begin());
    report_unknown_edit(name, {}, false);
    return std::nullopt;
  }

  void report_unknown_edit(NodeRef name, std::string_view package, bool or_package) {
    if (broken_.contains(name.text())) return;
    std::vector<std::string_view> known;
    for (const hir::Edit& edit : edits()) {
      if (package.empty() || edit.package == package) known.push_back(edit.id);
    }
    if (or_package && package.empty()) {
      for (const auto& [id, names] : analysis_.packages) known.push_back(id);
    }
    // A name with dots is a package's.
    const Code code =
        or_package && name.text().find('.') != std::string_view::npos ? Code::UnknownPackage : Code::UnknownEdit;
    analysis_.report(code, name.location(), {name.text()}, did_you_mean(name.text(), known));
  }

  void report_unknown_package(NodeRef name) {
    std::vector<std::string_view> known;
    for (const auto& [id, names] : analysis_.packages) known.push_back(id);
    analysis_.report(Code::UnknownPackage, name.location(), {name.text()}, did_you_mean(name.text(), known));
  }

  void exclude(NodeRef clause) {
    for (const NodeRef name : clause.children()) {
      const auto edit = resolve(name);
      if (edit && members_.erase(*edit) == 0) {
        analysis_.report(Code::ExcludesNothing, name.location(), {name.text()});
      }
    }
  }

  void change(NodeRef clause) {
    const NodeRef name = clause.child(NodeKind::EditId);
    const auto edit = resolve(name);
    if (!edit) return;
    const auto found = members_.find(*edit);
    if (found == members_.end()) {
      analysis_.report(Code::NotInSet, name.location(), {name.text()});
      return;
    }
    if (!changed_.insert(*edit).second) {
      analysis_.report(Code::ChangedTwice, name.location(), {name.text()});
      return;
    }
    hir::SetMember& member = found->second;
    if (clause.has(NodeKind::Word)) {
      member.severity =
          static_cast<Severity>(word_among(analysis_, clause.child(NodeKind::Word), {"error", "warning", "info"}));
    }
    if (clause.has(NodeKind::RunsFrom)) member.changed_from = first_day(clause.child(NodeKind::RunsFrom));
    if (clause.has(NodeKind::RunsBefore)) member.changed_before = first_day(clause.child(NodeKind::RunsBefore));
    if (clause.has(NodeKind::Because)) {
      member.because = unquoted(clause.child(NodeKind::Because).child(NodeKind::String).text());
    }
    if (member.changed_from && member.changed_before && *member.changed_from >= *member.changed_before) {
      analysis_.report(Code::RunsReversed, clause.child(NodeKind::RunsBefore).location());
    }
  }

  std::optional<Day> first_day(NodeRef runs) {
    const NodeRef literal = runs.children().front();
    const ParsedDate date = parse_written_date(literal.text());
    if (date.problem != DateProblem::None) {
      analysis_.report(Code::BadDate, literal.location(), {literal.text(), describe(date.problem)});
      return std::nullopt;
    }
    return date.days.first;
  }

  Analysis& analysis_;
  const std::set<std::string, std::less<>>& broken_;
  std::map<std::uint32_t, hir::SetMember> members_;  // by edit, so in order of the text
  std::set<std::uint32_t> changed_;
};

}  // namespace

hir::EditSet read_edit_set(Analysis& analysis, const std::set<std::string, std::less<>>& broken,
                           const ClauseRef& clause) {
  return SetReader(analysis, broken).read(clause);
}

}  // namespace edict::sema
