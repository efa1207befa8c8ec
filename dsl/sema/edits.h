// Edits: clauses to guards, requires, messages, over-rides and tests.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/sema/scope.h"

namespace edict::sema {

// Reads the edit that begins at `clause`. Best effort: requires that were not understood are left out.
// `aliases`: of a template, what the columns stand for in this row.
hir::Edit read_edit(Analysis& analysis, PackageNames& package, const ClauseRef& clause,
                    std::vector<Scope::Alias> aliases = {});

// The over-ride that an `override` clause declares, if any, put into `require`. `condition` is what the require asks
// for as written, before the ways of its lookups are added.
void read_override(Analysis& analysis, const Scope& scope, const ClauseRef& clause, hir::ExprId condition,
                   hir::Require& require);

// The key of a `unique by (a, b) across file`; and, once its clauses are read, what they may say.
void read_unique(Analysis& analysis, const Scope& scope, NodeRef unique, hir::Require& require);
void check_unique(Analysis& analysis, hir::Require& require, const ClauseRef& clause);

// A date inside the period of the edit's `effective` clause: what `.` stands for in tests.
struct EffectiveDate {
  ItemId item;       // invalid: the edit has no such clause
  std::string date;  // YYYYMMDD; empty when the period is not written as dates
};
EffectiveDate date_inside(Analysis& analysis, const Scope& scope, const ClauseRef& effective);

// The rows of a `test` clause; of a template, those that have no column `edit`, or name this edit in it.
hir::TestTable read_test(Analysis& analysis, const hir::Edit& edit, const std::vector<Scope::Alias>& aliases,
                         const EffectiveDate& effective, const ClauseRef& clause);

// The groups under `gives` of a measure's test.
void read_gives(Analysis& analysis, const hir::Measure& measure, const ClauseRef& test, hir::TestTable& table);

// The items of a group; reports where there is none.
std::vector<ItemId> items_of_group(Analysis& analysis, const Scope& scope, NodeRef name);

// Which of a few words stands there. REQUIRES: the grammar lets no other word through.
std::size_t word_among(NodeRef word, std::initializer_list<std::string_view> offered);

// Whether `expr` reads a cell of `lookup`.
bool reads_row(const hir::Module& module, hir::ExprId expr, hir::LookupId lookup);

// Every item that guards, requires, messages and over-rides read, in order of first mention.
std::vector<ItemId> items_of(const hir::Module& module, const hir::Edit& edit);

}  // namespace edict::sema
