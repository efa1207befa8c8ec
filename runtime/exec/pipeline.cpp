#include "runtime/exec/pipeline.h"

#include <algorithm>
#include <exception>
#include <thread>

#include "runtime/exec/batch_findings.h"
#include "runtime/exec/batch_queue.h"
#include "runtime/exec/ordered_commit.h"

namespace edict {
namespace {

constexpr std::size_t kMostFindingsInPart = 4096;

// A piece of what one batch came to.
struct BatchResult {
  std::vector<Finding> findings;
  std::vector<KeyedRecord> keyed;   // with the last piece
  std::optional<RunTotals> totals;  // with the last piece
  std::uint64_t input_position = 0;
};

std::vector<NotRunEdit> edits_lacking_items(const RunPlan& plan, std::span<const ItemId> missing) {
  std::vector<NotRunEdit> not_run;
  for (std::uint32_t edit = 0; edit < plan.edits.size(); ++edit) {
    NotRunEdit lacks{edit, {}};
    std::ranges::copy_if(plan.edits[edit].items, std::back_inserter(lacks.lacking),
                         [&](ItemId item) { return std::ranges::find(missing, item) != missing.end(); });
    if (!lacks.lacking.empty()) not_run.push_back(std::move(lacks));
  }
  return not_run;
}

class Pipeline {
 public:
  Pipeline(RecordReader& reader, const RunPlan& plan, std::span<ResultSink* const> sinks,
           const PipelineOptions& options)
      : reader_(reader),
        plan_(plan),
        sinks_(sinks),
        options_(options),
        input_size_(reader.input_size()),
        threads_(options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency())),
        not_run_(edits_lacking_items(plan, reader.missing_items())),
        context_(plan, not_run_, reader.missing_items(), options.all_outcomes),
        queue_(2 * threads_ + 1),
        commit_(2 * threads_ + 2, [this](BatchResult&& part) { return write(std::move(part)); }) {
    result_.totals = RunTotals(plan);
  }

  InputResult run(const FlagRendererFactory& make_renderer) {
    std::optional<Error> read_error;
    {
      std::vector<std::jthread> workers;
      for (unsigned i = 0; i < threads_; ++i) {
        workers.emplace_back([this, &make_renderer] { work_safely(make_renderer); });
      }
      read_error = read();
      queue_.finish();
    }
    if (!commit_.error()) {
      if (auto reported = report_duplicates(make_renderer); !reported) commit_.stop(std::move(reported.error()));
    }
    result_.error = commit_.error();
    if (!result_.error) result_.error = std::move(read_error);
    result_.not_run = not_run_;
    return std::move(result_);
  }

 private:
  // Reads until the input ends, or the run stops; the error that ended reading.
  std::optional<Error> read() {
    while (auto batch = queue_.take_empty()) {
      if (options_.stop.stop_requested()) return Error{ErrorKind::Limit, "the run was interrupted"};
      const auto more = reader_.next(*batch, options_.batch_rows);
      if (!more) return more.error();
      if (!*more) break;
      queue_.put_filled(std::move(batch));
    }
    return std::nullopt;
  }

  void work_safely(const FlagRendererFactory& make_renderer) {
    try {
      work(make_renderer);
    } catch (const std::exception& failure) {
      commit_.stop({ErrorKind::Engine, std::string("a worker failed: ") + failure.what()});
    }
    if (commit_.error()) queue_.stop();
  }

  void work(const FlagRendererFactory& make_renderer) {
    const std::unique_ptr<Evaluator> evaluator = plan_.executable->make_evaluator();
    BatchFindings findings(context_, make_renderer());
    BatchStore store(plan_.schema);
    OutcomeMasks masks;
    while (auto job = queue_.take_filled()) {
      Batch& batch = store.next_batch();
      job->batch->fill(batch);
      evaluator->evaluate(batch, masks);
      BatchResult part;
      RunTotals totals(plan_);
      bool is_wanted = true;
      std::vector<KeyedRecord> keyed;
      findings.collect(
          *job->batch, batch, masks, job->ticket == 0, totals,
          [&](Finding&& finding) {
            if (!is_wanted) return;
            part.findings.push_back(std::move(finding));
            if (part.findings.size() < kMostFindingsInPart) return;
            is_wanted = commit_.add(job->ticket, std::exchange(part, {}), false);
          },
          [&](KeyedRecord&& record) { keyed.push_back(std::move(record)); });
      part.keyed = std::move(keyed);
      part.totals = std::move(totals);
      part.input_position = job->batch->input_position;
      queue_.give_back(std::move(job->batch));
      if (!is_wanted || !commit_.add(job->ticket, std::move(part), true)) return;
    }
  }

  // Called in input order, one call at a time.
  Result<void> write(BatchResult&& part) {
    for (const Finding& finding : part.findings) EDICT_TRY_VOID(write(finding));
    for (KeyedRecord& record : part.keyed) duplicates_.add(std::move(record));
    if (!part.totals) return {};
    result_.totals.add(*part.totals);
    result_.bytes = part.input_position;
    if (options_.progress) options_.progress({result_.bytes, input_size_, result_.totals.records.back()});
    return {};
  }

  Result<void> write(const Finding& finding) {
    for (ResultSink* sink : sinks_) {
      EDICT_TRY_VOID(std::visit([sink](const auto& one) { return sink->add(one); }, finding));
    }
    return {};
  }

  // Whatever ended the reading, what was found until then is told.
  Result<void> report_duplicates(const FlagRendererFactory& make_renderer) {
    const std::vector<DuplicateGroup> groups = duplicates_.groups();
    if (groups.empty()) return {};
    const std::unique_ptr<FlagRenderer> renderer = make_renderer();
    for (const DuplicateGroup& group : groups) {
      EDICT_TRY_VOID(write(make_flag(plan_, group, renderer->render_duplicates(group))));
    }
    duplicates_.count_failing(plan_, result_.totals);
    return {};
  }

  RecordReader& reader_;
  const RunPlan& plan_;
  const std::span<ResultSink* const> sinks_;
  const PipelineOptions& options_;
  const std::optional<std::uint64_t> input_size_;
  const unsigned threads_;
  const std::vector<NotRunEdit> not_run_;
  const RunContext context_;
  Duplicates duplicates_;
  BatchQueue queue_;
  OrderedCommit<BatchResult> commit_;
  InputResult result_;
};

}  // namespace

InputResult run_pipeline(RecordReader& reader, const RunPlan& plan, const FlagRendererFactory& make_renderer,
                         std::span<ResultSink* const> sinks, const PipelineOptions& options) {
  return Pipeline(reader, plan, sinks, options).run(make_renderer);
}

}  // namespace edict
