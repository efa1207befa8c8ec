#include "cli/commands.h"
#include "cli/options.h"
#include "driver/explain.h"
#include "driver/version.h"
#include "dsl/sema/field_edits.h"

#include <map>
#include <memory>

namespace edict::cli {

Command add_explain(CLI::App& app) {
  struct Options {
    RuleRequest rules;
    ExplainQuestion question;
    std::string as_of;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *app.add_subcommand("explain", "Explain an error code, an edit, an edit on one record, or a flag of a run");
  command
      .add_option(
          "what", options->question.what,
          "A code such as E0201; an edit, or the national tag it restates; a flag: its line of JSON, or xxh3:…; "
          "the package of a dictionary's field edits")
      ->required();
  command.add_option("values", options->question.values,
                     "item=value …: explain the edit on a record that holds these; / begins the next tumor");
  add_rule_options(command, options->rules);
  command.add_option("--record", options->question.record,
                     "FILE, FILE:NUMBER or FILE:KEY: explain the edit on this record (key: 00000042/01)");
  command.add_option("--format", options->question.form, "text, json or markdown")
      ->transform(CLI::CheckedTransformer(std::map<std::string, ExplainForm>{
          {"text", ExplainForm::Text}, {"json", ExplainForm::Json}, {"markdown", ExplainForm::Markdown}}));
  command.add_flag("--show-identifiers", options->question.show_identifiers,
                   "Show names, dates of birth and the like, which are masked otherwise");
  command.add_option("--as-of", options->as_of, "The date that `today` means (default: the day of the run)");
  command.add_option("--language", options->question.language, "Language of messages");
  command.add_option("--data-dictionary", options->question.dictionaries.dictionary_file,
                     "Dictionary of the data, instead of the one it names");
  return [options]() -> int {
    int exit_code = kClean;
    ExplainQuestion& question = options->question;
    if (const auto page = explain_code(question.what)) {
      print(*page);
      return kClean;
    }
    question.as_of = options->as_of.empty() ? today() : full_date(options->as_of);
    question.dictionaries.user_dictionaries = options->rules.user_dictionaries;
    question.is_checked_with_set = options->rules.edit_set.has_value();
    // A field edit needs no rules but its dictionary, and the package of them is no edit.
    if (sema::is_field_edit_id(question.what)) options->rules.has_field_edits = true;
    const bool has_rules = !options->rules.paths.empty() || options->rules.edit_set ||
                           (options->rules.has_field_edits && options->rules.dictionary_file);
    if (!has_rules) options->rules.edit_set = kDefaultEditSet;
    auto rules = load_or_report(options->rules, exit_code);
    if (!rules) return exit_code;
    const auto text = explain(*rules, question);
    if (!text) return report(text.error());
    print(*text);
    return kClean;
  };
}

}  // namespace edict::cli
