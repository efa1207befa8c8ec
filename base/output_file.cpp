#include "base/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace edict {
namespace {

std::unexpected<Error> unwritable(const std::string& path) {
  return fail(ErrorKind::Unwritable, fmt::format("cannot write `{}`: {}", path, std::strerror(errno)));
}

}  // namespace

OutputFile::OutputFile(std::string path, std::string temporary, std::FILE* file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {
  std::setvbuf(file_, nullptr, _IOFBF, 1 << 16);
}

Result<std::unique_ptr<OutputFile>> OutputFile::create(const std::string& path) {
  if (path == "-") return std::unique_ptr<OutputFile>(new OutputFile(path, "", stdout));

  struct stat status{};
  if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    std::FILE* device = S_ISDIR(status.st_mode) ? (errno = EISDIR, nullptr) : std::fopen(path.c_str(), "wb");
    if (device == nullptr) return unwritable(path);
    return std::unique_ptr<OutputFile>(new OutputFile(path, "", device));
  }
  const std::string temporary = fmt::format("{}.partial-{}", path, ::getpid());
  const int descriptor = ::open(temporary.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  std::FILE* file = descriptor < 0 ? nullptr : ::fdopen(descriptor, "wb");
  if (file == nullptr) return unwritable(path);
  return std::unique_ptr<OutputFile>(new OutputFile(path, temporary, file));
}

OutputFile::~OutputFile() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> OutputFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) return unwritable(path_);
  return {};
}

Result<void> OutputFile::commit() {
  if (std::fflush(file_) != 0) return unwritable(path_);
  if (file_ == stdout) return {};
  if (!temporary_.empty() && ::fsync(::fileno(file_)) != 0) return unwritable(path_);
  const bool is_closed = std::fclose(file_) == 0;
  file_ = nullptr;
  if (!is_closed) return unwritable(path_);
  if (temporary_.empty()) return {};
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return unwritable(path_);
  temporary_.clear();
  return {};
}

}  // namespace edict
