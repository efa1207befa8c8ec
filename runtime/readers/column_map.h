// From the items of an input's dictionary to the columns of a run.
//
// Rules were checked against one version of a dictionary, the input may follow another. An item is the same in both
// when one knows the other's id, as its own or as a former one, and both have it at the level of the same name: an item
// that moved to another level has no column, its values would belong to other records.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "dsl/schema/dictionary.h"
#include "runtime/batch/batch.h"

namespace edict {

class ColumnMap {
 public:
  // Fails with Unreadable when the levels of the two dictionaries differ.
  static Result<ColumnMap> make(const Dictionary& input, const BatchSchema& schema);

  [[nodiscard]] ColumnId operator[](ItemId input_item) const { return columns_[input_item.index()]; }  // may be invalid
  [[nodiscard]] std::span<const ItemId> missing_items() const { return missing_; }  // of the schema, in column order

 private:
  std::vector<ColumnId> columns_;  // by item of the input's dictionary
  std::vector<ItemId> missing_;
};

}  // namespace edict
