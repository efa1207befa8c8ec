#include "runtime/readers/byte_stream.h"

#include "runtime/readers/file_stream.h"
#include "runtime/readers/gzip_stream.h"

namespace edict {

Result<std::unique_ptr<ByteStream>> open_byte_stream(const std::string& path) {
  EDICT_TRY(auto file, FileStream::open(path));
  EDICT_TRY(const std::string_view magic, file->peek(2));
  if (magic != "\x1f\x8b") return file;
  return GzipStream::open(std::move(file), path);
}

}  // namespace edict
