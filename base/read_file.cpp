#include "base/read_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace edict {

Result<std::string> read_file(const std::string& path) {
  const auto cannot_read = [&] {
    return fail(ErrorKind::Unreadable, fmt::format("cannot read `{}`: {}", path, std::strerror(errno)));
  };
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) return cannot_read();
  std::string text;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get())) text.append(buffer, count);
  if (std::ferror(file.get()) != 0) return cannot_read();
  return text;
}

}  // namespace edict
