// The scalar values that kernels compute with, and what an item's text is worth: state, days, number.
//
// Computed once per distinct value; never looks at another item.
#pragma once

#include <string_view>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/truth.h"
#include "dsl/schema/dictionary.h"

namespace edict::kernel {

// The state of a value of an item: blank, a special code of the dictionary, invalid for the kind, or ordinary.
ValueState state_of(const Item& item, std::string_view value);

// A date item's days; any day for blank, special and invalid values, and for items that are no dates.
DayRange days_of(const Item& item, std::string_view value);

// The exact decimal an item holds; any number for blank, special, invalid and non-numeric values.
NumberRange number_of(const Item& item, std::string_view value);

}  // namespace edict::kernel
