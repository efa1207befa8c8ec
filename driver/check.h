// `edict check`: what is wrong with rule text, for people and for programs.
#pragma once

#include <string>

#include "driver/load_rules.h"

namespace edict {

// Each diagnostic with its place and a caret, then a line that counts edits, errors and warnings.
std::string check_as_text(const LoadedRules& rules);

// The same as one JSON object: {"diagnostics":[{code, severity, message, path, line, column, end_line, end_column,
// hint}], …}.
std::string check_as_json(const LoadedRules& rules);

}  // namespace edict
