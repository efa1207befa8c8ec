// `finding one "…"`: the requires under it make one finding, and each that fails adds its note to the message.
//
// It becomes one require: that all of them hold, each as far as its own guards ask. It asks nothing where none of them
// does.
#include <algorithm>

#include "dsl/sema/contains.h"
#include "dsl/sema/edit_outcomes.h"
#include "dsl/sema/edit_reader.h"

namespace edict::sema {

void EditReader::read_finding_one(const ClauseRef& clause, const Block& block) {
  if (is_in_finding_) {
    analysis_.report(Code::PartOfFinding, clause.word(), {"finding one"});
    return;
  }
  const std::size_t first = edit_.requires_.size();
  const std::uint32_t branch = branch_;
  is_in_finding_ = true;
  read_block(clause, block);
  is_in_finding_ = false;
  branch_ = branch;
  // That a row is there (`otherwise not run`) is asked by itself: it is no part of what the record shall fulfil.
  const auto own = std::stable_partition(edit_.requires_.begin() + static_cast<std::ptrdiff_t>(first),
                                         edit_.requires_.end(), [](const hir::Require& r) { return r.is_row_check; });
  std::vector<hir::Require> members(std::make_move_iterator(own), std::make_move_iterator(edit_.requires_.end()));
  edit_.requires_.erase(own, edit_.requires_.end());
  if (members.empty()) {
    if (!has_broken_require_ && block.must_use.empty())
      analysis_.report(Code::EmptyBranch, clause.word(), {"finding one"});
    return;
  }

  hir::Require require;
  require.branch = ++branch_;
  require.location = clause.location();
  std::vector<hir::ExprId> all;
  std::vector<hir::ExprId> asked;  // by members with guards of their own
  for (hir::Require& member : members) {
    std::vector<std::uint32_t> inner;
    for (const std::uint32_t guard : member.guards) {
      if (!contains(block.guards, guard)) inner.push_back(guard);
      else if (!contains(require.guards, guard)) require.guards.push_back(guard);
    }
    hir::ExprId holds = member.condition;
    if (!inner.empty()) {
      asked.push_back(all_of_guards(analysis_.hir, edit_, inner, member.location));
      holds = analysis_.hir.call(Builtin::Implies, {asked.back(), holds}, member.location);
    }
    all.push_back(holds);
    hir::Note note = member.notes.empty() ? hir::Note{} : std::move(member.notes.front());
    note.holds = holds;
    require.notes.push_back(std::move(note));
    std::ranges::move(member.highlights, std::back_inserter(require.highlights));
  }
  std::ranges::sort(require.guards);
  require.condition = analysis_.hir.fold(Builtin::And, all, clause.location());
  if (asked.size() == members.size()) {
    Block guarded = block;
    const hir::ExprId some = analysis_.hir.fold(Builtin::Or, asked, clause.location());
    add_guard(hir::GuardKind::FindingOne, some, some, clause, guarded);
    require.guards.push_back(guarded.guards.back());
  }
  read_finding_clauses(clause, block, require);
  edit_.requires_.push_back(std::move(require));
}

}  // namespace edict::sema
