// A staging algorithm as a package of rule text: calculated items and tables that edits ask.
//
//   csSchemaId, csSchemaName, csSchemaNumber   calculated items; blank unless exactly one schema fits the record
//   csSchemaIdBySite …                         the same without discriminators: blank where one decides
//   CsCodes(schema, item, code)                the codes that a schema allows for an item
//   csExtensionObsolete                        why the code of an item is obsolete in the record's schema; else blank
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "dsl/import/staging/algorithm.h"
#include "dsl/schema/dictionary.h"

namespace edict::staging {

struct StagingPackage {
  std::string id;                            // "staging.cs"
  std::string version;                       // "02.05.50"
  std::map<std::string, std::string> files;  // by path in the package's folder
  std::vector<std::string> problems;         // what was left out, and why
};

// Fails if the dictionary lacks an item by which schemas are selected.
Result<StagingPackage> make_package(const Algorithm& algorithm, const Dictionary& dictionary);

// What names begin with: "cs" of "cs", "eod" of "eod_public".
std::string prefix_of(std::string_view algorithm);

}  // namespace edict::staging
