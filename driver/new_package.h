// A new rule package on disk: what an author begins with.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace edict {

struct NewPackageOptions {
  std::string folder;
  std::string id;                      // empty: the folder's name
  std::string dictionary;              // "naaccr 25": name and version; empty: the newest one shipped
  std::vector<std::string> builds_on;  // ids of packages
};

// Writes `package.edict` (manifest and edit set) and `first.edict` (an edit with its test), which check and test clean
// as they stand. Fails, and writes nothing, when the folder holds rule files already or a name is not possible. Tells
// what was written and what to do next.
Result<std::string> begin_package(const NewPackageOptions& options);

}  // namespace edict
