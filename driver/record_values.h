// The records of one group (a patient and its tumors, with what the file itself says), as plain values: taken from a
// batch or from words, changed at will, and made into a batch again.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "dsl/schema/dictionary.h"
#include "runtime/batch/batch.h"

namespace edict {

class RecordValues {
 public:
  struct Record {
    LevelId level;
    RowOrigin origin;
    std::vector<std::pair<ItemId, std::string>> values;  // ordinary ones; an item that is not here is blank
  };

  // The group of a row. REQUIRES: the batch is sealed.
  static RecordValues of_group(const Batch& batch, LevelId level, std::uint32_t row);

  // Words `item=value` (or `#400=value`); a `/` alone begins the next record of the lowest level.
  static Result<RecordValues> from_words(const Dictionary& dictionary, std::span<const std::string> words);

  [[nodiscard]] const std::vector<Record>& records() const { return records_; }
  [[nodiscard]] std::string_view value(std::size_t record, ItemId item) const;
  void set(std::size_t record, ItemId item, std::string value);

  // The row, among those of its level, that a record has in the batch made of these.
  [[nodiscard]] std::uint32_t row_of(std::size_t record) const;

  // Fills and seals a cleared batch.
  void fill(Batch& batch) const;

 private:
  std::vector<Record> records_;  // in document order, the topmost level first
};

}  // namespace edict
