#include "runtime/exec/run_totals.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "base/check.h"

namespace edict {
namespace {

template <class Counts>
void add_counts(Counts& to, const Counts& from) {
  EDICT_CHECK(to.size() == from.size());
  std::ranges::transform(to, from, to.begin(), std::plus<>());
}

template <class Counts>
std::uint64_t sum(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

}  // namespace

void RunTotals::add(const RunTotals& other) {
  add_counts(records, other.records);
  add_counts(records_with_flags, other.records_with_flags);
  items += other.items;
  EDICT_CHECK(edits.size() == other.edits.size());
  for (std::size_t edit = 0; edit < edits.size(); ++edit) {
    add_counts(edits[edit].outcomes, other.edits[edit].outcomes);
    edits[edit].flags += other.edits[edit].flags;
  }
  EDICT_CHECK(measures.size() == other.measures.size());
  for (std::size_t measure = 0; measure < measures.size(); ++measure) measures[measure].add(other.measures[measure]);
  add_counts(flags_by_severity, other.flags_by_severity);
  add_counts(issues, other.issues);
  add_counts(overrides, other.overrides);
}

std::uint64_t RunTotals::flag_count() const { return sum(flags_by_severity); }
std::uint64_t RunTotals::issue_count() const { return sum(issues); }

EditOutcomeAt outcome_at(const PlannedEdit& edit, const OutcomeMasks& masks, std::uint32_t row) {
  EditOutcomeAt worst{Outcome::Skipped, edit.first_require};
  for (std::uint32_t i = 0; i < edit.require_count; ++i) {
    const std::uint32_t require = edit.first_require + i;
    const Outcome outcome = masks.outcome(require, row);
    if (outcome < worst.outcome) worst = {outcome, require};
  }
  return worst;
}

// A word of each mask at a time; the worst outcome takes the bits that no worse one has.
void count_outcomes(const PlannedEdit& edit, const OutcomeMasks& masks, std::uint32_t rows, EditTotals& totals) {
  const auto count = [&](Outcome outcome, std::uint64_t bits) {
    totals.outcomes[static_cast<std::size_t>(outcome)] += static_cast<std::uint64_t>(std::popcount(bits));
  };
  const std::size_t words = OutcomeMasks::word_count(rows);
  for (std::size_t word = 0; word < words; ++word) {
    std::uint64_t fail = 0;
    std::uint64_t not_run = 0;
    std::uint64_t unsure = 0;
    std::uint64_t overridden = 0;
    std::uint64_t skipped = ~std::uint64_t{0};
    for (std::uint32_t i = 0; i < edit.require_count; ++i) {
      const OutcomeMasks::Require& require = masks[edit.first_require + i];
      (require.fails_to_run ? not_run : fail) |= require.fail[word];
      unsure |= require.unsure[word];
      overridden |= require.overridden[word];
      skipped &= require.skipped[word];
    }
    const bool is_last = word + 1 == words && rows % 64 != 0;
    const std::uint64_t all = is_last ? (std::uint64_t{1} << rows % 64) - 1 : ~std::uint64_t{0};
    not_run &= ~fail;
    unsure &= ~(fail | not_run);
    overridden &= ~(fail | not_run | unsure);
    skipped &= all;
    count(Outcome::Fail, fail);
    count(Outcome::NotRun, not_run);
    count(Outcome::Unsure, unsure);
    count(Outcome::Overridden, overridden);
    count(Outcome::Skipped, skipped);
    count(Outcome::Pass, all & ~(fail | not_run | unsure | overridden | skipped));
  }
}

}  // namespace edict
