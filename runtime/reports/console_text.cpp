#include "runtime/reports/console_text.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace edict {
std::string grouped(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", grouped(number), number == 1 ? singular : plural);
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (is_c1) ++i;
    if (byte < 0x20 || byte == 0x7F || is_c1) result += ' ';
    else result += text[i];
  }
  return result;
}

std::string fitted(std::string_view text, std::size_t width) {
  if (place_behind(text, width) == text.size()) return std::string(text);
  if (width == 0) return {};
  return std::string(text.substr(0, place_behind(text, width - 1))) + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t most = place_behind(text, width);
    if (most == text.size()) break;
    const std::size_t blank = text.substr(0, most + 1).rfind(' ');
    const bool is_word_break = blank != std::string_view::npos && blank > 0;
    const std::size_t end = is_word_break ? blank : most;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(is_word_break ? end + 1 : end);
  }
  lines.emplace_back(text);
  return lines;
}

std::string ConsolePaint::of(Severity severity, std::string_view text) const {
  switch (severity) {
    case Severity::Error: return painted("1;31", text);
    case Severity::Warning: return painted("33", text);
    case Severity::Info: return painted("36", text);
  }
  return std::string(text);
}

std::string ConsolePaint::painted(std::string_view code, std::string_view text) const {
  return has_colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

}  // namespace edict
