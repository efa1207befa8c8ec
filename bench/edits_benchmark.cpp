// The two national sets of edits, as a registry brings and runs them: imported, loaded, compiled, and run on a shared
// sample of 1,000 tumors. One thread. Figures of runs are medians of several rounds; beside some stands the bound they
// are held to: what the engine that these sets are published for needs on the same file, or a promise of ours.
//
//   SET.import           the published package to rule text
//   SET.load             rule text to checked rules
//   SET.ENGINE.make      to something that can evaluate batches; native: compiled from nothing, there is no cache
//   SET.ENGINE.file      a file to findings with their messages, written as JSON Lines
//   SET.ENGINE.columns   the same tumors, ready as columns: outcomes alone
//
// Prints nothing but why when the published edits are not beside the project.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>

#include "driver/data_dictionary.h"
#include "driver/edit_renderer.h"
#include "driver/engine.h"
#include "driver/import_edits.h"
#include "driver/load_rules.h"
#include "driver/open_input.h"
#include "driver/run_plan.h"
#include "runtime/exec/pipeline.h"
#include "runtime/readers/raw_batch.h"
#include "runtime/reports/json_lines_sink.h"

namespace {

using namespace edict;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 5;
constexpr Day kAsOf = day_from_civil({2026, 11, 23});
constexpr const char* kSample = "naaccr-xml-sample-v230-abstract-1000.xml.gz";

struct PublishedSet {
  const char* name;
  const char* package;
  const char* dictionary;
  // The engine that the set is published for.
  double compile_seconds;
  double tumors_a_second;
};
constexpr PublishedSet kSets[] = {{"naaccr", "naaccr-translated-edits.xml.xz", "naaccr-23", 83, 109},
                                  {"seer", "seer-edits.xml.xz", "naaccr-22", 38, 474}};

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double seconds_of(const std::function<void()>& call, int rounds = kRounds) {
  std::vector<double> seconds;
  for (int round = 0; round < rounds; ++round) {
    const Clock::time_point start = Clock::now();
    call();
    seconds.push_back(seconds_since(start));
  }
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

void print(const std::string& name, double value, std::string_view unit) {
  fmt::print("{} {:.4g} {}\n", name, value, unit);
}
void print_at_most(const std::string& name, double value, std::string_view unit, double bound) {
  fmt::print("{} {:.4g} {} at-most {:.4g} {}\n", name, value, unit, bound, value <= bound ? "ok" : "short");
}
void print_at_least(const std::string& name, double value, std::string_view unit, double bound) {
  fmt::print("{} {:.4g} {} at-least {:.4g} {}\n", name, value, unit, bound, value >= bound ? "ok" : "short");
}

[[noreturn]] void give_up(const std::string& message) {
  fmt::print(stderr, "edits_benchmark: {}\n", message);
  std::exit(2);
}

template <class T>
T value_or_exit(Result<T> result) {
  if (!result) give_up(result.error().message);
  return std::move(*result);
}

// A set that was imported into a folder of the build, and the sample that it runs on.
class SetBenchmark {
 public:
  SetBenchmark(const PublishedSet& set, const std::string& shared)
      : set_(set),
        shared_(shared),
        folder_(fs::path(EDICT_BINARY_DIR) / "bench" / set.name),
        sample_(shared + "/naaccr-xml/samples/" + kSample) {}

  void run() {
    import();
    RuleRequest request;
    request.paths = {folder_.string()};
    print(name("load"), seconds_of([&] { value_or_exit(load_rules(request)); }), "s");
    rules_.emplace(value_or_exit(load_rules(request)));
    if (rules_->diagnostics.has_errors()) give_up(render_all(rules_->diagnostics, rules_->sources));
    edits_ = selected_edits(*rules_, kAsOf);
    print(name("edits"), static_cast<double>(edits_.size()), "edits");
    measure("interpreter", EngineChoice::Interpreter);
    measure("native", EngineChoice::Native);
  }

 private:
  [[nodiscard]] std::string name(std::string_view figure) const { return fmt::format("{}.{}", set_.name, figure); }

  void import() {
    ImportEditsOptions options;
    options.package = shared_ + "/national-edits/" + set_.package;
    options.dictionary = fmt::format("{}/rulesets/naaccr/dictionaries/{}.edict", EDICT_SOURCE_DIR, set_.dictionary);
    options.output = folder_.string();
    for (const char* system : {"cs-02.05.50.zip", "tnm-2.1.zip"}) {
      options.staging.push_back(shared_ + "/staging/algorithms/" + system);
    }
    print_at_most(name("import"), seconds_of([&] { value_or_exit(import_edits(options)); }, 1), "s", 60);
  }

  void measure(std::string_view engine, EngineChoice choice) {
    const bool is_native = choice == EngineChoice::Native;
    std::shared_ptr<const Executable> executable;
    const double making = seconds_of(
        [&] { executable = value_or_exit(make_engine(choice, *rules_, edits_, RunParameters{kAsOf}, 1)); }, 3);
    const std::string make = name(fmt::format("{}.make", engine));
    if (is_native) print_at_most(make, making, "s", set_.compile_seconds);
    else print(make, making, "s");

    const std::shared_ptr<const RunPlan> plan = make_run_plan(*rules_, edits_, executable);
    std::uint64_t tumors = 0;
    const double of_file = seconds_of([&] { tumors = run_file(plan); });
    const auto count = static_cast<double>(tumors);
    print_at_least(name(fmt::format("{}.file", engine)), count / of_file, "tumors/s", set_.tumors_a_second);

    const double of_columns = evaluate_columns(*plan);
    print(name(fmt::format("{}.columns.rate", engine)), count / of_columns, "tumors/s");
    const double each = of_columns * 1e9 / count / static_cast<double>(edits_.size());
    const std::string columns = name(fmt::format("{}.columns", engine));
    if (is_native) print_at_most(columns, each, "ns/edit/tumor", 0.1);
    else print(columns, each, "ns/edit/tumor");
  }

  [[nodiscard]] std::unique_ptr<RecordReader> open(const RunPlan& plan) const {
    auto reader = value_or_exit(open_input(sample_));
    if (const auto header = reader->read_header(data_dictionaries(*rules_, {})); !header)
      give_up(header.error().message);
    if (const auto columns = reader->read_columns(plan.schema); !columns) give_up(columns.error().message);
    return reader;
  }

  // Returns the number of tumors.
  [[nodiscard]] std::uint64_t run_file(const std::shared_ptr<const RunPlan>& plan) const {
    const std::unique_ptr<RecordReader> reader = open(*plan);
    const std::vector<RequireIndex> indices = require_indices(*rules_->module, edits_);
    const Explainer explainer(rules_->module, RunParameters{kAsOf});
    JsonLinesSink sink(value_or_exit(OutputFile::create((folder_ / "findings.jsonl").string())), {});
    RunInfo info;
    info.plan = plan;
    info.inputs = {{sample_, std::nullopt, std::nullopt}};
    if (!sink.begin(info) || !sink.begin_input(0)) give_up("findings cannot be written");
    PipelineOptions options;
    options.threads = 1;
    std::uint64_t records = 0;
    options.progress = [&](const RunProgress& progress) { records = progress.records; };
    ResultSink* const sinks[] = {&sink};
    const InputResult result = run_pipeline(
        *reader, *plan,
        [&] { return std::make_unique<EditRenderer>(*rules_->module, explainer, rules_->sources, indices, ""); }, sinks,
        options);
    if (result.error) give_up(result.error->message);
    RunSummary summary;
    summary.totals = result.totals;
    if (!sink.finish(summary)) give_up("findings cannot be written");
    return records;
  }

  // Seconds for all batches of the sample, with the tables of values there already.
  [[nodiscard]] double evaluate_columns(const RunPlan& plan) const {
    const std::unique_ptr<RecordReader> reader = open(plan);
    const auto evaluator = plan.executable->make_evaluator();
    BatchStore store(plan.schema);
    double seconds = 0;
    for (RawBatch raw; value_or_exit(reader->next(raw, 1024)); raw = {}) {
      Batch& batch = store.next_batch();
      raw.fill(batch);
      OutcomeMasks masks;
      evaluator->evaluate(batch, masks);
      seconds += seconds_of([&] { evaluator->evaluate(batch, masks); }, 101);
    }
    return seconds;
  }

  const PublishedSet& set_;
  std::string shared_;
  fs::path folder_;
  std::string sample_;
  std::optional<LoadedRules> rules_;
  std::vector<SelectedEdit> edits_;
};

}  // namespace

int main() {
  const fs::path shared = fs::path(EDICT_SOURCE_DIR).parent_path() / "shared" / "data";
  if (!fs::is_directory(shared / "national-edits")) {
    fmt::print("skipped: the published edits are not beside the project\n");
    return 0;
  }
  for (const PublishedSet& set : kSets) SetBenchmark(set, shared.string()).run();
  return 0;
}
