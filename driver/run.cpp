#include "driver/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "base/output_file.h"
#include "compiler/reference/reference.h"
#include "compiler/tier/tiered.h"
#include "driver/data_set_text.h"
#include "driver/edit_renderer.h"
#include "driver/in_force.h"
#include "driver/open_input.h"
#include "driver/run_plan.h"
#include "driver/version.h"
#include "runtime/exec/pipeline.h"
#include "runtime/readers/byte_stream.h"
#include "runtime/reports/console_sink.h"
#include "runtime/reports/json_lines_sink.h"

namespace edict {
namespace {

// A sink for `console`, `console:PATH` or `jsonl:PATH`.
Result<std::unique_ptr<ResultSink>> make_sink(const std::string& output, const RunOptions& options) {
  const std::size_t colon = output.find(':');
  const std::string kind = output.substr(0, colon);
  const std::string path = colon == std::string::npos ? "-" : output.substr(colon + 1);
  if (kind != "console" && kind != "jsonl") {
    return fail(ErrorKind::Usage, fmt::format("no output `{}`; write console, console:PATH or jsonl:PATH", output));
  }
  if (path.empty()) return fail(ErrorKind::Usage, fmt::format("`{}` names no file", output));
  EDICT_TRY(std::unique_ptr<OutputFile> file, OutputFile::create(path));
  if (kind == "jsonl") {
    JsonLinesOptions json;
    json.with_times = options.show_times;
    return std::unique_ptr<ResultSink>(std::make_unique<JsonLinesSink>(std::move(file), json));
  }
  ConsoleOptions console = path == "-" ? console_options_of_stdout() : ConsoleOptions{};
  console.with_times = options.show_times;
  return std::unique_ptr<ResultSink>(std::make_unique<ConsoleSink>(std::move(file), console));
}

// A line on stderr that follows the reading, at most ten times a second; only on a terminal.
class ProgressLine {
 public:
  explicit ProgressLine(bool is_wanted) : is_shown_(is_wanted && ::isatty(STDERR_FILENO) != 0) {}
  ~ProgressLine() {
    if (was_drawn_) std::fputs("\r\x1b[K", stderr);
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const RunProgress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (!is_shown_ || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    was_drawn_ = true;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double rate = static_cast<double>(progress.records) / std::max(seconds, 1e-3);
    std::string text = fmt::format("\r\x1b[K{} records, {:.0f} a second", progress.records, rate);
    if (progress.input_size && *progress.input_size > 0 && progress.input_position > 0) {
      const double share = static_cast<double>(progress.input_position) / static_cast<double>(*progress.input_size);
      text += fmt::format(", {:.0f} %, {:.0f} s to go", share * 100, seconds / share - seconds);
    }
    std::fputs(text.c_str(), stderr);
  }

 private:
  bool is_shown_;
  bool was_drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_;
};

// Whether the run found something at or above the severity that makes it fail. A doubt counts as its edit says.
bool has_flags_to_fail_on(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, const RunTotals& totals,
                          std::optional<Severity> fail_on) {
  if (!fail_on) return false;
  for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Info}) {
    if (severity <= *fail_on && totals.flags_of(severity) > 0) return true;
  }
  for (std::size_t i = 0; i < totals.edits.size(); ++i) {
    const hir::UnsurePolicy policy = edits[i].unsure.value_or(rules.module->edits[edits[i].edit].unsure);
    const bool counts_as_failure = policy == hir::UnsurePolicy::Fail;
    if (counts_as_failure && totals.edits[i][Outcome::Unsure] > 0) return true;
  }
  return false;
}

bool has_measures_to_fail_on(const RunPlan& plan, const std::vector<MeasureResult>& measures,
                             const std::optional<Severity>& fail_on) {
  return fail_on && std::ranges::any_of(measures, [&](const MeasureResult& result) {
           const PlannedMeasure& measure = plan.measures[result.measure];
           return is_flag(measure, result.counts) && *measure.severity <= *fail_on;
         });
}

template <class Call>
Result<void> for_each(const std::vector<std::unique_ptr<ResultSink>>& sinks, Call call) {
  for (const auto& sink : sinks) EDICT_TRY_VOID(call(*sink));
  return {};
}

}  // namespace

Result<RunResult> run(const LoadedRules& rules, const RunOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const RunParameters parameters{options.as_of};
  std::vector<SelectedEdit> edits = selected_edits(rules, options.as_of);
  // Every input is opened before any output is made: a misspelt name costs nothing.
  std::vector<std::unique_ptr<RecordReader>> readers;
  RunInfo info;
  for (const std::string& path : options.inputs) {
    EDICT_TRY(std::unique_ptr<RecordReader> reader, open_input(path));
    readers.push_back(std::move(reader));
    EDICT_TRY(const auto identity, identify_input(path));
    RunInput input{path, std::nullopt, std::nullopt};
    if (identity) input = {path, identity->bytes, identity->hash};
    info.inputs.push_back(std::move(input));
  }

  info.left_out = leave_out_retired(*rules.module, options.as_of, edits);
  const bool has_read_headers = ask_for_standard(*rules.module, edits);
  if (has_read_headers) {
    for (const auto& reader : readers) {
      EDICT_TRY_VOID(reader->read_header(data_dictionaries(rules, options.dictionaries)));
    }
    EDICT_TRY(std::vector<LeftOutEdit> more, leave_out_other_standards(*rules.module, readers, edits));
    std::move(more.begin(), more.end(), std::back_inserter(info.left_out));
  }
  if (edits.empty()) return fail(ErrorKind::Usage, "the rules hold no edits to run");
  EDICT_TRY(const std::shared_ptr<const Executable> executable,
            make_engine(options.engine, rules, edits, parameters, options.threads));
  const std::shared_ptr<const RunPlan> plan = make_run_plan(rules, edits, executable);

  info.engine_version = kVersion;
  info.ruleset_name = rules.name;
  info.ruleset_version = rules.version;
  info.ruleset_hash = rules.hash;
  info.as_of = options.as_of;
  info.plan = plan;

  std::vector<std::unique_ptr<ResultSink>> sinks;
  std::vector<ResultSink*> sink_pointers;
  for (const std::string& output : options.outputs) {
    EDICT_TRY(std::unique_ptr<ResultSink> sink, make_sink(output, options));
    sink_pointers.push_back(sink.get());
    sinks.push_back(std::move(sink));
  }
  EDICT_TRY_VOID(for_each(sinks, [&](ResultSink& sink) { return sink.begin(info); }));

  const std::vector<RequireIndex> indices = require_indices(*rules.module, edits);
  const Explainer explainer(rules.module, parameters);
  const FlagRendererFactory make_renderer = [&] {
    return std::make_unique<EditRenderer>(*rules.module, explainer, rules.sources, indices, options.language);
  };

  RunSummary summary;
  summary.totals = RunTotals(*plan);
  std::optional<Error> stopped;
  {
    ProgressLine progress(options.show_progress);
    PipelineOptions pipeline;
    pipeline.threads = options.threads;
    pipeline.batch_rows = options.batch_rows;
    pipeline.all_outcomes = options.all_outcomes;
    pipeline.progress = [&](const RunProgress& at) { progress.show(at); };
    for (std::uint32_t input = 0; input < readers.size() && !stopped; ++input) {
      EDICT_TRY_VOID(for_each(sinks, [&](ResultSink& sink) { return sink.begin_input(input); }));
      RecordReader& reader = *readers[input];
      Result<void> opened;
      if (!has_read_headers) opened = reader.read_header(data_dictionaries(rules, options.dictionaries));
      if (opened) opened = reader.read_columns(plan->schema);
      if (!opened) {
        stopped = opened.error();
        break;
      }
      InputResult result = run_pipeline(reader, *plan, make_renderer, sink_pointers, pipeline);
      summary.totals.add(result.totals);
      summary.bytes += result.bytes;
      for (NotRunEdit& edit : result.not_run) summary.not_run.push_back({input, std::move(edit)});
      stopped = std::move(result.error);
      readers[input].reset();
    }
  }
  // An output that cannot be written will not take a summary either.
  if (stopped && stopped->kind == ErrorKind::Unwritable) return std::unexpected(*stopped);

  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (stopped) summary.stopped = stopped->message;
  std::vector<std::uint32_t> measures;
  for (const SelectedEdit& edit : edits) {
    if (rules.module->edits[edit.edit].measure) measures.push_back(edit.edit);
  }
  summary.measures = measure_results(*rules.module, *plan, measures, summary.totals, options.language);
  EDICT_TRY_VOID(for_each(sinks, [&](ResultSink& sink) { return sink.finish(summary); }));
  if (stopped) return std::unexpected(*stopped);

  RunResult result;
  if (rules.edit_set != nullptr && !rules.edit_set->valid.holds(options.as_of)) {
    result.notes.push_back(
        fmt::format("edit set `{}` is not made for runs as of {}", rules.edit_set->id, to_string_day(options.as_of)));
  }
  result.has_flags_to_fail_on = has_flags_to_fail_on(rules, edits, summary.totals, options.fail_on) ||
                                has_measures_to_fail_on(*plan, summary.measures, options.fail_on);
  for (const LeftOutEdit& edit : info.left_out)
    result.notes.push_back(fmt::format("{} is left out: {}", edit.id, edit.why));
  // Native code that could not be made is told, though the run is whole without it.
  if (const auto* tiered = dynamic_cast<const TieredExecutable*>(executable.get())) {
    if (const auto error = tiered->compile_error()) {
      result.notes.push_back(fmt::format("the run was interpreted: {}", error->message));
    }
  }
  return result;
}

}  // namespace edict
