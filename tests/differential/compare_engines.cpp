#include "tests/differential/compare_engines.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/check.h"
#include "driver/engine.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"
#include "dsl/syntax/syntax_tree.h"
#include "tests/differential/record_generator.h"
#include "tests/differential/rule_generator.h"

namespace edict::differential {
namespace {

constexpr Day kAsOf = day_from_civil({2026, 1, 1});

std::string write_repro(const LoadedRules& rules, const hir::Edit& edit, const std::string& summary,
                        const std::string& patient, std::uint64_t seed, const std::string& folder) {
  std::filesystem::create_directories(folder);
  const std::string path = fmt::format("{}/differential-{}-{}.txt", folder, edit.id, seed);
  std::ofstream file(path);
  file << summary << "\n\n" << rules.sources[edit.whole.file].text(edit.whole.span) << "\n\n" << patient;
  return path;
}

}  // namespace

LoadedRules load_generated(const std::string& text) {
  LoadedRules rules;
  const FileId dictionary_file = rules.sources.add("registry.edict", std::string(generated_registry()));
  rules.dictionary = parse_dictionary(rules.sources[dictionary_file], dictionary_file, rules.diagnostics);
  const FileId file = rules.sources.add("generated.edict", text);
  const std::vector<SyntaxTree> trees = {parse(rules.sources[file], file, rules.diagnostics)};
  const auto no_files = [](const std::string&, const std::string&) -> Result<std::string> {
    return fail(ErrorKind::Unreadable, "no files here");
  };
  rules.module =
      std::make_shared<hir::Module>(analyse(trees, rules.sources, rules.dictionary, no_files, rules.diagnostics));
  if (rules.diagnostics.has_errors()) std::fputs(render_all(rules.diagnostics, rules.sources).c_str(), stderr);
  EDICT_CHECK(!rules.diagnostics.has_errors());
  return rules;
}

Comparison compare_engines(const LoadedRules& rules, std::uint64_t seed, std::size_t patients,
                           const std::string& repro_folder) {
  const std::vector<SelectedEdit> edits = selected_edits(rules, kAsOf);
  const std::vector<RequireIndex> indices = require_indices(*rules.module, edits);
  BatchStore store(std::make_shared<BatchSchema>(rules.dictionary, items_needed(*rules.module, edits)));
  Batch& batch = store.next_batch();
  RecordGenerator(*rules.module, seed).fill(batch, patients);

  Comparison comparison;
  OutcomeMasks masks[3];
  const EngineChoice engines[3] = {EngineChoice::Reference, EngineChoice::Interpreter, EngineChoice::Native};
  const char* names[3] = {"reference", "interpreter", "native"};
  for (std::size_t engine = 0; engine < 3; ++engine) {
    const auto executable = make_engine(engines[engine], rules, edits, RunParameters{kAsOf}, 2);
    if (!executable) {
      comparison.difference = fmt::format("{}: {}", names[engine], executable.error().message);
      return comparison;
    }
    (*executable)->make_evaluator()->evaluate(batch, masks[engine]);
  }

  for (std::size_t i = 0; i < indices.size(); ++i) {
    const RequireIndex& index = indices[i];
    for (std::uint32_t row = 0; row < batch.rows(index.level).row_count; ++row) {
      const Outcome expected = masks[0].outcome(i, row);
      ++comparison.outcomes;
      ++comparison.seen[static_cast<std::size_t>(expected)];
      for (std::size_t engine = 1; engine < 3; ++engine) {
        const Outcome found = masks[engine].outcome(i, row);
        if (found == expected) continue;
        const hir::Edit& edit = rules.module->edits[index.edit];
        const std::string summary =
            fmt::format("{} require {} (seed {}): reference says {}, {} says {}", edit.id, index.require + 1, seed,
                        name_of(expected), names[engine], name_of(found));
        const std::uint32_t patient = batch.ancestor_row(index.level, row, LevelId(1));
        comparison.difference = summary + "; see " +
                                write_repro(rules, edit, summary, describe_patient(batch, patient), seed, repro_folder);
        return comparison;
      }
    }
  }
  return comparison;
}

}  // namespace edict::differential
