// `edict import naaccr-dictionary`: the official dictionary files in, Edict's dictionary text out.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "dsl/import/naaccr_dictionary.h"

namespace edict {

struct ImportDictionaryOptions {
  NaaccrDictionarySources sources;
  std::string output = "-";
};

// Writes the dictionary; returns what was left out or read otherwise than it stands.
Result<std::vector<std::string>> import_dictionary(const ImportDictionaryOptions& options);

}  // namespace edict
