#include <memory>

#include "cli/commands.h"
#include "cli/options.h"
#include "driver/lock_packages.h"

namespace edict::cli {

Command add_lock(CLI::App& app) {
  auto request = std::make_shared<RuleRequest>();
  CLI::App& command = *app.add_subcommand("lock", "Write down which packages a package was reviewed with (edict.lock)");
  command.add_option("paths", request->paths, "The package's folder")->required();
  command.add_option("--packages", request->package_places, "A folder of packages that others build on; may repeat")
      ->allow_extra_args(false);
  return [request]() -> int {
    int exit_code = kClean;
    const auto rules = load_or_report(*request, exit_code);
    if (!rules) return exit_code;
    const auto told = write_locks(*rules);
    if (!told) return report(told.error());
    print(*told);
    return kClean;
  };
}

}  // namespace edict::cli
