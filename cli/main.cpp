// The command line: arguments in, exit code out. Everything else is the driver's.
#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/options.h"
#include "driver/version.h"

int main(int argc, char** argv) {
  using namespace edict;
  using namespace edict::cli;
  CLI::App app{"Edict: rules and edits for medical registries", "edict"};
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  const std::vector<std::pair<std::string, Command>> commands = {
      {"run", add_run(app)},
      {"check", add_check(app)},
      {"test", add_test(app)},
      {"fmt", add_fmt(app)},
      {"explain", add_explain(app)},
      {"convert", add_convert(app)},
      {"import", add_import(app)},
      {"init", add_init(app)},
      {"lock", add_lock(app)},
      {"version",
       [&app] {
         app.add_subcommand("version", "The version of engine and libraries");
         return [] {
           print(version_text());
           return kClean;
         };
       }()},
  };
  try {
    app.parse(argc, argv);
    for (const auto& [name, command] : commands) {
      if (app.got_subcommand(name)) return command();
    }
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return kTrouble;
  }
  return kTrouble;
}
