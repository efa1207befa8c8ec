// The scalar values that kernels compute with, and what an item's text is worth: state, days, number.
//
// Computed once per distinct value; never looks at another item. Values are as readers deliver them: padding undone.
// Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/truth.h"
#include "dsl/schema/dictionary.h"

namespace edict::kernel {

// A text as kernels see it: the value, and the item whose facts apply. Without an item (a literal, a cell of a table)
// no code is special and every value is well formed.
struct Text {
  std::string_view value;
  const Item* item = nullptr;
};

// A number written beside the arguments of a builtin: of characters, digits, days, months.
struct Count {
  std::uint32_t value = 0;
};

// The state of a value of an item: blank, a special code of the dictionary, invalid for the kind, or ordinary.
ValueState state_of(const Item& item, std::string_view value);
ValueState state_of(Text text);

// The date or time stamp that an item holds, or why it is none. Special codes are Format.
ParsedDate date_in(const Item& item, std::string_view value);

// The date or ISO 8601 time stamp that a text is, whatever the kind of its item. A time stamp counts by the day it
// names, in its own zone; it may end after any part of the date.
ParsedDate date_written_in(std::string_view value);

// A date item's days; any day for blank, special and invalid values, and for items that are no dates.
DayRange days_of(const Item& item, std::string_view value);

// The exact decimal an item holds; any number for blank, special, invalid and non-numeric values.
NumberRange number_of(const Item& item, std::string_view value);

}  // namespace edict::kernel
