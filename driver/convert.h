// `edict convert`: rules to JSON and back, for tools (dsl/json).
#pragma once

#include <string>

#include "base/result.h"

namespace edict {

struct ConvertOptions {
  enum class To { Json, Edict, Schema };
  To to = To::Json;
  std::string input = "-";   // a path, or stdin; not read for the schema
  std::string output = "-";  // a path, or stdout
};

// Writes the JSON of a rule file, the canonical rule text of a JSON document, or the JSON Schema. Fails (Rules) without
// writing when the input has errors; the message holds them as the user reads them.
Result<void> convert(const ConvertOptions& options);

}  // namespace edict
