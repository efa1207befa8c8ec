#include "cli/commands.h"
#include "cli/options.h"
#include "driver/cases.h"
#include "driver/test_runner.h"

#include <cstdio>
#include <memory>

namespace edict::cli {

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

}  // namespace edict::cli
