#include <memory>

#include "cli/commands.h"
#include "cli/options.h"
#include "driver/new_package.h"

namespace edict::cli {

Command add_init(CLI::App& app) {
  auto options = std::make_shared<NewPackageOptions>();
  CLI::App& command =
      *app.add_subcommand("init", "Begin a rule package: a manifest, an edit set, a first edit with its test");
  command.add_option("folder", options->folder, "The folder to make, such as ky/core")->required();
  command.add_option("--package", options->id, "The package's id (default: the folder's name)");
  command.add_option("--dictionary", options->dictionary, "Dictionary and version")->capture_default_str();
  command.add_option("--builds-on", options->builds_on, "A package to build on, such as a national one; may repeat")
      ->allow_extra_args(false);
  return [options]() -> int {
    const auto told = begin_package(*options);
    if (!told) return report(told.error());
    print(*told);
    return kClean;
  };
}

}  // namespace edict::cli
