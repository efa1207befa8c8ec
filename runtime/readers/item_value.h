// What a stored value is: the text in the input with the padding undone that its item declares.
#pragma once

#include <cstddef>
#include <string_view>

#include "dsl/schema/dictionary.h"

namespace edict {

// Takes off the blanks an item is filled up with: behind (right padded) or before (left padded). White space of other
// kinds counts as blank: XML writers break lines. Zeros stay, they are part of the code as manuals print it. A value of
// blanks only is blank. Nothing else is trimmed.
std::string_view without_padding(const Item& item, std::string_view value);

// Length in characters of UTF-8 text: what the dictionary's lengths count.
std::size_t length_in_characters(std::string_view text);

}  // namespace edict
