// What the builtins of the namespace `edits.` mean: dsl/compatible/, on values as kernels see them.
//
// One function per row of builtins.def, named as there. Older systems keep values filled up with blanks to the length
// of their item; readers take those away, so they are added again here. A text without an item counts as it stands.
// Thread safety: pure functions.
#pragma once

#include <algorithm>
#include <string>

#include "base/calendar.h"
#include "base/truth.h"
#include "dsl/compatible/dates.h"
#include "dsl/compatible/texts.h"
#include "runtime/kernels/made_texts.h"
#include "runtime/kernels/values.h"

namespace edict::kernel {

inline std::string EditsPadded(Text a) {
  std::string text(a.value);
  const std::size_t count = character_count(text);
  const std::size_t length = a.item == nullptr ? 0 : a.item->length;
  if (count < length) text.append(length - count, ' ');
  return text;
}

inline std::string EditsTrim(Text a) { return std::string(compatible::trimmed_end(EditsPadded(a))); }

inline Truth EditsInList(Text a, Text list) { return truth(compatible::is_in_list(EditsPadded(a), EditsPadded(list))); }

inline NumberRange whole_range(std::int64_t number) {
  constexpr std::int64_t kMost = INT64_MAX / Decimal::kOne - 1;
  return NumberRange::exactly(Decimal::whole(std::clamp(number, -kMost, kMost)));
}

inline NumberRange EditsAt(Text a, Text whole, Count step) {
  return whole_range(compatible::place_in(EditsPadded(a), EditsPadded(whole), step.value));
}

inline NumberRange EditsVal(Text a) { return whole_range(compatible::leading_number(a.value)); }

inline NumberRange EditsInt(Text a) { return whole_range(compatible::number_of_digits(a.value)); }

inline Truth EditsBefore(Text a, Text b) { return truth(a.value < b.value); }

inline Truth EditsBetween(Text a, Text low, Text high) {
  return truth(compatible::is_between(a.value, low.value, high.value));
}

inline std::string EditsToday(Day as_of) {
  std::string text = to_string_day(as_of);
  std::erase(text, '-');
  return text;
}

inline Truth EditsValidDate(Text a, Day as_of) {
  return truth(compatible::is_valid_date(EditsPadded(a), civil_from_day(as_of)));
}

inline NumberRange EditsYear(Text a, Day as_of) {
  return whole_range(compatible::year_of(EditsPadded(a), civil_from_day(as_of)));
}

inline NumberRange EditsMonth(Text a, Day as_of) {
  return whole_range(compatible::month_of(EditsPadded(a), civil_from_day(as_of)));
}

inline NumberRange EditsDay(Text a, Day as_of) {
  return whole_range(compatible::day_of(EditsPadded(a), civil_from_day(as_of)));
}

inline compatible::Fill fill_of(Count filling) {
  const bool is_filled = filling.value == 1 || filling.value == 2;
  return is_filled ? static_cast<compatible::Fill>(filling.value) : compatible::Fill::None;
}

inline NumberRange EditsDays(Text a, Text b, Count filling, Day as_of) {
  return whole_range(compatible::days_between(EditsPadded(a), EditsPadded(b), fill_of(filling), civil_from_day(as_of)));
}

inline NumberRange EditsMonths(Text a, Text b, Count filling, Day as_of) {
  return whole_range(
      compatible::months_between(EditsPadded(a), EditsPadded(b), fill_of(filling), civil_from_day(as_of)));
}

}  // namespace edict::kernel
