// Plain text for people: grouped digits, lines that fit a width, nothing a terminal would take for a command.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/severity.h"

namespace edict {

// "1,234,567"
std::string grouped(std::uint64_t number);
// "1 tumor", "1,200 tumors"
std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural);

// Text from data or rules with control characters replaced by blanks: it must not steer a terminal.
std::string printable(std::string_view text);
// Cut to `width` characters, the last of them "…" when something was cut off.
std::string fitted(std::string_view text, std::size_t width);
// Lines of at most `width` characters, broken between words where possible.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// Colours that also read without colour.
class ConsolePaint {
 public:
  explicit ConsolePaint(bool has_colour) : has_colour_(has_colour) {}
  [[nodiscard]] std::string heading(std::string_view text) const { return painted("1", text); }
  [[nodiscard]] std::string of(Severity severity, std::string_view text) const;

 private:
  [[nodiscard]] std::string painted(std::string_view code, std::string_view text) const;
  bool has_colour_;
};

}  // namespace edict
