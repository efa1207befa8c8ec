#include "cli/commands.h"
#include "cli/options.h"
#include "driver/check.h"
#include "driver/fix_rules.h"

#include <memory>

namespace edict::cli {
namespace {

struct Options {
  RuleRequest rules;
  std::string format = "text", fail_on = "error";
  bool fixes = false, shows_difference = false, is_verbose = false;
};

int fix(const Options& options) {
  const auto result = fix_rules(options.rules, options.shows_difference);
  if (!result) return report(result.error());
  print(result->text);
  return options.shows_difference && result->fixes > 0 ? kFound : kClean;
}

int check(const Options& options) {
  const auto rules = load_rules(options.rules);
  if (!rules) return report(rules.error());
  const CheckFormat format = *check_format_named(options.format);
  if (options.is_verbose && format == CheckFormat::Text) print(list_exactness(*rules->module));
  print(check_report(*rules, format));
  if (rules->diagnostics.has_errors()) return kTrouble;
  const bool has_warnings = count_of(rules->diagnostics, Severity::Warning) > 0;
  return options.fail_on == "warning" && has_warnings ? kFound : kClean;
}

}  // namespace

Command add_check(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *app.add_subcommand("check", "Check rules: every name, kind, code and test against the dictionary");
  command.add_option("paths", options->rules.paths, "Rule files and folders");
  add_rule_options(command, options->rules);
  command.add_option("--format", options->format, "text, json, sarif or github")
      ->check(CLI::IsMember({"text", "json", "sarif", "github"}))
      ->capture_default_str();
  command.add_option("--fail-on", options->fail_on, "error, or warning: what makes the exit code other than 0")
      ->check(CLI::IsMember({"error", "warning"}))
      ->capture_default_str();
  command.add_flag("-v,--verbose", options->is_verbose, "Say of each edit whether it can be unsure");
  auto* fixes = command.add_flag("--fix", options->fixes, "Apply the fixes that leave every meaning as it is");
  command.add_flag("--diff", options->shows_difference, "With --fix: show what would change, change nothing")
      ->needs(fixes);
  return [options]() -> int {
    options->rules.is_linted = true;
    return options->fixes ? fix(*options) : check(*options);
  };
}

}  // namespace edict::cli
