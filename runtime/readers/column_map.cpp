#include "runtime/readers/column_map.h"

#include <fmt/format.h>

#include <algorithm>

namespace edict {
namespace {

ItemId same_item(const Dictionary& dictionary, const Item& item) {
  ItemId found = dictionary.find(item.id);
  for (const std::string& former : item.former_ids) {
    if (found.is_valid()) break;
    found = dictionary.find(former);
  }
  return found;
}

}  // namespace

Result<ColumnMap> ColumnMap::make(const Dictionary& input, const BatchSchema& schema) {
  const Dictionary& wanted = schema.dictionary();
  if (!std::ranges::equal(input.levels(), wanted.levels(), {}, &Level::name, &Level::name)) {
    return fail(ErrorKind::Unreadable, fmt::format("the input follows {} {}, whose levels are not those of {} {}",
                                                   input.name(), input.version(), wanted.name(), wanted.version()));
  }
  ColumnMap map;
  map.columns_.resize(input.items().size());
  for (const ItemId item : schema.items()) {
    const ItemId there = same_item(input, wanted[item]);
    if (there.is_valid() && input[there].level == wanted[item].level) {
      map.columns_[there.index()] = schema.column_of(item);
    } else {
      map.missing_.push_back(item);
    }
  }
  return map;
}

}  // namespace edict
