// An output that appears under its final name only when it is whole.
//
// Bytes go to a temporary file beside the target; commit() flushes, syncs and renames. Without commit() the temporary
// file is removed, so a failed run leaves nothing half-written behind. "-" writes to stdout. Files are readable by
// their owner only (0600): results hold health data.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace edict {

class OutputFile {
 public:
  static Result<std::unique_ptr<OutputFile>> create(const std::string& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Appends; fails with Unwritable when the device is full or gone.
  Result<void> write(std::string_view bytes);
  Result<void> commit();
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  OutputFile(std::string path, std::string temporary, std::FILE* file);
  std::string path_;
  std::string temporary_;  // empty for stdout and for what is not a regular file (/dev/null, a pipe)
  std::FILE* file_;
};

}  // namespace edict
