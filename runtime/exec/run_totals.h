// The counts of a run. They are sums, so batches, inputs and shards combine exactly.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "runtime/exec/executable.h"
#include "runtime/exec/measures.h"
#include "runtime/exec/run_plan.h"
#include "runtime/readers/read_issue.h"

namespace edict {

inline constexpr std::size_t kOutcomes = 6;
inline constexpr std::size_t kSeverities = 3;

// What is wrong with an over-ride flag of a record.
enum class OverrideProblem : std::uint8_t { NotNeeded, ValueInvalid };
inline constexpr std::size_t kOverrideProblems = 2;

struct EditTotals {
  std::array<std::uint64_t, kOutcomes> outcomes{};  // subjects by Outcome
  std::uint64_t flags = 0;                          // findings: a failing subject may have several

  [[nodiscard]] std::uint64_t operator[](Outcome outcome) const { return outcomes[static_cast<std::size_t>(outcome)]; }
  friend bool operator==(const EditTotals&, const EditTotals&) = default;
};

struct RunTotals {
  RunTotals() = default;
  explicit RunTotals(const RunPlan& plan)
      : records(plan.schema->level_count(), 0),
        records_with_flags(plan.schema->level_count(), 0),
        edits(plan.edits.size()),
        measures(plan.measures.size()) {}

  void add(const RunTotals& other);
  [[nodiscard]] std::uint64_t flag_count() const;
  [[nodiscard]] std::uint64_t issue_count() const;
  [[nodiscard]] std::uint64_t flags_of(Severity severity) const {
    return flags_by_severity[static_cast<std::size_t>(severity)];
  }
  [[nodiscard]] std::uint64_t issues_of(ReadIssueKind kind) const { return issues[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] std::uint64_t overrides_of(OverrideProblem problem) const {
    return overrides[static_cast<std::size_t>(problem)];
  }
  friend bool operator==(const RunTotals&, const RunTotals&) = default;

  std::vector<std::uint64_t> records;             // by level
  std::vector<std::uint64_t> records_with_flags;  // by level: subjects with at least one flag
  std::uint64_t items = 0;
  std::vector<EditTotals> edits;        // by RunPlan::edits
  std::vector<MeasureTotals> measures;  // by RunPlan::measures
  std::array<std::uint64_t, kSeverities> flags_by_severity{};
  std::array<std::uint64_t, kReadIssueKinds> issues{};
  std::array<std::uint64_t, kOverrideProblems> overrides{};
};

// The outcome of an edit on one subject: the worst of its requires, and the first require that has it.
struct EditOutcomeAt {
  Outcome outcome = Outcome::Skipped;
  std::uint32_t require = 0;
};
EditOutcomeAt outcome_at(const PlannedEdit& edit, const OutcomeMasks& masks, std::uint32_t row);

// Counts the outcomes of an edit on `rows` subjects.
void count_outcomes(const PlannedEdit& edit, const OutcomeMasks& masks, std::uint32_t rows, EditTotals& totals);

}  // namespace edict
