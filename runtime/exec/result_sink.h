// Where results go: one sink per output, several in one pass.
//
// begin, then for each input begin_input and its findings in order, then finish. Calls never overlap, but findings may
// come from different threads. A sink that fails stops the run; without finish() it leaves nothing half-written behind.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "runtime/exec/results.h"
#include "runtime/exec/run_plan.h"
#include "runtime/exec/run_totals.h"

namespace edict {

struct RunInput {
  std::string path;
  std::optional<std::uint64_t> bytes;  // as stored; unknown for a pipe
  std::optional<std::uint64_t> hash;
};

// What is known before the first record.
// A selected edit that does not hold for this run.
struct LeftOutEdit {
  std::string id;
  std::string why;  // "retired 2024-01-01", "not for standard 22"
};

struct RunInfo {
  std::string engine_version;
  std::string ruleset_name;
  std::string ruleset_version;
  std::uint64_t ruleset_hash = 0;
  Day as_of = 0;
  std::vector<RunInput> inputs;
  std::shared_ptr<const RunPlan> plan;
  std::vector<LeftOutEdit> left_out;
};

// One group of a measure.
struct MeasureResult {
  std::uint32_t measure = 0;       // index into RunPlan::measures
  std::vector<std::string> group;  // by PlannedMeasure::keys; empty: blank, or a year that is not known
  MeasureCounts counts;
  MeasureShares shares;
  std::string level;  // empty when the measure has none
  std::string message;
};

// What is known after the last one.
struct RunSummary {
  RunTotals totals;
  struct NotRun {
    std::uint32_t input = 0;  // index into RunInfo::inputs
    NotRunEdit edit;
  };
  std::vector<NotRun> not_run;
  std::vector<MeasureResult> measures;  // by measure, then group
  std::uint64_t bytes = 0;              // read of the inputs, as stored
  double seconds = 0;
  std::optional<std::string> stopped;  // why the run ended before the input did
};

class ResultSink {
 public:
  virtual ~ResultSink() = default;
  virtual Result<void> begin(const RunInfo& info) = 0;
  virtual Result<void> begin_input(std::uint32_t input) = 0;  // index into RunInfo::inputs
  virtual Result<void> add(const ReadIssue& issue) = 0;
  virtual Result<void> add(const EditOutcome& outcome) = 0;
  virtual Result<void> add(const Flag& flag) = 0;
  virtual Result<void> add(const OverrideFinding& finding) = 0;
  virtual Result<void> finish(const RunSummary& summary) = 0;
};

}  // namespace edict
