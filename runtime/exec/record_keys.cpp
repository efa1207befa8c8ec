#include "runtime/exec/record_keys.h"

namespace edict {

RecordKeys::RecordKeys(const BatchSchema& schema) : items_(schema.level_count()) {
  const Dictionary& dictionary = schema.dictionary();
  for (std::size_t level = 0; level < items_.size(); ++level) {
    for (const ItemId item : dictionary.keys_of(LevelId(level))) {
      if (dictionary[item].identifier != IdentifierClass::Person) items_[level].push_back(item);
    }
  }
}

RecordKey RecordKeys::of(const Batch& batch, LevelId level, std::uint32_t row) const {
  RecordKey key;
  for (std::size_t above = 0; above <= level.index(); ++above) {
    const std::uint32_t at = batch.ancestor_row(level, row, LevelId(above));
    for (const ItemId item : items_[above]) {
      const std::string_view value = batch.value(item, at);
      if (!value.empty()) key.push_back({batch.schema().dictionary()[item].id, std::string(value)});
    }
  }
  return key;
}

}  // namespace edict
