// The reader for an input, by what the file is.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "runtime/readers/record_reader.h"

namespace edict {

// `-` is stdin. Fails with Unreadable when the input cannot be opened.
Result<std::unique_ptr<RecordReader>> open_input(const std::string& path);

}  // namespace edict
