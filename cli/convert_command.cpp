#include "cli/commands.h"
#include "cli/options.h"
#include "driver/convert.h"

#include <map>
#include <memory>

namespace edict::cli {

Command add_convert(CLI::App& app) {
  using To = ConvertOptions::To;
  auto options = std::make_shared<ConvertOptions>();
  CLI::App& command =
      *app.add_subcommand("convert", "Turn rule text into JSON for tools, and JSON back into rule text");
  command.add_option("input", options->input, "A rule file, or its JSON; - is stdin")->capture_default_str();
  command.add_option("--to", options->to, "json, edict, or schema: the JSON Schema of the form")
      ->required()
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, To>{{"json", To::Json}, {"edict", To::Edict}, {"schema", To::Schema}}));
  command.add_option("-o,--out", options->output, "Where to write; - is stdout")->capture_default_str();
  return [options]() -> int {
    const auto result = convert(*options);
    return result ? kClean : report(result.error());
  };
}

}  // namespace edict::cli
