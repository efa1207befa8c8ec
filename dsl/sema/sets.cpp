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
  SetReader(Analysis& analysis, std::string_view package, const std::set<std::string, std::less<>>& broken)
      : analysis_(analysis), package_(package), broken_(broken) {}

  hir::EditSet read(const ClauseRef& clause) {
    const NodeRef root = clause.root();
    hir::EditSet set;
    set.id = root.child(NodeKind::EditId).text();
    set.title = unquoted(root.child(NodeKind::String).text());
    if (root.has(NodeKind::Version)) set.version = root.child(NodeKind::Version).text();
    set.package = package_;
    set.location = clause.location();
    // What is included, then excluded, then changed, wherever the clauses stand.
    const std::vector<ClauseRef> children = clause.children();
    for (const ClauseRef& child : children) {
      switch (child.kind()) {
        case NodeKind::IncludeClause: include(child.root()); break;
        case NodeKind::ValidClause: set.valid = read_runs(child.root()); break;
        case NodeKind::DescriptionClause:
          set.description = unquoted(child.root().child(NodeKind::String).text());
          break;
        default: break;
      }
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
    if (!or_package && contains(analysis_.former_edits, std::string(name.text()))) {
      analysis_.report(Code::FormerEdit, name.location(), {name.text()});
      return;
    }
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
    const hir::RunPeriod runs = read_runs(clause);
    for (const NodeRef name : clause.children()) {
      if (name.kind() != NodeKind::EditId) continue;
      const auto edit = resolve(name);
      if (!edit) continue;
      const auto found = members_.find(*edit);
      if (found == members_.end()) {
        analysis_.report(Code::ExcludesNothing, name.location(), {name.text()});
      } else if (runs.from || runs.before) {
        found->second.excluded = runs;
      } else {
        members_.erase(found);
      }
      check_reason(clause, name, *edit);
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
    hir::MemberChange& change = found->second.change.emplace();
    if (clause.has(NodeKind::Severity)) {
      const NodeRef word = clause.child(NodeKind::Severity).children().front();
      change.severity = static_cast<Severity>(word_among(word, {"error", "warning", "info"}));
    }
    if (clause.has(NodeKind::UnsureCounts)) {
      const NodeRef word = clause.child(NodeKind::UnsureCounts).children().front();
      change.unsure = static_cast<hir::UnsurePolicy>(word_among(word, {"pass", "review", "fail"}));
    }
    change.runs = read_runs(clause);
    if (clause.has(NodeKind::Because)) {
      change.because = unquoted(clause.child(NodeKind::Because).child(NodeKind::String).text());
    }
    check_reason(clause, name, *edit);
  }

  // What is done to an edit of another package must say why: its readers know the edit, not who changed it.
  void check_reason(NodeRef clause, NodeRef name, std::uint32_t edit) {
    if (clause.has(NodeKind::Because) || edits()[edit].package == package_) return;
    analysis_.report(Code::NoReason, name.location(), {name.text(), edits()[edit].package},
                     "add `because \"…\"`, and `for runs before …` when it is to end");
  }

  // `for runs from … before …`, or `valid from … to …`.
  hir::RunPeriod read_runs(NodeRef clause) {
    hir::RunPeriod runs;
    if (clause.has(NodeKind::RunsFrom)) {
      if (const auto days = days_of(clause.child(NodeKind::RunsFrom))) runs.from = days->first;
    }
    if (clause.has(NodeKind::RunsBefore)) {
      if (const auto days = days_of(clause.child(NodeKind::RunsBefore))) runs.before = days->first;
    }
    if (clause.has(NodeKind::RunsTo)) {
      if (const auto days = days_of(clause.child(NodeKind::RunsTo))) runs.before = days->last + 1;
    }
    if (runs.from && runs.before && *runs.from >= *runs.before) {
      const NodeKind end = clause.has(NodeKind::RunsTo) ? NodeKind::RunsTo : NodeKind::RunsBefore;
      analysis_.report(Code::RunsReversed, clause.child(end).location());
    }
    return runs;
  }

  std::optional<DayRange> days_of(NodeRef runs) {
    const NodeRef literal = runs.children().front();
    const ParsedDate date = parse_written_date(literal.text());
    if (date.problem == DateProblem::None) return date.days;
    analysis_.report(Code::BadDate, literal.location(), {literal.text(), describe(date.problem)});
    return std::nullopt;
  }

  Analysis& analysis_;
  std::string_view package_;
  const std::set<std::string, std::less<>>& broken_;
  std::map<std::uint32_t, hir::SetMember> members_;  // by edit, so in order of the text
  std::set<std::uint32_t> changed_;
};

}  // namespace

hir::EditSet read_edit_set(Analysis& analysis, std::string_view package,
                           const std::set<std::string, std::less<>>& broken, const ClauseRef& clause) {
  return SetReader(analysis, package, broken).read(clause);
}

}  // namespace edict::sema
