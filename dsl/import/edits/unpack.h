// Whole small archives in memory: what packages of edits are published in.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace edict::foreign {

// The bytes behind `packed`: plain bytes as they stand; gzip and xz decompressed; of a zip archive (a .jar is one) the
// largest file whose name ends in `wanted_ending`. The form is told by the first bytes. Fails on damaged data, on more
// than 1 GiB of bytes, packed or not, and on an archive without such a file; `path` is for messages.
Result<std::string> unpack(std::string packed, std::string_view wanted_ending, const std::string& path);

// Calls `visit` with name and content of each file of a zip archive, in the order of its directory, until it fails; at
// most 1 GiB of content in all.
Result<void> for_each_in_zip(std::string_view archive, const std::string& path,
                             const std::function<Result<void>(std::string_view name, std::string_view content)>& visit);

}  // namespace edict::foreign
