// A batch as a reader leaves it: whole patients in document order, values as bytes, and the issues met on the way.
//
// The reader's thread fills it, a worker codes it into its own Batch: dictionaries belong to workers, so coding happens
// there, in parallel. A RawBatch is reused; clear() keeps its memory.
//
// Groups are the records of the level below the topmost (patients): the unit that is never cut. An issue belongs to the
// group it stands in or, between groups, to the next one; so a run can report issues in input order whatever the batch
// size is.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/batch.h"
#include "runtime/readers/read_issue.h"

namespace edict {

class RawBatch {
 public:
  struct PlacedIssue {
    std::uint32_t group = 0;  // index of its group in this batch; the number of groups: after all of them
    ReadIssue issue;
  };
  struct Text {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
  };
  // A state to come back to: how much had been filled.
  struct Mark {
    std::size_t rows = 0;
    std::size_t values = 0;
    std::size_t bytes = 0;
  };

  void clear();

  // Filling. A value belongs to the last row of its column's level.
  std::uint32_t add_row(LevelId level, RowOrigin origin);
  void add_value(ColumnId column, Text text) {
    values_.push_back({static_cast<std::uint32_t>(rows_.size()), column, text});
  }
  Text store(std::string_view text);
  [[nodiscard]] std::string_view text(Text text) const {
    return std::string_view(bytes_).substr(text.offset, text.length);
  }
  [[nodiscard]] Mark mark() const { return {rows_.size(), values_.size(), bytes_.size()}; }
  void cut_back_to(const Mark& mark);

  // Codes everything into `batch`, which is empty before and sealed after.
  void fill(Batch& batch) const;

  [[nodiscard]] std::uint32_t row_count() const { return static_cast<std::uint32_t>(rows_.size()); }
  [[nodiscard]] std::uint32_t row_count(LevelId level) const {
    return level.index() < counts_.size() ? counts_[level.index()] : 0;
  }
  [[nodiscard]] std::size_t byte_count() const { return bytes_.size(); }

  std::vector<PlacedIssue> issues;   // in document order
  std::uint64_t item_count = 0;      // items read, whether or not they have a column
  std::uint64_t input_position = 0;  // bytes of the input (as stored) consumed so far: progress

 private:
  struct Row {
    LevelId level;
    RowOrigin origin;
  };
  struct Value {
    std::uint32_t rows_before = 0;  // rows that had been added when the value came
    ColumnId column;
    Text text;
  };
  std::vector<Row> rows_;
  std::vector<std::uint32_t> counts_;  // rows by level
  std::vector<Value> values_;
  std::string bytes_;
};

}  // namespace edict
