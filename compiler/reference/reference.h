// The reference evaluator: HIR, one subject at a time, exactly as docs/language.md says. The judge of the other
// engines: it shares neither lowering nor optimiser with them, only the kernels' meaning of one builtin on one row.
//
// It also explains: what each part of a condition was for one record, which records a finding is about, which clause
// decided. Explanations of every engine's flags come from here, so they are the same whichever engine found the flag.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/truth.h"
#include "dsl/sema/hir.h"
#include "runtime/exec/executable.h"
#include "runtime/kernels/tables.h"

namespace edict {

// Runs the given edits (indices into Module::edits), in that order.
std::unique_ptr<Executable> make_reference(std::shared_ptr<const hir::Module> module,
                                           std::span<const std::uint32_t> edits, RunParameters parameters);

// One record that takes part in a finding, beside the subject.
struct InvolvedRow {
  hir::VariableId variable;
  LevelId level;
  std::uint32_t row = 0;
};

// Why one require of one edit came out as it did on one row.
struct Explanation {
  Outcome outcome = Outcome::Pass;
  // The clause that decided a skipped or unsure outcome: the first guard that is false, else the first that is unsure,
  // else the require itself. Index into Edit::guards; -1: the require.
  std::int32_t deciding_guard = -1;
  // The findings of a fail or overridden: one for each failing group of records; one without rows when the condition is
  // about the subject alone. Pairs that share a record form one group.
  std::vector<std::vector<InvolvedRow>> findings;
};

// A part of a condition with what it was.
struct PartValue {
  hir::ExprId expr;
  std::uint32_t depth = 0;
  std::string value;   // "true", "unsure", "C509", "2021-01-01 to 2021-12-31", "45"
  std::string source;  // the rule text of the part
  bool is_deciding = false;
  std::optional<Truth> truth = {};  // of a condition
  std::string note = {};            // why a comparison is unsure; which row of a table was found
};

// The message in a language: that of its main language, else the default one, else the first; null when there is none.
const hir::Message* message_in(std::span<const hir::Message> messages, std::string_view language);

// Explains single records. Values of items that identify a person are masked in all it says.
//
// Thread safety: immutable; shared.
class Explainer {
 public:
  Explainer(std::shared_ptr<const hir::Module> module, RunParameters parameters);
  [[nodiscard]] Explanation explain(const Batch& batch, std::uint32_t edit, std::uint32_t require,
                                    std::uint32_t row) const;
  // The condition (or the guard as written, when guard >= 0) as a tree, parents before children; literals are left out.
  // Under a quantifier stand the records that decided, each with the condition's parts for it; after a condition that
  // is false stands the over-ride that was asked.
  [[nodiscard]] std::vector<PartValue> parts(const Batch& batch, std::uint32_t edit, std::uint32_t require,
                                             std::int32_t guard, std::uint32_t row, const SourceMap& sources) const;
  // Whether an invalid value, of an item and a row at its level, takes part in making a require unsure.
  [[nodiscard]] bool is_in_doubt_over(const Batch& batch, std::uint32_t edit, std::uint32_t require, std::uint32_t row,
                                      ItemId item, std::uint32_t item_row) const;
  // The message in a language (falling back to the default one), placeholders filled from a finding's rows. Blank
  // values read "(blank)". `{tumors}` lists the finding's records by key or number; all of them when the finding has
  // none.
  [[nodiscard]] std::string message(const Batch& batch, std::uint32_t edit, std::uint32_t require, std::uint32_t row,
                                    std::span<const InvolvedRow> finding, std::string_view language) const;

 private:
  std::shared_ptr<const hir::Module> module_;
  RunParameters parameters_;
  std::vector<kernel::TableIndex> indexes_;  // by TableId
};

}  // namespace edict
