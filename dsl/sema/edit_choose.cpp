// `choose`: the first branch whose condition is true, all before it being false.
//
// A branch is guarded by its own condition and by none before it being true, each a guard of its own, so that a skipped
// require names the branch that was taken instead. An unsure guard makes its requires unsure unless they hold anyway;
// so where every branch that may be the one passes, all pass. Where every branch that may be the one fails, failure is
// as certain, and the first of them is asked after all: its guards are widened by that case.
#include <algorithm>

#include "dsl/sema/edit_outcomes.h"
#include "dsl/sema/edit_reader.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

// The requires that a branch has, and the guards that make it the one.
struct Branch {
  std::vector<std::uint32_t> guards;
  std::size_t first = 0;
  std::size_t end = 0;
};

class DoubtSettler {
 public:
  DoubtSettler(HirBuilder& hir, hir::Edit& edit, std::vector<Branch> branches, std::vector<std::uint32_t> none,
               Location location)
      : hir_(hir), edit_(edit), branches_(std::move(branches)), none_(std::move(none)), location_(location) {}

  void settle() {
    std::vector<hir::ExprId> may_be;
    std::vector<hir::ExprId> fail;
    std::vector<hir::ExprId> end_overridden;
    bool has_override = false;
    for (const Branch& branch : branches_) {
      const std::span requires_(edit_.requires_.begin() + static_cast<std::ptrdiff_t>(branch.first),
                                edit_.requires_.begin() + static_cast<std::ptrdiff_t>(branch.end));
      has_override |= std::ranges::any_of(requires_, [](const hir::Require& r) { return r.override_by.has_value(); });
      may_be.push_back(possibly(branch.guards));
      fail.push_back(certainly_fails(hir_, edit_, requires_, branch.guards, location_));
      end_overridden.push_back(certainly_overridden(hir_, edit_, requires_, branch.guards, location_));
    }
    hir::ExprId agreed = all_come_out(may_be, fail);
    if (has_override) agreed = hir_.call(Builtin::Or, {agreed, all_come_out(may_be, end_overridden)}, location_);
    for (std::size_t i = 0; i < branches_.size(); ++i) {
      widen(branches_[i], hir_.call(Builtin::And, {may_be[i], agreed}, location_));
      agreed = hir_.call(Builtin::And, {agreed, hir_.call(Builtin::Not, {may_be[i]}, location_)}, location_);
    }
  }

 private:
  [[nodiscard]] hir::ExprId possibly(std::span<const std::uint32_t> guards) {
    return hir_.call(Builtin::Possibly, {all_of_guards(hir_, edit_, guards, location_)}, location_);
  }

  // Each branch that may be the one comes out so, and one of them is.
  hir::ExprId all_come_out(std::span<const hir::ExprId> may_be, std::span<const hir::ExprId> come_out) {
    std::vector<hir::ExprId> parts;
    for (std::size_t i = 0; i < may_be.size(); ++i) {
      parts.push_back(hir_.call(Builtin::Implies, {may_be[i], come_out[i]}, location_));
    }
    if (!none_.empty()) parts.push_back(hir_.call(Builtin::Not, {possibly(none_)}, location_));
    return hir_.fold(Builtin::And, parts, location_);
  }

  // (a and b) or c is (a or c) and (b or c): each guard of the branch is widened by itself.
  void widen(const Branch& branch, hir::ExprId also) {
    std::vector<std::uint32_t> widened;
    for (const std::uint32_t guard : branch.guards) {
      hir::Guard copy = edit_.guards[guard];
      copy.applies = hir_.call(Builtin::Or, {copy.applies, also}, copy.location);
      widened.push_back(static_cast<std::uint32_t>(edit_.guards.size()));
      edit_.guards.push_back(std::move(copy));
    }
    for (std::size_t i = branch.first; i < branch.end; ++i) {
      for (std::uint32_t& guard : edit_.requires_[i].guards) {
        const auto own = std::ranges::find(branch.guards, guard);
        if (own != branch.guards.end()) guard = widened[static_cast<std::size_t>(own - branch.guards.begin())];
      }
    }
  }

  HirBuilder& hir_;
  hir::Edit& edit_;
  std::vector<Branch> branches_;
  std::vector<std::uint32_t> none_;  // the guards that hold when no branch is the one; empty with an `otherwise`
  Location location_;
};

}  // namespace

void EditReader::read_choose(const ClauseRef& clause, const Block& block) {
  const std::vector<ClauseRef> children = clause.children();
  if (children.empty()) analysis_.report(Code::EmptyBranch, clause.word(), {"choose"});
  Block earlier = block;  // what holds when no branch so far is the one
  std::vector<Branch> branches;
  bool is_decided = true;  // no condition can be unsure
  bool has_otherwise = false;
  for (const ClauseRef& child : children) {
    if (has_otherwise) analysis_.report(Code::OtherwiseNotLast, child.word());
    Block inner = earlier;
    switch (child.kind()) {
      case NodeKind::WhenClause: {
        const hir::ExprId written = analyse_asked(analysis_, block.scope, child.root().children().front());
        const hir::ExprId applies = definitely_if_asked(written, child);
        add_guard(hir::GuardKind::Branch, applies, written, child, inner);
        add_guard(hir::GuardKind::Earlier, analysis_.hir.call(Builtin::Not, {applies}, child.location()), written,
                  child, earlier);
        is_decided &= !applies.is_valid() || analysis_.hir[applies].is_definite;
        break;
      }
      case NodeKind::OtherwiseClause: has_otherwise = true; break;
      default: has_broken_require_ = true;
    }
    refuse_value(child);
    if (child.children().empty()) analysis_.report(Code::EmptyBranch, child.word(), {child.word_text()});
    Branch branch;
    branch.guards.assign(inner.guards.begin() + static_cast<std::ptrdiff_t>(block.guards.size()), inner.guards.end());
    branch.first = edit_.requires_.size();
    read_block(child, std::move(inner));
    branch.end = edit_.requires_.size();
    branches.push_back(std::move(branch));
  }
  if (is_decided || has_broken_require_) return;
  std::vector<std::uint32_t> none;
  if (!has_otherwise) {
    none.assign(earlier.guards.begin() + static_cast<std::ptrdiff_t>(block.guards.size()), earlier.guards.end());
  }
  DoubtSettler(analysis_.hir, edit_, std::move(branches), std::move(none), clause.location()).settle();
}

// `when … then …` and `otherwise …` give values elsewhere.
void EditReader::refuse_value(const ClauseRef& clause) {
  const NodeRef root = clause.root();
  const bool gives_value =
      root.has(NodeKind::Then) || (clause.kind() == NodeKind::OtherwiseClause && !root.children().empty());
  if (gives_value) analysis_.report(Code::ValueMisplaced, clause.location(), {clause.word_text()});
}

}  // namespace edict::sema
