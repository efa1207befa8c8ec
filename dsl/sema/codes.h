// Code lists as written, and whether an item can have their codes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/schema/code_set.h"
#include "dsl/schema/dictionary.h"
#include "dsl/sema/hir.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict::sema {

struct Analysis;

using LocatedEntry = std::pair<CodeSetEntry, Location>;

// The entries of a CodeList node that are codes, ranges or patterns; the others are reported.
std::vector<LocatedEntry> read_code_list(Analysis& analysis, NodeRef list);
CodeSet code_set_of(const std::vector<LocatedEntry>& entries);

// Whether some code is in both entries; whether all codes of `inner` are in `outer` (of rare ranges it may not see it).
bool have_common_code(const CodeSetEntry& a, const CodeSetEntry& b);
bool includes(const CodeSetEntry& outer, const CodeSetEntry& inner);

// What an item makes of an entry of a code list.
enum class CodeFit : std::uint8_t {
  Fits,
  NotListed,   // a code that the dictionary does not list for the item
  CoversNone,  // a range or pattern that no listed code lies in, or that no number is
  TooLong,
  NotDigits,
  TooShort,  // fewer digits than the item has
};
CodeFit fit_of(const CodeSetEntry& entry, const Item& item);

// Reports an entry that does not fit the item; returns whether it is an error.
bool report_misfit(Analysis& analysis, const CodeSetEntry& entry, const Item& item, Location location);

// The text of a String, QuotedEntry, QuotedCell, QuotedAlt or StringLiteral node: without quotes and escapes.
std::string unquoted(std::string_view text);

// A word that in a list is more likely meant as the state of a value: as a code it stands in quotes.
bool is_state_word(std::string_view text);

}  // namespace edict::sema
