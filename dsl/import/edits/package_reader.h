// Readers of packages of edits. A further format is a further reader, not a further importer.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "dsl/import/edits/package.h"

namespace edict::foreign {

struct PackageReader {
  std::string_view format;       // "validator-xml"
  std::string_view file_ending;  // of the file inside an archive: ".xml"
  bool (*recognises)(std::string_view bytes);
  Result<EditsPackage> (*read)(std::string bytes, const std::string& path);
};

// Every format that is read.
std::span<const PackageReader> package_readers();

// Reads a package from the bytes of a file. `path` is for messages.
Result<EditsPackage> read_edits_package(const std::string& bytes, const std::string& path);

// Reads the package in `path`: plain, gzip, xz or inside a zip archive. Fails when no reader knows it, or with what the
// reader found wrong and where.
Result<EditsPackage> read_edits_package(const std::string& path);

}  // namespace edict::foreign
