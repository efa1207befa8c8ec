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
  std::vector<hir::Require> members(
      std::make_move_iterator(edit_.requires_.begin() + static_cast<std::ptrdiff_t>(first)),
      std::make_move_iterator(edit_.requires_.end()));
  edit_.requires_.resize(first);
  if (members.empty()) {
    if (!has_broken_require_) analysis_.report(Code::EmptyBranch, clause.word(), {"finding one"});
    return;
  }

  hir::Require require;
  require.branch = ++branch_;
  require.location = clause.location();
  std::vector<hir::ExprId> all;
  std::vector<hir::ExprId> asked;  // by members with guards of their own
  for (hir::Require& member : members) {
    std::vector<std::uint32_t> own;
    for (const std::uint32_t guard : member.guards) {
      if (!contains(block.guards, guard)) own.push_back(guard);
      else if (!contains(require.guards, guard)) require.guards.push_back(guard);
    }
    hir::ExprId holds = member.condition;
    if (!own.empty()) {
      asked.push_back(all_of_guards(analysis_.hir, edit_, own, member.location));
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
    Block own = block;
    const hir::ExprId some = analysis_.hir.fold(Builtin::Or, asked, clause.location());
    add_guard(hir::GuardKind::FindingOne, some, some, clause, own);
    require.guards.push_back(own.guards.back());
  }
  read_finding_clauses(clause, block, require);
  edit_.requires_.push_back(std::move(require));
}

}  // namespace edict::sema
