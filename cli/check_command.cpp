#include "cli/commands.h"
#include "cli/options.h"
#include "driver/check.h"

#include <memory>

namespace edict::cli {

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

}  // namespace edict::cli
