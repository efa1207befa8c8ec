#include "base/output_file.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "driver/cases.h"
#include "driver/data_set_tests.h"
#include "driver/testing/coverage_report.h"
#include "driver/testing/mutation.h"
#include "driver/testing/suggest.h"
#include "driver/testing/test_report.h"
#include "driver/testing/test_runner.h"

#include <filesystem>
#include <memory>
#include <thread>

namespace edict::cli {
namespace {

constexpr std::size_t kPlacesNamed = 40;

struct TestCommandOptions {
  RuleRequest rules;
  TestOptions test;
  CaseOptions cases;
  std::string as_of, engine = "interpreter", format = "text", coverage, output;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  bool is_verbose = false;
  bool mutates = false;
  bool suggests = false;
};

Result<void> write_file(const std::string& path, const std::string& text) {
  EDICT_TRY(const auto file, OutputFile::create(path));
  EDICT_TRY_VOID(file->write(text));
  return file->commit();
}

// Pages go to a folder, everything else to one file or stdout.
Result<void> write_coverage(const TestCommandOptions& options, const LoadedRules& rules, const CoverageReport& report) {
  const std::string output = options.output.empty() ? "-" : options.output;
  if (options.coverage == "json") return write_file(output, coverage_as_json(rules, report));
  if (options.coverage == "lcov") return write_file(output, coverage_as_lcov(rules, report));
  if (options.coverage != "html") {
    return write_file(output, coverage_as_text(rules, report, options.is_verbose ? SIZE_MAX : kPlacesNamed));
  }
  std::error_code error;
  std::filesystem::create_directories(options.output, error);
  if (error) return fail(ErrorKind::Unwritable, "cannot make the folder `" + options.output + "`: " + error.message());
  for (const CoveragePage& page : coverage_as_html(rules, report)) {
    EDICT_TRY_VOID(write_file((std::filesystem::path(options.output) / page.name).string(), page.text));
  }
  return {};
}

int run_cases(const TestCommandOptions& options, const LoadedRules& rules) {
  const auto cases = edict::run_cases(rules, options.cases);
  if (!cases) return report(cases.error());
  print(render(*cases, options.is_verbose));
  return cases->disagreements() + cases->not_run() + cases->engines_differ() == 0 ? kClean : kFound;
}

int run_tables(const TestCommandOptions& options, const LoadedRules& rules) {
  const auto tests = run_tests(rules, options.test);
  if (!tests) return report(tests.error());
  print(options.format == "json"    ? test_report_as_json(rules, *tests)
        : options.format == "junit" ? test_report_as_junit(rules, *tests)
                                    : test_report_as_text(rules, *tests, options.is_verbose));
  return tests->is_good() ? kClean : kFound;
}

// What is measured of tests is about edits on records; rules about whole data sets have no row of their own.
Result<std::vector<SelectedEdit>> edits_about_records(const TestCommandOptions& options, const LoadedRules& rules) {
  EDICT_TRY(std::vector<SelectedEdit> edits, filtered_edits(rules, options.test.filter, options.test.as_of));
  std::erase_if(edits,
                [&](const SelectedEdit& selected) { return speaks_of_data_set(rules.module->edits[selected.edit]); });
  return edits;
}

int measure(const TestCommandOptions& options, const LoadedRules& rules) {
  const auto edits = edits_about_records(options, rules);
  if (!edits) return report(edits.error());
  const auto written =
      write_coverage(options, rules, measure_coverage(rules, *edits, options.test.as_of, options.threads));
  return written ? kClean : report(written.error());
}

int mutate(const TestCommandOptions& options, const LoadedRules& rules) {
  const auto edits = edits_about_records(options, rules);
  if (!edits) return report(edits.error());
  const MutationReport mutation = run_mutants(rules, *edits, options.test.as_of, options.threads);
  print(options.format == "json" ? mutation_as_json(mutation) : mutation_as_text(mutation));
  return kClean;
}

int suggest(const TestCommandOptions& options, const LoadedRules& rules) {
  const auto edits = edits_about_records(options, rules);
  if (!edits) return report(edits.error());
  print(suggest_rows(rules, *edits, options.test.as_of, options.threads));
  return kClean;
}

}  // namespace

Command add_test(CLI::App& app) {
  auto options = std::make_shared<TestCommandOptions>();
  CLI::App& command = *app.add_subcommand("test", "Run the tests inside the rules; measure what they reach");
  command.add_option("paths", options->rules.paths, "Rule files and folders");
  add_rule_options(command, options->rules);
  command.add_option("--edit", options->test.filter.ids, "Only this edit; may repeat")->allow_extra_args(false);
  command.add_option("--package", options->test.filter.packages, "Only edits of this package")->allow_extra_args(false);
  command.add_option("--tag", options->test.filter.tags, "Only edits with this tag")->allow_extra_args(false);
  command.add_option("--engine", options->engine, "interpreter, native, reference, or all")->capture_default_str();
  command.add_option("--as-of", options->as_of, "The date that `today` means in tests (default: 2026-01-01)");
  command.add_option("--require", options->test.required, "Outcomes that every edit must have a row of: pass,fail")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"pass", "fail", "overridden", "unsure", "skipped"}));
  command.add_option("--format", options->format, "text, json or junit")
      ->check(CLI::IsMember({"text", "json", "junit"}))
      ->capture_default_str();
  command.add_flag("-v,--verbose", options->is_verbose, "Print the record of each row; name every place");
  auto* cases = command.add_option("--cases", options->cases.path,
                                   "Run the test vectors of this file instead (JSON Lines; - is stdin)");
  auto* coverage =
      command.add_option("--coverage", options->coverage, "What the tests reach: text, json, lcov or html");
  coverage->expected(0, 1)
      ->default_str("text")
      ->check(CLI::IsMember({"text", "json", "lcov", "html"}))
      ->excludes(cases);
  command.add_option("--out", options->output, "Where coverage goes: a file, or the folder of the HTML pages")
      ->needs(coverage);
  auto* mutants = command.add_flag("--mutate", options->mutates, "List the slips that no test would notice");
  mutants->excludes(cases)->excludes(coverage);
  command.add_flag("--suggest", options->suggests, "Print rows that reach what the tests do not")
      ->excludes(cases)
      ->excludes(coverage)
      ->excludes(mutants);
  command.add_option("--threads", options->threads, "Worker threads")->check(CLI::Range(1, 256));
  return [options, coverage]() -> int {
    options->test.engines = options->engine == "all"
                                ? std::vector{EngineChoice::Reference, EngineChoice::Interpreter, EngineChoice::Native}
                                : std::vector{engine_or_throw(options->engine)};
    options->cases.engines = options->test.engines;
    if (!options->as_of.empty()) options->test.as_of = full_date(options->as_of);
    if (options->coverage == "html" && options->output.empty()) {
      throw CLI::ValidationError("--coverage html", "name the folder of its pages with --out");
    }
    int exit_code = kClean;
    const auto rules = load_or_report(options->rules, exit_code);
    if (!rules) return exit_code;
    if (!options->cases.path.empty()) return run_cases(*options, *rules);
    if (coverage->count() > 0) return measure(*options, *rules);
    if (options->mutates) return mutate(*options, *rules);
    if (options->suggests) return suggest(*options, *rules);
    return run_tables(*options, *rules);
  };
}

}  // namespace edict::cli
