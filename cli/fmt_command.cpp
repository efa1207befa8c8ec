#include "cli/commands.h"
#include "cli/options.h"
#include "driver/format_files.h"

#include <cstdio>
#include <memory>

namespace edict::cli {

Command add_fmt(CLI::App& app) {
  auto options = std::make_shared<FormatOptions>();
  CLI::App& command = *app.add_subcommand("fmt", "Lay rule text out in its canonical form");
  command.add_option("paths", options->paths, "Rule files and folders; - is stdin to stdout")->required();
  command.add_flag("--check", options->only_check, "Change nothing; exit 1 when a file is not laid out so");
  command.add_flag("--diff", options->show_diff, "Change nothing; show what would change");
  return [options]() -> int {
    const auto result = format_files(*options);
    if (!result) return report(result.error());
    print(result->text);
    std::fputs(result->problems.c_str(), stderr);
    if (result->has_problems) return kTrouble;
    return result->changed > 0 && (options->only_check || options->show_diff) ? kFound : kClean;
  };
}

}  // namespace edict::cli
