// `edict import staging`: a staging algorithm in, a package of calculated items and tables out.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace edict {

struct ImportStagingOptions {
  std::string algorithm;   // a folder or .zip of JSON
  std::string dictionary;  // Edict's text form, or the official XML
  std::string output;      // the folder of packages; the package goes to `staging/cs` in it
};

struct ImportStagingReport {
  std::string package;  // "staging.cs"
  std::string version;
  std::string folder;
  std::vector<std::string> problems;  // what was left out, and why
};

Result<ImportStagingReport> import_staging(const ImportStagingOptions& options);

}  // namespace edict
