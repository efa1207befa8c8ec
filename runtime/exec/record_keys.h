// The natural key of records: the values of the dictionary's key items, from the topmost level down to the record's
// own.
#pragma once

#include <vector>

#include "runtime/batch/batch.h"
#include "runtime/readers/read_issue.h"

namespace edict {

class RecordKeys {
 public:
  explicit RecordKeys(const BatchSchema& schema);
  // Blank parts are left out, and so are parts that name a person.
  [[nodiscard]] RecordKey of(const Batch& batch, LevelId level, std::uint32_t row) const;

 private:
  std::vector<std::vector<ItemId>> items_;  // by level
};

}  // namespace edict
