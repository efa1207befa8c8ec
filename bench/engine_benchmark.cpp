// The first baseline: the shipped edit set on the bundled corpus, each engine on ready columns, and how long it takes
// to make each engine. One thread. Every figure is the median of several rounds.
//
//   engine_benchmark [ABSTRACTS.xml]

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

#include "base/read_file.h"
#include "driver/data_dictionary.h"
#include "driver/engine.h"
#include "driver/load_rules.h"
#include "driver/open_input.h"
#include "runtime/readers/raw_batch.h"

namespace {

using namespace edict;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 7;
constexpr Day kAsOf = day_from_civil({2026, 1, 1});

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// The median time of one call, from rounds of enough calls to be measurable.
double time_of(const std::function<void()>& call) {
  std::vector<double> rounds;
  for (int round = 0; round < kRounds; ++round) {
    std::size_t calls = 0;
    const Clock::time_point start = Clock::now();
    do {
      call();
      ++calls;
    } while (seconds_since(start) < 0.2);
    rounds.push_back(seconds_since(start) / static_cast<double>(calls));
  }
  return median(rounds);
}

void print(std::string_view name, double value, std::string_view unit) {
  fmt::print("{} {:.4g} {}\n", name, value, unit);
}

template <class T>
T value_or_exit(Result<T> result) {
  if (!result) {
    fmt::print(stderr, "engine_benchmark: {}\n", result.error().message);
    std::exit(2);
  }
  return std::move(*result);
}

// All records of a file as raw batches.
std::vector<RawBatch> read_all(const std::string& path, const LoadedRules& rules,
                               const std::shared_ptr<const BatchSchema>& schema) {
  std::unique_ptr<RecordReader> reader = value_or_exit(open_input(path));
  if (auto header = reader->read_header(data_dictionaries(rules, {})); !header) {
    fmt::print(stderr, "engine_benchmark: {}\n", header.error().message);
    std::exit(2);
  }
  if (auto columns = reader->read_columns(schema); !columns) std::exit(2);
  std::vector<RawBatch> batches;
  for (;;) {
    RawBatch batch;
    if (!value_or_exit(reader->next(batch, 1024))) break;
    batches.push_back(std::move(batch));
  }
  return batches;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string path = argc > 1 ? argv[1] : std::string(EDICT_SOURCE_DIR) + "/corpus/abstracts-v25.xml";
  RuleRequest request;
  request.edit_set = "naaccr-core";
  const LoadedRules rules = value_or_exit(load_rules(request));
  const std::vector<SelectedEdit> edits = selected_edits(rules, kAsOf);
  const auto schema = std::make_shared<BatchSchema>(rules.dictionary, items_needed(*rules.module, edits));

  print("rules.load", time_of([&] { value_or_exit(load_rules(request)); }) * 1e3, "ms");
  const std::size_t bytes = value_or_exit(read_file(path)).size();
  print("read.xml", static_cast<double>(bytes) / time_of([&] { read_all(path, rules, schema); }) / 1e6, "MB/s");

  const std::vector<RawBatch> raw = read_all(path, rules, schema);
  BatchStore store(schema);
  const LevelId lowest(rules.dictionary->levels().size() - 1);
  std::size_t tumors = 0;
  for (const RawBatch& batch : raw) tumors += batch.row_count(lowest);
  print("code.columns",
        time_of([&] {
          for (const RawBatch& b : raw) b.fill(store.next_batch());
        }) * 1e9 /
            static_cast<double>(tumors),
        "ns/tumor");

  const std::pair<const char*, EngineChoice> engines[] = {{"reference", EngineChoice::Reference},
                                                          {"interpreter", EngineChoice::Interpreter},
                                                          {"native", EngineChoice::Native}};
  for (const auto& [name, choice] : engines) {
    const auto make = [&] { return value_or_exit(make_engine(choice, rules, edits, RunParameters{kAsOf}, 1)); };
    print(fmt::format("{}.make", name), time_of([&] { make(); }) * 1e3, "ms");
    const auto executable = make();
    const auto evaluator = executable->make_evaluator();
    double total = 0;
    for (const RawBatch& raw_batch : raw) {
      Batch& batch = store.next_batch();
      raw_batch.fill(batch);
      OutcomeMasks masks;
      evaluator->evaluate(batch, masks);  // value tables are built once
      total += time_of([&] { evaluator->evaluate(batch, masks); });
    }
    const double per_tumor = total / static_cast<double>(tumors);
    print(fmt::format("{}.evaluate", name), per_tumor * 1e9 / static_cast<double>(edits.size()), "ns/edit/tumor");
    print(fmt::format("{}.edits_per_second", name), static_cast<double>(edits.size()) / per_tumor, "edits/s");
  }
  return 0;
}
