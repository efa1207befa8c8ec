#include "runtime/readers/file_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/hash.h"

namespace edict {
namespace {

std::unexpected<Error> unreadable(const std::string& path, int error) {
  return fail(ErrorKind::Unreadable, fmt::format("cannot read `{}`: {}", path, std::strerror(error)));
}

}  // namespace

FileStream::FileStream(std::string path, int descriptor, std::optional<std::uint64_t> size)
    : path_(std::move(path)), descriptor_(descriptor), size_(size) {}

FileStream::~FileStream() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

Result<std::unique_ptr<FileStream>> FileStream::open(const std::string& path) {
  const int descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return unreadable(path, errno);
  struct stat status{};
  std::optional<std::uint64_t> size;
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) size = static_cast<std::uint64_t>(status.st_size);
  std::unique_ptr<FileStream> stream(new FileStream(path, descriptor, size));
  if (S_ISDIR(status.st_mode)) return unreadable(path, EISDIR);
  if (size) ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return stream;
}

Result<std::size_t> FileStream::read_device(std::span<char> buffer) {
  for (;;) {
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return unreadable(path_, errno);
  }
}

Result<std::string_view> FileStream::peek(std::size_t count) {
  while (peeked_.size() < count) {
    const std::size_t before = peeked_.size();
    peeked_.resize(count);
    const auto got = read_device(std::span(peeked_).subspan(before));
    peeked_.resize(before + got.value_or(0));
    if (!got) return std::unexpected(got.error());
    if (*got == 0) break;
  }
  return std::string_view(peeked_);
}

Result<std::size_t> FileStream::read(std::span<char> buffer) {
  std::size_t count = std::min(peeked_.size(), buffer.size());
  if (count > 0) {
    std::copy_n(peeked_.begin(), count, buffer.begin());
    peeked_.erase(0, count);
  } else {
    EDICT_TRY(count, read_device(buffer));
  }
  position_ += count;
  return count;
}

Result<std::optional<InputIdentity>> identify_input(const std::string& path) {
  struct stat status{};
  if (path == "-" || (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode))) return std::nullopt;
  EDICT_TRY(const auto stream, FileStream::open(path));
  StreamHash hash;
  std::string buffer(std::size_t{1} << 20, '\0');
  for (;;) {
    EDICT_TRY(const std::size_t count, stream->read(buffer));
    if (count == 0) return InputIdentity{.bytes = stream->position(), .hash = hash.value()};
    hash.add(std::string_view(buffer).substr(0, count));
  }
}

}  // namespace edict
