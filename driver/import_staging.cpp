#include "driver/import_staging.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/output_file.h"
#include "driver/load_rules.h"
#include "dsl/format/format.h"
#include "dsl/import/staging/staging_package.h"

namespace edict {
namespace {

// Rule text as the formatter lays it out.
Result<std::string> formatted(const std::string& name, std::string text) {
  const SourceFile file(name, text);
  DiagnosticSink sink;
  const SyntaxTree tree = parse(file, FileId(0), sink);
  if (tree.has_errors) return fail(ErrorKind::Engine, fmt::format("`{}`: what was made cannot be parsed", name));
  return format(tree);
}

}  // namespace

Result<ImportStagingReport> import_staging(const ImportStagingOptions& options) {
  EDICT_TRY(const staging::Algorithm algorithm, staging::read_algorithm(options.algorithm));
  EDICT_TRY(const std::shared_ptr<const Dictionary> dictionary, load_dictionary(options.dictionary));
  EDICT_TRY(staging::StagingPackage package, staging::make_package(algorithm, *dictionary));
  std::string nested = package.id;
  std::ranges::replace(nested, '.', '/');
  const std::filesystem::path folder = std::filesystem::path(options.output) / nested;
  std::error_code error;
  std::filesystem::create_directories(folder / "tables", error);
  if (error) {
    return fail(ErrorKind::Unwritable, fmt::format("`{}` cannot be made: {}", folder.string(), error.message()));
  }
  for (auto& [name, text] : package.files) {
    std::string content = std::move(text);
    if (name.ends_with(".edict")) {
      EDICT_TRY(content, formatted(name, std::move(content)));
    }
    EDICT_TRY(const std::unique_ptr<OutputFile> file, OutputFile::create((folder / name).string()));
    EDICT_TRY_VOID(file->write(content));
    EDICT_TRY_VOID(file->commit());
  }
  return ImportStagingReport{package.id, package.version, folder.string(), std::move(package.problems)};
}

}  // namespace edict
