// Sets of codes as foreign functions and patterns describe them, turned into the terms of a code list.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edict::foreign {

// The terms of a code list, and how far it says the same as what it was made of.
struct CodeTerms {
  std::vector<std::string> codes;
  std::vector<std::string> ranges;  // "8000-8005"
  bool has_blank = false;           // a blank value is in the set, too
  bool is_exact = true;             // else only for values of the form that the item has

  [[nodiscard]] bool is_empty() const { return codes.empty() && ranges.empty() && !has_blank; }
};

// The codes that `InList` finds in `list` for an item of `length` characters, or for `count` of them from `start` (from
// 1) where that is not 0; none if it cannot be said as codes.
std::optional<CodeTerms> terms_of_list(std::string_view list, std::string_view pattern, std::size_t length,
                                       std::size_t start = 0, std::size_t count = 0);

// The values of `length` characters that stand in a block of `text`, so many blanks behind them; blocks of 1 are the
// whole text.
std::optional<CodeTerms> terms_of_blocks(std::string_view text, std::size_t block, std::size_t length,
                                         std::size_t blanks = 0);

// All texts that a pattern matches as a whole, if they are few and of one length each; `padded_length` keeps those of
// that length alone, without their blanks.
std::optional<CodeTerms> terms_of_pattern(std::string_view pattern, std::optional<std::size_t> padded_length);

void add_terms(CodeTerms& terms, const CodeTerms& others);

// The terms of `all` without those that are in `taken`; none if a range would have to be cut, or if nothing is left.
std::optional<CodeTerms> without_terms(const CodeTerms& all, const CodeTerms& taken);

// "[C500-C509, C619]": quoted where a code would be read otherwise; runs of single codes become ranges.
std::string written_list(const CodeTerms& terms);
// A code as it stands in a condition, quoted if need be.
std::string written_code(std::string_view code);
// "/C\\d{3}/"
std::string written_pattern(std::string_view pattern);

}  // namespace edict::foreign
