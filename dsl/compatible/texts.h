// What older systems compute with texts, oddities included: the one place where their meaning stands. Imported scripts
// and the builtins `edits.…` of the language both use it.
//
// Texts are compared byte by byte. Total: any bytes have an answer. Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace edict::compatible {

// The whole number a text begins with, blanks before it left out; 0 if it begins with none. Beyond 64 bits the greatest
// or least number.
std::int64_t leading_number(std::string_view text);

// True if a text is one of the codes of a list, or in the order of texts between the two ends of a range: "85" is in
// "8000-9999". Blanks behind the text count for the first term of the list alone; those in the list never.
bool is_in_list(std::string_view text, std::string_view list);

// Where a text stands in another, from 1, or 0: by character if `step` is 1; else which block of `step` characters it
// stands in. An empty text stands nowhere.
std::int64_t place_in(std::string_view text, std::string_view whole, std::size_t step);

// A text without the blanks behind it; of blanks alone one is left.
std::string_view trimmed_end(std::string_view text);

// The number that a text of digits alone says, at most INT64_MAX; -1 for any other text.
std::int64_t number_of_digits(std::string_view text);

// Whether a text lies between two others: as numbers if all three are digits alone, else in the order of texts. Nothing
// lies between where one of the three is empty.
bool is_between(std::string_view text, std::string_view low, std::string_view high);

}  // namespace edict::compatible
