// Runs a plan over one input: the calling thread reads batches, workers code and evaluate them, findings reach the
// sinks in input order. The same findings in the same order whatever the number of threads and the size of batches.
//
// Memory is bounded by the number of batches under way, never by the input: a fixed number of raw batches, and results
// at most a window of batches ahead of what was written, in parts of bounded size.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "runtime/exec/flag_renderer.h"
#include "runtime/exec/result_sink.h"
#include "runtime/exec/run_plan.h"
#include "runtime/exec/run_totals.h"
#include "runtime/readers/record_reader.h"

namespace edict {

struct RunProgress {
  std::uint64_t input_position = 0;  // bytes of the input done
  std::optional<std::uint64_t> input_size;
  std::uint64_t records = 0;  // of the lowest level
};

struct PipelineOptions {
  unsigned threads = 0;                                   // workers; 0: as many as the machine has processors
  std::size_t batch_rows = 1024;                          // about so many records in a batch
  bool all_outcomes = false;                              // report every edit on every subject, not only failures
  std::stop_token stop = {};                              // ends the run after the batches under way
  std::function<void(const RunProgress&)> progress = {};  // after every batch; never from two threads at once
};

struct InputResult {
  RunTotals totals;                 // of what was reported
  std::vector<NotRunEdit> not_run;  // edits that this input's dictionary cannot serve
  std::uint64_t bytes = 0;          // read, as stored
  // Why the input was not read to its end: damaged input or a limit (everything before was reported), a sink that
  // cannot write, a worker that failed, or the stop token (ErrorKind::Limit).
  std::optional<Error> error;
};

// REQUIRES: the reader has been given the plan's schema by read_columns(). Sinks have begun this input.
InputResult run_pipeline(RecordReader& reader, const RunPlan& plan, const FlagRendererFactory& make_renderer,
                         std::span<ResultSink* const> sinks, const PipelineOptions& options);

}  // namespace edict
