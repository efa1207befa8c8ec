#include "cli/commands.h"
#include "cli/options.h"
#include "driver/explain.h"
#include "driver/version.h"

#include <memory>

namespace edict::cli {

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

}  // namespace edict::cli
