// Whole small files, as rule texts and dictionaries are. Data files are streamed by their readers instead.
#pragma once

#include <string>

#include "base/result.h"

namespace edict {

Result<std::string> read_file(const std::string& path);

// The same, where `-` is all of stdin.
Result<std::string> read_file_or_stdin(const std::string& path);

}  // namespace edict
