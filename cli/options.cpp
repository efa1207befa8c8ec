#include "cli/options.h"

#include <cstdio>
#include <ctime>

namespace edict::cli {

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

int report(const Error& error) {
  std::fprintf(stderr, "edict: %s\n", error.message.c_str());
  return error.kind == ErrorKind::Limit ? kStopped : kTrouble;
}

Day today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return day_from_civil({local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
}

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
  command.add_option("--packages", request.package_places, "A folder of packages that others build on; may repeat")
      ->allow_extra_args(false);
  command.add_flag("--field-edits", request.has_field_edits,
                   "Take the edits that come with the dictionary, too: kinds, codes and lengths of its items");
  command.add_flag("--locked", request.is_locked, "Fail when packages differ from the lock file");
}

}  // namespace edict::cli
