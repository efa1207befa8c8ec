#include "cli/commands.h"
#include "cli/options.h"
#include "driver/import_dictionary.h"
#include "driver/import_edits.h"
#include "driver/import_staging.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace edict::cli {
namespace {

// Found, if edits could not be written: they are missing from what runs.
int run_edits_import(const ImportEditsOptions& options) {
  const auto imported = import_edits(options);
  if (!imported) return report(imported.error());
  std::fputs(render(*imported).c_str(), stdout);
  const bool is_whole = std::ranges::none_of(
      imported->edits, [](const ImportedEdit& edit) { return edit.form == ImportedEdit::Form::Unsaid; });
  return is_whole && imported->problems.empty() ? kClean : kFound;
}

int run_staging_import(const ImportStagingOptions& options) {
  const auto imported = import_staging(options);
  if (!imported) return report(imported.error());
  for (const std::string& problem : imported->problems) std::fprintf(stderr, "edict: %s\n", problem.c_str());
  std::printf("%s %s: %s\n", imported->package.c_str(), imported->version.c_str(), imported->folder.c_str());
  return kClean;
}

}  // namespace

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
  auto edits_options = std::make_shared<ImportEditsOptions>();
  CLI::App& edits = *command.add_subcommand("edits", "A package of edits of another engine");
  edits.add_option("file", edits_options->package, "The package (.xml, also .gz, .xz or in a .jar)")->required();
  edits.add_option("--dictionary", edits_options->dictionary, "The dictionary of the items that the edits read")
      ->required();
  edits.add_option("-o,--out", edits_options->output, "The folder to write to")->required();
  edits
      .add_option("--staging", edits_options->staging, "Staging algorithms that edits ask (.zip, or a folder of JSON)")
      ->allow_extra_args(false);
  auto staging_options = std::make_shared<ImportStagingOptions>();
  CLI::App& staging = *command.add_subcommand("staging", "A staging algorithm: schemas and their codes");
  staging.add_option("file", staging_options->algorithm, "The algorithm (.zip, or a folder of its JSON)")->required();
  staging.add_option("--dictionary", staging_options->dictionary, "The dictionary of the items it reads")->required();
  staging.add_option("-o,--out", staging_options->output, "The folder of packages to write to")->required();
  edits.add_flag("--idiomatic", edits_options->is_idiomatic,
                 "Plain words also where they mean the same for well-formed values only");
  return [options, edits_options, staging_options, &edits, &staging]() -> int {
    if (edits.parsed()) return run_edits_import(*edits_options);
    if (staging.parsed()) return run_staging_import(*staging_options);
    const auto problems = import_dictionary(*options);
    if (!problems) return report(problems.error());
    for (const std::string& problem : *problems) std::fprintf(stderr, "edict: %s\n", problem.c_str());
    return kClean;
  };
}

}  // namespace edict::cli
