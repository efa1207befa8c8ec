#include "base/read_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace edict {

namespace {

Result<std::string> read_all(std::FILE* file, const std::string& path) {
  std::string text;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) text.append(buffer, count);
  if (std::ferror(file) == 0) return text;
  return fail(ErrorKind::Unreadable, fmt::format("cannot read `{}`: {}", path, std::strerror(errno)));
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file != nullptr) return read_all(file.get(), path);
  return fail(ErrorKind::Unreadable, fmt::format("cannot read `{}`: {}", path, std::strerror(errno)));
}

Result<std::string> read_file_or_stdin(const std::string& path) {
  return path == "-" ? read_all(stdin, "stdin") : read_file(path);
}

}  // namespace edict
