// A set of codes as a manual prints it: codes, ranges and wildcards over raw text.
//
//   [C500-C509, C619, 8000/3, 95*, C50?]
//
// A range has ends of equal length whose characters agree in class (digit, upper case, lower case, other) place by
// place; a value lies in it when it has the same length and classes and stands between the ends. `?` is one character,
// `*` the rest. Leading zeros are text: 1 is not in [01-10]. Blank is in no set.
//
// Immutable once built; shared freely between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edict {

struct CodeSetEntry {
  enum class Kind : std::uint8_t { Single, Range, Pattern };
  Kind kind = Kind::Single;
  std::string low;   // the code, the low end or the pattern
  std::string high;  // the high end of a range

  [[nodiscard]] bool contains(std::string_view code) const;
  friend bool operator==(const CodeSetEntry&, const CodeSetEntry&) = default;
};

// As it is written between the brackets: "C500-C509", quoted where it would otherwise be read as something else.
std::string to_string(const CodeSetEntry& entry);

class CodeSet {
 public:
  CodeSet() = default;
  explicit CodeSet(std::vector<CodeSetEntry> entries);

  [[nodiscard]] bool contains(std::string_view code) const;
  [[nodiscard]] bool is_empty() const { return entries_.empty(); }
  [[nodiscard]] const std::vector<CodeSetEntry>& entries() const { return entries_; }
  // "[C500-C509, C619]", entries in the order written.
  [[nodiscard]] std::string to_string() const;
  friend bool operator==(const CodeSet& a, const CodeSet& b) { return a.entries_ == b.entries_; }

 private:
  std::vector<CodeSetEntry> entries_;
  std::vector<std::string> singles_;  // sorted
  std::vector<CodeSetEntry> ranges_;  // disjoint; by length, then classes, then low end
  std::vector<std::string> patterns_;
};

// Why an entry as written is none, in words; and the entry when it is one. Quoted entries (`is_quoted`) are single
// codes as they stand, without the quotes. Blanks and hard spaces around the entry and its dash are left out, an en
// dash is a dash.
struct ParsedEntry {
  std::optional<CodeSetEntry> entry;
  std::string problem;  // "the ends of a range must have equal length; write 01-10"
};
ParsedEntry parse_code_set_entry(std::string_view text, bool is_quoted = false);

}  // namespace edict
