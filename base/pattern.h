// The patterns of `matches /…/`: regular expressions in the syntax of RE2, matched against whole texts in time linear
// in the text, whatever the pattern.
//
// Immutable; shared between threads.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace edict {

struct PatternFault {
  std::size_t place = 0;   // in the pattern, in bytes
  std::size_t length = 0;  // of what is wrong there
  std::string problem;     // "missing closing )"
};

class Pattern {
 public:
  static std::expected<Pattern, PatternFault> parse(std::string_view text);

  [[nodiscard]] bool matches(std::string_view value) const;
  [[nodiscard]] const std::string& text() const;

 private:
  explicit Pattern(std::shared_ptr<const re2::RE2> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const re2::RE2> compiled_;
};

}  // namespace edict
