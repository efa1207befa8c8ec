// The command line: arguments in, exit code out. Everything else is the driver's.
//
// Exit codes: 0 nothing at or above --fail-on; 1 flags found, tests failed or text not formatted; 2 bad usage, rule
// error, unreadable input, unwritable output or engine error; 3 stopped by a limit.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>
#include <functional>
#include <thread>

#include "driver/cases.h"
#include "driver/check.h"
#include "driver/explain.h"
#include "driver/format_files.h"
#include "driver/import_dictionary.h"
#include "driver/load_rules.h"
#include "driver/run.h"
#include "driver/test_runner.h"
#include "driver/version.h"

namespace {

using namespace edict;

constexpr int kClean = 0;
constexpr int kFound = 1;
constexpr int kTrouble = 2;
constexpr int kStopped = 3;

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

int report(const Error& error) {
  std::fprintf(stderr, "edict: %s\n", error.message.c_str());
  return error.kind == ErrorKind::Limit ? kStopped : kTrouble;
}

// The day of the user's calendar: the only place that reads a clock for a date.
Day today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return day_from_civil({local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
}

// The date an option gives, or a usage error by way of CLI11.
Day full_date(const std::string& text) {
  const ParsedDate date = parse_written_date(text);
  if (date.parts != 3) throw CLI::ValidationError("--as-of", "expected a date such as 2026-01-31, got `" + text + "`");
  return date.days.first;
}

EngineChoice engine_or_throw(const std::string& name) {
  const auto engine = engine_named(name);
  if (!engine)
    throw CLI::ValidationError("--engine", "expected auto, native, interpreter or reference, got `" + name + "`");
  return *engine;
}

// Loads rules; mistakes in them are printed and end the command.
std::optional<LoadedRules> load_or_report(const RuleRequest& request, int& exit_code) {
  auto rules = load_rules(request);
  if (!rules) {
    exit_code = report(rules.error());
    return std::nullopt;
  }
  if (rules->diagnostics.has_errors()) {
    std::fputs(render_all(rules->diagnostics, rules->sources).c_str(), stderr);
    exit_code = kTrouble;
    return std::nullopt;
  }
  return std::move(*rules);
}

void add_rule_options(CLI::App& command, RuleRequest& request) {
  command.add_option("--set", request.edit_set, "The edit set to use (shipped, or in --rules)");
  command.add_option("--rules", request.paths, "A rule file or folder; may repeat")->allow_extra_args(false);
  command.add_option("--dictionary", request.dictionary_file, "Dictionary of the rules, instead of the one they name");
  command.add_option("--user-dictionary", request.user_dictionaries, "A registry's own items, added to the dictionary")
      ->allow_extra_args(false);
}

// A command: its options are members of the closure that runs it.
using Command = std::function<int()>;

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
    const auto rules = load_or_report(options->rules, exit_code);
    if (!rules) return exit_code;
    const auto result = run(*rules, options->run);
    if (!result) return report(result.error());
    for (const std::string& note : result->notes) std::fprintf(stderr, "edict: %s\n", note.c_str());
    return result->has_flags_to_fail_on ? kFound : kClean;
  };
}

Command add_check(CLI::App& app) {
  struct Options {
    RuleRequest rules;
    std::string format = "text";
  };
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *app.add_subcommand("check", "Check rules: every name, kind, code and test against the dictionary");
  command.add_option("paths", options->rules.paths, "Rule files and folders");
  add_rule_options(command, options->rules);
  command.add_option("--format", options->format, "text or json")->check(CLI::IsMember({"text", "json"}));
  return [options]() -> int {
    const auto rules = load_rules(options->rules);
    if (!rules) return report(rules.error());
    print(options->format == "json" ? check_as_json(*rules) : check_as_text(*rules));
    return rules->diagnostics.has_errors() ? kTrouble : kClean;
  };
}

Command add_test(CLI::App& app) {
  struct Options {
    RuleRequest rules;
    TestOptions test;
    CaseOptions cases;
    std::string as_of, engine = "interpreter";
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("test", "Run the tests inside the rules, or outside test vectors");
  command.add_option("paths", options->rules.paths, "Rule files and folders");
  add_rule_options(command, options->rules);
  command.add_option("--edit", options->test.only, "Only these edits")->allow_extra_args(false);
  command.add_option("--engine", options->engine, "interpreter, native, reference, or all")->capture_default_str();
  command.add_option("--as-of", options->as_of, "The date that `today` means in tests (default: 2026-01-01)");
  command.add_flag("-v,--verbose", options->test.is_verbose, "Print the record of each row");
  command.add_option("--cases", options->cases.path,
                     "Run the test vectors of this file instead (JSON Lines; - is stdin)");
  return [options]() -> int {
    int exit_code = kClean;
    options->test.engines = options->engine == "all"
                                ? std::vector{EngineChoice::Reference, EngineChoice::Interpreter, EngineChoice::Native}
                                : std::vector{engine_or_throw(options->engine)};
    if (!options->as_of.empty()) options->test.as_of = full_date(options->as_of);
    const auto rules = load_or_report(options->rules, exit_code);
    if (!rules) return exit_code;
    if (!options->cases.path.empty()) {
      options->cases.engine = options->test.engines.front();
      const auto cases = run_cases(*rules, options->cases);
      if (!cases) return report(cases.error());
      print(render(*cases, options->test.is_verbose));
      return cases->disagreements() + cases->not_run() == 0 ? kClean : kFound;
    }
    const auto tests = run_tests(*rules, options->test);
    if (!tests) return report(tests.error());
    print(tests->text);
    std::printf("%zu edits with tests, %zu without; %zu rows: %zu passed, %zu failed\n", tests->edits, tests->untested,
                tests->rows, tests->rows - tests->failed, tests->failed);
    return tests->failed == 0 ? kClean : kFound;
  };
}

Command add_fmt(CLI::App& app) {
  auto options = std::make_shared<FormatOptions>();
  CLI::App& command = *app.add_subcommand("fmt", "Lay rule text out in its canonical form");
  command.add_option("paths", options->paths, "Rule files and folders; - is stdin to stdout")->required();
  command.add_flag("--check", options->only_check, "Change nothing; exit 1 when a file is not laid out so");
  command.add_flag("--diff", options->show_diff, "Change nothing; show what would change");
  return [options]() -> int {
    const auto result = format_files(*options);
    if (!result) return report(result.error());
    print(result->text);
    std::fputs(result->problems.c_str(), stderr);
    if (result->has_problems) return kTrouble;
    return result->changed > 0 && (options->only_check || options->show_diff) ? kFound : kClean;
  };
}

Command add_explain(CLI::App& app) {
  struct Options {
    RuleRequest rules;
    RecordQuestion question;
    std::string as_of;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("explain", "Explain an error code, an edit, or an edit on one record");
  command
      .add_option("what", options->question.edit, "A code such as E0201, or an edit (or the national tag it restates)")
      ->required();
  add_rule_options(command, options->rules);
  auto* data = command.add_option("--data", options->question.data, "Explain the edit on a record of this file");
  command.add_option("--record", options->question.record, "The record's number, as flags give it")->needs(data);
  command.add_option("--as-of", options->as_of, "The date that `today` means (default: the day of the run)");
  command.add_option("--language", options->question.language, "Language of messages");
  command.add_option("--data-dictionary", options->question.dictionaries.dictionary_file,
                     "Dictionary of the data, instead of the one it names");
  return [options]() -> int {
    int exit_code = kClean;
    if (const auto page = explain_code(options->question.edit)) {
      print(*page);
      return kClean;
    }
    options->question.as_of = options->as_of.empty() ? today() : full_date(options->as_of);
    options->question.dictionaries.user_dictionaries = options->rules.user_dictionaries;
    if (!options->rules.edit_set && options->rules.paths.empty()) options->rules.edit_set = kDefaultEditSet;
    const auto rules = load_or_report(options->rules, exit_code);
    if (!rules) return exit_code;
    const auto text = options->question.data.empty() ? explain_edit(*rules, options->question.edit)
                                                     : explain_record(*rules, options->question);
    if (!text) return report(text.error());
    print(*text);
    return kClean;
  };
}

Command add_import(CLI::App& app) {
  CLI::App& command = *app.add_subcommand("import", "Turn what other systems publish into Edict's own form");
  command.require_subcommand(1);
  auto options = std::make_shared<ImportDictionaryOptions>();
  CLI::App& dictionary = *command.add_subcommand("naaccr-dictionary", "A NAACCR XML dictionary, base or user");
  dictionary.add_option("file", options->sources.dictionary, "The dictionary (.xml)")->required();
  dictionary
      .add_option("--user-dictionary", options->sources.user_dictionaries, "User dictionaries whose items are added")
      ->allow_extra_args(false);
  dictionary.add_option("--codes", options->sources.code_lists, "Folder of code lists, ITEM.csv with code,label");
  dictionary.add_option("--sentinels", options->sources.sentinels, "Folder of sentinel tables");
  dictionary.add_option("--facts", options->sources.facts,
                        "Folder of facts that those files lack (docs/dictionary.md)");
  dictionary.add_option("-o,--out", options->output, "Where to write; - is stdout")->capture_default_str();
  return [options]() -> int {
    const auto problems = import_dictionary(*options);
    if (!problems) return report(problems.error());
    for (const std::string& problem : *problems) std::fprintf(stderr, "edict: %s\n", problem.c_str());
    return kClean;
  };
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Edict: rules and edits for medical registries", "edict"};
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  const std::vector<std::pair<std::string, Command>> commands = {
      {"run", add_run(app)},
      {"check", add_check(app)},
      {"test", add_test(app)},
      {"fmt", add_fmt(app)},
      {"explain", add_explain(app)},
      {"import", add_import(app)},
      {"version",
       [&app] {
         app.add_subcommand("version", "The version of engine and libraries");
         return [] {
           print(version_text());
           return kClean;
         };
       }()},
  };
  try {
    app.parse(argc, argv);
    for (const auto& [name, command] : commands) {
      if (app.got_subcommand(name)) return command();
    }
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return kTrouble;
  }
  return kTrouble;
}
