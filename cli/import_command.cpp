#include "cli/commands.h"
#include "cli/options.h"
#include "driver/import_dictionary.h"

#include <cstdio>
#include <memory>

namespace edict::cli {

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

}  // namespace edict::cli
