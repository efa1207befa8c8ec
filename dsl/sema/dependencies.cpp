#include "dsl/sema/dependencies.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/contains.h"
#include "dsl/sema/edit_outcomes.h"
#include "dsl/sema/edits.h"

namespace edict::sema {
namespace {

class DependencySettler {
 public:
  explicit DependencySettler(Analysis& analysis)
      : analysis_(analysis), module_(analysis.hir.module()), is_settled_(module_.edits.size()) {}

  void settle_all() {
    for (std::size_t edit = 0; edit < module_.edits.size(); ++edit) settle(edit);
  }

 private:
  void settle(std::size_t index) {
    if (is_settled_[index]) return;
    open_.push_back(index);
    std::vector<std::uint32_t> guards;
    for (const hir::Dependency& dependency : module_.edits[index].depends_on) {
      const auto found = std::ranges::find(module_.edits, dependency.id, &hir::Edit::id);
      if (found == module_.edits.end()) {
        report_unknown(dependency);
        continue;
      }
      const auto other = static_cast<std::size_t>(found - module_.edits.begin());
      if (contains(open_, other)) {
        report_circle(other, dependency);
        continue;
      }
      settle(other);
      if (is_out_of_reach(index, other, dependency)) continue;
      const hir::ExprId applies = has_not_failed(module_.edits[other], dependency.clause);
      if (!applies.is_valid()) continue;
      hir::Edit& edit = module_.edits[index];
      guards.push_back(static_cast<std::uint32_t>(edit.guards.size()));
      edit.guards.push_back({hir::GuardKind::DependsOn, applies, applies, dependency.clause, {}});
    }
    hir::Edit& edit = module_.edits[index];
    for (hir::Require& require : edit.requires_) {
      require.guards.insert(require.guards.begin(), guards.begin(), guards.end());
    }
    if (!guards.empty()) edit.items = items_of(module_, edit);
    open_.pop_back();
    is_settled_[index] = true;
  }

  hir::ExprId has_not_failed(const hir::Edit& other, Location clause) {
    std::vector<hir::ExprId> parts;
    std::vector<std::uint32_t> own_dependencies;
    for (std::uint32_t guard = 0; guard < other.guards.size(); ++guard) {
      if (other.guards[guard].kind != hir::GuardKind::DependsOn) continue;
      parts.push_back(other.guards[guard].applies);
      own_dependencies.push_back(guard);
    }
    for (const hir::Require& require : other.requires_) {
      parts.push_back(sema::has_not_failed(analysis_.hir, other, require, own_dependencies, clause));
    }
    return parts.empty() ? hir::ExprId() : analysis_.hir.fold(Builtin::And, parts, clause);
  }

  void report_unknown(const hir::Dependency& dependency) {
    if (contains(analysis_.broken_edits, dependency.id)) return;
    std::vector<std::string_view> known;
    for (const hir::Edit& edit : module_.edits) known.push_back(edit.id);
    analysis_.report(Code::UnknownEdit, dependency.location, {dependency.id}, did_you_mean(dependency.id, known));
  }

  void report_circle(std::size_t first, const hir::Dependency& dependency) {
    std::string told;
    for (auto at = std::ranges::find(open_, first); at != open_.end(); ++at) told += module_.edits[*at].id + ", ";
    const std::string& id = module_.edits[first].id;
    analysis_.report(Code::DependsOnItself, dependency.location, {id, told + id});
  }

  bool is_out_of_reach(std::size_t edit, std::size_t other, const hir::Dependency& dependency) {
    const LevelId own = module_.edits[edit].level;
    const LevelId level = module_.edits[other].level;
    if (analysis_.dictionary.is_ancestor_or_self(level, own)) return false;
    analysis_.report(Code::DependsOnDeeper, dependency.location,
                     {dependency.id, analysis_.level_name(level), analysis_.level_name(own)});
    return true;
  }

  Analysis& analysis_;
  hir::Module& module_;
  std::vector<bool> is_settled_;
  std::vector<std::size_t> open_;  // edits being settled, outermost first
};

}  // namespace

void settle_dependencies(Analysis& analysis) { DependencySettler(analysis).settle_all(); }

}  // namespace edict::sema
