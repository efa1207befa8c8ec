// Codes as cells of staging tables write them, and as our tables do.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace edict::staging {

// One term of a cell: a code, a range, or `*`, any code. The ends of a range of digits are compared as numbers, those
// of any other as texts of one length.
struct Term {
  std::string low;
  std::string high;
  [[nodiscard]] bool is_any() const { return low == "*"; }
  [[nodiscard]] bool is_range() const { return low != high; }
  friend bool operator==(const Term&, const Term&) = default;
};

// The terms of a cell; an open end of years (`2018-{{…}}`) ends at 9999. Empty terms are left out.
std::vector<Term> terms_of(std::string_view cell);

// The codes that terms hold, written out; `*` is left out.
std::set<std::string> codes_of(const std::vector<Term>& terms);

// Codes as a cell of our tables: "C500-C506, C508", runs as ranges.
std::string written(const std::set<std::string>& codes);

// Terms as a cell of our tables that holds the same codes for a value of at most `length` characters: a number counts
// with fewer zeros before it, too.
std::string written_terms(const std::vector<Term>& terms, std::size_t length);

}  // namespace edict::staging
