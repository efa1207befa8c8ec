#include "driver/testing/mutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/json_text.h"
#include "compiler/interp/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/opt/optimise.h"
#include "driver/testing/each_edit.h"
#include "driver/testing/judge.h"
#include "driver/testing/mutants.h"
#include "driver/testing/test_batches.h"

namespace edict {
namespace {

enum class Fate : std::uint8_t {
  Equivalent,
  Survived,
  Killed
};  // of several edits that one change of text touches, the last counts

bool is_same_program(const ir::Program& program, std::size_t a, std::size_t b, std::size_t requires_each) {
  for (std::size_t i = 0; i < requires_each; ++i) {
    const ir::RequireOutput& x = program.outputs[a + i];
    const ir::RequireOutput& y = program.outputs[b + i];
    if (x.guard != y.guard || x.condition != y.condition || x.override_set != y.override_set) return false;
  }
  return true;
}

// One edit and its mutants as one program, whose equal parts are computed once.
std::vector<Fate> fates_of(const LoadedRules& rules, const std::shared_ptr<const hir::Module>& module,
                           std::uint32_t edit, const std::vector<Mutant>& mutants, const Judge& judge, Day as_of) {
  const std::size_t requires_each = module->edits[edit].requires_.size();
  std::vector<std::uint32_t> all = {edit};
  for (const Mutant& mutant : mutants) all.push_back(mutant.edit);
  const ir::Program program = optimise(lower(module, all), {});

  std::vector<Fate> fates(mutants.size(), Fate::Survived);
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (is_same_program(program, 0, (i + 1) * requires_each, requires_each)) fates[i] = Fate::Equivalent;
  }
  const auto executable = interpret(program, RunParameters{as_of});
  const auto evaluator = executable->make_evaluator();
  for (const TestBatch& filled : place_tests(rules, edit)) {
    OutcomeMasks masks;
    evaluator->evaluate(*filled.batch, masks);
    for (const PlacedRow& placed : filled.rows) {
      if (!judge.problem_of(placed, masks, 0, *filled.batch).empty()) continue;
      for (std::size_t i = 0; i < mutants.size(); ++i) {
        if (fates[i] != Fate::Survived) continue;
        PlacedRow mutated = placed;
        mutated.edit = mutants[i].edit;
        if (!judge.problem_of(mutated, masks, (i + 1) * requires_each, *filled.batch).empty()) fates[i] = Fate::Killed;
      }
    }
  }
  return fates;
}

}  // namespace

MutationReport run_mutants(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, Day as_of,
                           unsigned threads) {
  MutationReport report;
  auto copy = std::make_shared<hir::Module>(*rules.module);
  MutantWriter writer(*copy, rules.sources);
  std::vector<std::uint32_t> tested;
  std::vector<std::vector<Mutant>> mutants;
  for (const SelectedEdit& selected : edits) {
    if (rules.module->edits[selected.edit].tests.empty()) {
      ++report.untested;
      continue;
    }
    tested.push_back(selected.edit);
    mutants.push_back(writer.add(selected.edit));
  }
  report.edits = tested.size();
  const std::shared_ptr<const hir::Module> module = std::move(copy);
  const Judge judge(module, rules.sources, as_of);
  std::vector<std::vector<Fate>> fates(tested.size());
  for_each_edit(tested.size(), threads,
                [&](std::size_t i) { fates[i] = fates_of(rules, module, tested[i], mutants[i], judge, as_of); });

  // One change of a list or condition that several edits use is one mutant.
  struct Known {
    std::uint32_t edit = 0;
    Location place;
    std::string text;
    Fate fate = Fate::Equivalent;
  };
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::string, std::size_t>, Known> all;
  for (std::size_t i = 0; i < tested.size(); ++i) {
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::string>, std::size_t> alike;  // the two ends of one period
    for (std::size_t j = 0; j < mutants[i].size(); ++j) {
      const Mutant& mutant = mutants[i][j];
      const Span span = mutant.place.span;
      const std::size_t turn = alike[{span.begin, span.end, mutant.text}]++;
      Known& known = mutant.list.empty() ? all[{mutant.place.file.value, span.begin, span.end, mutant.text, turn}]
                                         : all[{0, 0, 0, mutant.text, 0}];
      if (known.text.empty()) known = {tested[i], mutant.place, mutant.text, Fate::Equivalent};
      known.fate = std::max(known.fate, fates[i][j]);
    }
  }
  std::vector<Known> in_order;
  for (const auto& [key, known] : all) in_order.push_back(known);
  std::ranges::stable_sort(in_order, {}, [](const Known& known) {
    return std::tuple(known.place.file.value, known.place.span.begin, known.place.span.end);
  });
  for (const Known& known : in_order) {
    switch (known.fate) {
      case Fate::Equivalent: ++report.equivalent; continue;
      case Fate::Killed: ++report.killed; break;
      case Fate::Survived: {
        const SourceFile& file = rules.sources[known.place.file];
        report.survivors.push_back({rules.module->edits[known.edit].id, file.path(),
                                    file.line_column(known.place.span.begin).line, known.text});
        break;
      }
    }
    ++report.mutants;
  }
  return report;
}

std::string mutation_as_text(const MutationReport& report) {
  std::string text;
  for (const SurvivingMutant& mutant : report.survivors) {
    text += fmt::format("{}:{}: {} {} survives\n", mutant.path, mutant.line, mutant.edit, mutant.text);
  }
  const double score =
      report.mutants == 0 ? 100.0 : 100.0 * static_cast<double>(report.killed) / static_cast<double>(report.mutants);
  text +=
      fmt::format("{} mutants of {} edits: {} killed, {} survive, score {:.1f} % ({} that change nothing left out)\n",
                  report.mutants, report.edits, report.killed, report.survivors.size(), score, report.equivalent);
  if (report.untested > 0) text += fmt::format("{} edits without tests were left out\n", report.untested);
  return text;
}

std::string mutation_as_json(const MutationReport& report) {
  JsonText json;
  json.begin_object();
  json.field("edits", std::uint64_t{report.edits});
  json.field("untested", std::uint64_t{report.untested});
  json.field("mutants", std::uint64_t{report.mutants});
  json.field("killed", std::uint64_t{report.killed});
  json.field("equivalent", std::uint64_t{report.equivalent});
  json.key("survivors");
  json.begin_array();
  for (const SurvivingMutant& mutant : report.survivors) {
    json.begin_object();
    json.field("edit", mutant.edit);
    json.field("path", mutant.path);
    json.field("line", mutant.line);
    json.field("mutant", mutant.text);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + '\n';
}

}  // namespace edict
