// Reads the clauses of one edit into guards, requires, messages, over-rides and tests. One file a construct:
//
//   edits.cpp          the header, and what the edit is as a whole
//   edit_blocks.cpp    which clause is which, and where guards stand
//   edit_facts.cpp     what is said about the edit: description, agency, tags …
//   edit_guards.cpp    effective, skip, when
//   edit_loops.cpp     for each
//   edit_lookups.cpp   lookup … as row, and what a missing row means
//   edit_requires.cpp  require, with its messages, severity and over-ride
//   edit_choose.cpp    choose, with when and otherwise
//   edit_findings.cpp  finding one, with notes
//   edit_lets.cpp      let
//
// A construct that opens a block reads its clauses by read_block, with a Block of its own; one that is settled in other
// terms adds guards and requires. Best effort: what was not understood is reported and left out.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <vector>

#include "dsl/sema/analysis.h"
#include "dsl/sema/edits.h"
#include "dsl/sema/scope.h"

namespace edict::sema {

// What becomes of the requires that use the row of a lookup when there is none.
enum class NoRow : std::uint8_t { Skip, Pass, Fail, NotRun, Blanks };

struct ActiveLookup {
  hir::LookupId lookup;
  NoRow no_row = NoRow::Skip;
  std::uint32_t guard = 0;  // Skip, NotRun: index into Edit::guards
  std::size_t turns = 1;    // `expect all rows`: for how many rows the clauses below are read
};

// What holds for the clauses of one block: the guards around them and the names they see.
struct Block {
  Scope scope;
  std::vector<std::uint32_t> guards;  // indices into Edit::guards, outermost first
  std::vector<ActiveLookup> lookups;
  std::vector<hir::LookupId> must_use;  // further rows of all: requires that do not use them are left out
};

class EditReader {
 public:
  // `aliases`: what columns stand for in an edit of a template.
  EditReader(Analysis& analysis, PackageNames& package, const ClauseRef& clause, std::vector<Scope::Alias> aliases)
      : analysis_(analysis), package_(package), clause_(clause), aliases_(std::move(aliases)) {}

  hir::Edit read();

 private:
  static constexpr std::size_t kMostTurns = 10'000;  // of all loops of an edit, nested ones turn by turn

  // A header that could not be read (an ErrorClause) still lets its clauses be checked.
  void read_header();
  void extend_to(const ClauseRef& clause);
  // A text about the edit; in a template its columns are filled in.
  [[nodiscard]] std::string text_of(NodeRef string) const;

  // The clauses of the edit itself, or of a clause that opens a block.
  void read_block(const ClauseRef& parent, Block block);
  void read_clauses(std::span<const ClauseRef> clauses, Block block);
  void check_guards(const std::vector<ClauseRef>& children);
  void check_once(const ClauseRef& clause);
  void read_guard_again(const ClauseRef& clause, Block& block);
  // `check in order`: what comes after requires [first, …) is asked only if they have not failed.
  void add_order_guards(std::size_t first, Block& block);

  // Clauses that stand directly under the edit, never in blocks.
  void read_fact(const ClauseRef& clause, Block& block);

  std::optional<Day> day_of(NodeRef date);
  void read_history(const ClauseRef& clause);
  void read_retired(const ClauseRef& clause);
  void read_standards(const ClauseRef& clause);
  void read_depends(const ClauseRef& clause, Block& block);

  void add_guard(hir::GuardKind kind, hir::ExprId applies, hir::ExprId written, const ClauseRef& clause, Block& block);
  hir::ExprId definitely_if_asked(hir::ExprId written, const ClauseRef& clause);
  void read_effective(const ClauseRef& clause, Block& block);
  void read_skip(const ClauseRef& clause, Block& block);
  void read_when(const ClauseRef& clause, Block& block);

  void read_for_each(const ClauseRef& clause, const Block& block);
  void read_item_loop(const ClauseRef& clause, NodeRef loop, const Block& block);
  void read_pair_loop(const ClauseRef& clause, NodeRef loop, const Block& block);
  void read_table_loop(const ClauseRef& clause, NodeRef loop, const Block& block);
  void read_turn(const ClauseRef& clause, const Block& block, std::vector<Scope::Alias> aliases);

  // Returns whether what stands below is to be read for further rows too.
  bool read_lookup(const ClauseRef& clause, Block& block);
  void add_row_guard(const ClauseRef& clause, ActiveLookup& active, Block& block);
  void add_row_check(const ActiveLookup& active, const hir::Require& user);
  void read_further_rows(std::span<const ClauseRef> below, const ClauseRef& lookup, Block& block);
  [[nodiscard]] bool is_left_out(const Block& block, const hir::Require& require) const;
  [[nodiscard]] bool uses_row(const hir::Require& require, hir::LookupId lookup) const;
  // Adds what a missing row means to a require that uses the row, or takes its guard from one that does not.
  void apply_lookups(const Block& block, hir::Require& require);

  void read_choose(const ClauseRef& clause, const Block& block);
  void refuse_value(const ClauseRef& clause);
  void read_let(const ClauseRef& clause, Block& block);
  void read_finding_one(const ClauseRef& clause, const Block& block);

  void read_require(const ClauseRef& clause, const Block& block);
  void read_unique_require(const ClauseRef& clause, hir::Require& require, const Block& block);
  void guard_first(const ClauseRef& clause, hir::Require& require);
  // Messages, severity, over-ride: of a require, or of a `finding one`.
  void read_finding_clauses(const ClauseRef& clause, const Block& block, hir::Require& require);
  // Notes, of a require under a `finding one`.
  void add_highlights(const Scope& scope, const ClauseRef& clause, std::vector<hir::Highlight>& highlights);
  void read_notes(const ClauseRef& clause, const Block& block, hir::Require& require);
  void add_message(const Scope& scope, const ClauseRef& clause, hir::ExprId condition,
                   std::vector<hir::Message>& messages);

  Analysis& analysis_;
  PackageNames& package_;
  ClauseRef clause_;
  std::vector<Scope::Alias> aliases_;
  hir::Edit edit_;
  std::vector<ClauseRef> edit_messages_;  // they serve every require without its own, wherever they stand
  std::vector<ClauseRef> edit_highlights_;
  std::vector<ClauseRef> tests_;
  std::set<NodeKind> given_;
  EffectiveDate effective_;
  std::uint32_t branch_ = 0;
  std::size_t turn_count_ = 0;  // of all loops
  std::set<hir::LookupId> row_checks_;
  bool has_broken_require_ = false;
  bool is_in_order_ = false;    // `check in order`
  bool is_review_ = false;      // `review`
  bool is_in_finding_ = false;  // reading what stands under a `finding one`
};

}  // namespace edict::sema
