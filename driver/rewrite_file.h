// Replaces a file of the user's by a new text.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace edict {

// All or nothing; who may read the file stays as it was.
Result<void> rewrite_file(const std::string& path, std::string_view text);

}  // namespace edict
