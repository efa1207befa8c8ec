// A file or stdin as a ByteStream, with a look at its first bytes before they are read.
#pragma once

#include <sys/types.h>

#include <string_view>

#include "runtime/readers/byte_stream.h"

namespace edict {

class FileStream final : public ByteStream {
 public:
  static Result<std::unique_ptr<FileStream>> open(const std::string& path);
  ~FileStream() override;
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  // Up to `count` of the first bytes, fewer when the input is shorter. REQUIRES: nothing was read yet.
  Result<std::string_view> peek(std::size_t count);

  Result<std::size_t> read(std::span<char> buffer) override;
  [[nodiscard]] std::uint64_t position() const override { return position_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const override { return size_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  FileStream(std::string path, int descriptor, std::optional<std::uint64_t> size);
  Result<std::size_t> read_device(std::span<char> buffer);

  std::string path_;
  int descriptor_;
  std::optional<std::uint64_t> size_;
  std::string peeked_;
  std::uint64_t position_ = 0;
};

}  // namespace edict
