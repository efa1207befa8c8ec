#include "runtime/reports/console_options.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace edict {
namespace {

constexpr std::size_t kLeastWidth = 40;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

}  // namespace

ConsoleOptions console_options_of_stdout() {
  ConsoleOptions options;
  const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
  options.has_colour = is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  winsize size{};
  std::size_t width = 0;
  if (is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (width == 0 && !environment("COLUMNS").empty()) width = std::strtoul(environment("COLUMNS").data(), nullptr, 10);
  if (width > 0) options.width = std::max(width, kLeastWidth);
  return options;
}

}  // namespace edict
