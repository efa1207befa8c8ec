// `edict fmt`: rule files in their canonical layout.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace edict {

struct FormatOptions {
  std::vector<std::string> paths;  // files and folders; `-` reads stdin and writes stdout
  bool only_check = false;
  bool show_diff = false;
};

struct FormatResult {
  std::string text;         // for stdout: the formatted stdin, the files changed, or the differences
  std::string problems;     // for stderr: files that cannot be parsed
  std::size_t changed = 0;  // files that were not in canonical layout
  bool has_problems = false;
};

// A file with syntax errors is left as it is and reported.
Result<FormatResult> format_files(const FormatOptions& options);

}  // namespace edict
