#include "cli/commands.h"
#include "cli/options.h"
#include "driver/run.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

namespace edict::cli {
namespace {

bool has_no_rules_but_field_edits(const RuleRequest& rules) {
  return rules.has_field_edits && rules.paths.empty() && !rules.edit_set && !rules.dictionary_file;
}

Result<std::string> dictionary_of_data(const RunOptions& run) {
  return run.dictionaries.dictionary_file.empty() ? dictionary_file_of(run.inputs.front())
                                                  : Result<std::string>(run.dictionaries.dictionary_file);
}

}  // namespace

Command add_run(CLI::App& app) {
  struct Options {
    RuleRequest rules;
    RunOptions run;
    std::string as_of, engine = "auto", fail_on = "error", outcomes = "flags";
    bool no_times = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("run", "Run rules over data: flags, counts, reports");
  add_rule_options(command, options->rules);
  command.add_option("inputs", options->run.inputs, "NAACCR XML files, plain or .gz; - is stdin")->required();
  command.add_option("-o,--output", options->run.outputs, "console or jsonl:PATH (- is stdout); may repeat")
      ->allow_extra_args(false);
  command.add_option("--engine", options->engine, "auto, native, interpreter or reference")->capture_default_str();
  command.add_option("--threads", options->run.threads, "Worker threads")->check(CLI::Range(1, 256));
  command.add_option("--as-of", options->as_of, "The date that `today` means (default: the day of the run)");
  command.add_option("--fail-on", options->fail_on, "error, warning, info or none: what makes the exit code 1")
      ->check(CLI::IsMember({"error", "warning", "info", "none"}))
      ->capture_default_str();
  command.add_option("--outcomes", options->outcomes, "flags, or all: every edit on every record")
      ->check(CLI::IsMember({"flags", "all"}))
      ->capture_default_str();
  command.add_option("--language", options->run.language, "Language of messages, such as fr");
  command.add_option("--data-dictionary", options->run.dictionaries.dictionary_file,
                     "Dictionary of the data, instead of the one it names");
  command.add_option("--batch", options->run.batch_rows, "Records in a batch")->check(CLI::Range(1, 1 << 20));
  command.add_flag("--no-times", options->no_times,
                   "Leave times out of the summary, so that equal runs give equal bytes");
  options->run.threads = std::max(1U, std::thread::hardware_concurrency());
  return [options]() -> int {
    int exit_code = kClean;
    options->run.engine = engine_or_throw(options->engine);
    options->run.as_of = options->as_of.empty() ? today() : full_date(options->as_of);
    options->run.all_outcomes = options->outcomes == "all";
    options->run.show_times = !options->no_times;
    options->run.dictionaries.user_dictionaries = options->rules.user_dictionaries;
    options->run.fail_on = options->fail_on == "none"      ? std::nullopt
                           : options->fail_on == "warning" ? std::optional(Severity::Warning)
                           : options->fail_on == "info"    ? std::optional(Severity::Info)
                                                           : std::optional(Severity::Error);
    if (has_no_rules_but_field_edits(options->rules)) {
      const auto dictionary = dictionary_of_data(options->run);
      if (!dictionary) return report(dictionary.error());
      options->rules.dictionary_file = *dictionary;
    }
    const auto rules = load_or_report(options->rules, exit_code);
    if (!rules) return exit_code;
    const auto result = run(*rules, options->run);
    if (!result) return report(result.error());
    for (const std::string& note : result->notes) std::fprintf(stderr, "edict: %s\n", note.c_str());
    return result->has_flags_to_fail_on ? kFound : kClean;
  };
}

}  // namespace edict::cli
