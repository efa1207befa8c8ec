// From the masks of one batch to counts and findings in reporting order (results.h says which).
//
// Counting works on whole masks; only the records that fail, or have an over-ride flag, are looked at one by one.
//
// Thread safety: RunContext is immutable and shared; a BatchFindings belongs to one worker.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "runtime/exec/duplicates.h"
#include "runtime/exec/flag_renderer.h"
#include "runtime/exec/override_audit.h"
#include "runtime/exec/record_keys.h"
#include "runtime/exec/results.h"
#include "runtime/exec/row_range.h"
#include "runtime/readers/raw_batch.h"

namespace edict {

// What all workers of one input share.
struct RunContext {
  // `missing`: items that the input lacks.
  RunContext(const RunPlan& the_plan, std::span<const NotRunEdit> not_run, std::span<const ItemId> missing,
             bool with_all_outcomes);

  const RunPlan& plan;
  bool all_outcomes;
  std::vector<std::string> not_run_because;                // by edit; empty: it runs
  std::vector<bool> is_measure_run;                        // by measure
  std::vector<std::vector<std::uint32_t>> edits_by_level;  // in order of the plan
  std::vector<std::vector<std::uint32_t>> readers;  // by edit; of an automatic one, the others that read its item
  RecordKeys keys;
  OverrideAudit audit;
};

class BatchFindings {
 public:
  using Take = std::function<void(Finding&&)>;
  using TakeKeyed = std::function<void(KeyedRecord&&)>;

  BatchFindings(const RunContext& context, std::unique_ptr<FlagRenderer> renderer);

  // Adds the counts of a batch to `totals` and gives its findings to `take`, in order; the records whose keys must be
  // unique go to `take_keyed`, and count as what they are without that. The row of the topmost level is in every batch
  // of an input; it counts in the first.
  void collect(const RawBatch& raw, const Batch& batch, const OutcomeMasks& masks, bool is_first, RunTotals& totals,
               const Take& take, const TakeKeyed& take_keyed);

 private:
  struct Pass;  // one call of collect
  void count(Pass& pass);
  void count_measures(Pass& pass);
  void collect_keys(const Pass& pass, const TakeKeyed& take_keyed);
  void find_failing_rows(const Pass& pass);
  void visit_groups(Pass& pass);
  void visit(Pass& pass, LevelId level, std::uint32_t row);
  void report_edit(Pass& pass, const PlannedEdit& edit, std::uint32_t index, const Subject& subject, std::uint32_t row);
  void report_outcome(Pass& pass, std::uint32_t edit, const Subject& subject, std::uint32_t row);
  void report_flags(Pass& pass, std::uint32_t require, const Subject& subject, std::uint32_t row);
  [[nodiscard]] std::uint32_t count_undecided(const Pass& pass, std::uint32_t edit, std::uint32_t row);
  [[nodiscard]] bool is_undecided(const Pass& pass, const PlannedEdit& edit, RenderedFinding::ItemAt value);
  [[nodiscard]] Subject subject_at(const Batch& batch, LevelId level, std::uint32_t row) const;
  [[nodiscard]] Flag make_flag(const Batch& batch, std::uint32_t require, const Subject& subject, std::uint32_t row,
                               RenderedFinding&& rendered) const;

  const RunContext& context_;
  std::unique_ptr<FlagRenderer> renderer_;
  std::vector<std::vector<std::uint64_t>> failing_;  // by level: rows on which some require fails
  std::vector<RenderedFinding> rendered_;
  std::vector<OverrideAudit::Problem> problems_;
};

}  // namespace edict
