// Messages of foreign edits with the values of a record in their places.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "dsl/import/edits/value.h"

namespace edict::foreign {

// The value of an item of a record, as the edit's subject sees it: null or a text.
using ItemSource = std::function<Value(std::uint32_t record, std::string_view item)>;

// "${record.item}" and "${record.item.formatDate()}" in a message become the value of the item.
std::string filled_message(std::string_view message, const ItemSource& items);

}  // namespace edict::foreign
