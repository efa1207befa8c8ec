// How values and records read in messages and explanations.
//
// A blank is "(blank)". Values of items that identify a person are masked.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/reference/evaluation.h"

namespace edict::reference {

inline constexpr std::string_view kBlankShown = "(blank)";
inline constexpr std::string_view kNoRecordShown = "(no record)";
inline constexpr std::string_view kMask = "•••";

std::string shown(const Item& item, std::string_view value);             // "C509"
std::string shown_with_label(const Item& item, std::string_view value);  // "C509 Breast, NOS"
std::string shown_as_date(const Item& item, std::string_view value);  // "2021-12"; the value itself when it is no date
std::string shown(Truth truth);                                       // "true"
std::string shown(DayRange days);                                     // "2021-01-01 to 2021-12-31", "any day"
std::string shown(NumberRange number);                                // "45", "40 to 41", "any number"
std::string shown(kernel::Text text);                                 // with the label where an item gives one
std::string shown(const kernel::Value& value);                        // any of these
std::string either(std::span<const std::string> texts);               // "1 or 2"; each text once

// Why a value is not usable as its kind: "blank", "no such day", "not a number"; empty for an ordinary value.
std::string problem_of(const Item& item, std::string_view value);

// What the records of a level are called: their natural keys, or their numbers under their parent where a key is not
// read, blank, shared by two of them or identifies a person.
std::vector<std::string> names_of(const Batch& batch, LevelId level, std::span<const std::uint32_t> rows);

}  // namespace edict::reference
