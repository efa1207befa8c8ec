// A batch: some whole patients with their tumors, as dictionary-coded columns, one row set per level.
//
// Levels are the dictionary's, topmost first (file, patient, tumor). The top level has one row in every batch: the
// file's own items. Rows of a level are contiguous under their parent: the children of row r at level l+1 are
// [offsets[r], offsets[r + 1]). The schema says which items have columns: those that the edits, keys and messages read.
//
// Thread safety: one worker owns a batch; its dictionaries belong to the worker's BatchStore.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "dsl/schema/dictionary.h"
#include "runtime/batch/value_dictionary.h"

namespace edict {

struct ColumnTag;
using ColumnId = Id<ColumnTag>;

// Which items a run reads, and where they live. Immutable.
//
// The dictionary is the one the rules were checked against. The file at hand may follow another version of it: a reader
// validates items against the file's own dictionary and finds the column of an item by its id (ids are permanent, their
// positions in a dictionary are not). Items that the file's dictionary lacks stay blank here, and the edits that read
// them are not run (RunPlan), never silently passed.
class BatchSchema {
 public:
  BatchSchema(std::shared_ptr<const Dictionary> dictionary, std::vector<ItemId> items);

  [[nodiscard]] const Dictionary& dictionary() const { return *dictionary_; }
  [[nodiscard]] const std::shared_ptr<const Dictionary>& shared_dictionary() const { return dictionary_; }
  [[nodiscard]] std::span<const ItemId> items() const { return items_; }                  // by ColumnId
  [[nodiscard]] ColumnId column_of(ItemId item) const { return columns_[item.index()]; }  // invalid: not read
  [[nodiscard]] std::size_t level_count() const { return dictionary_->levels().size(); }

 private:
  std::shared_ptr<const Dictionary> dictionary_;
  std::vector<ItemId> items_;
  std::vector<ColumnId> columns_;
};

// Where a row came from.
struct RowOrigin {
  std::uint64_t record = 0;  // number of the subject among its level in the whole input, from 0
  std::uint64_t byte = 0;    // offset of its element or line in the (decompressed) input
  std::uint64_t line = 0;    // from 1; 0 when the input has no lines
};

struct LevelRows {
  std::uint32_t row_count = 0;
  std::vector<std::uint32_t> parent;   // parent row of each row; empty at the top
  std::vector<std::uint32_t> offsets;  // children of row r: [offsets[r], offsets[r + 1]) at the next level; row_count +
                                       // 1 long, empty at the lowest level
  std::vector<RowOrigin> origins;
};

class Batch {
 public:
  // The dictionaries (one per column of the schema) are shared with the worker's other batches.
  Batch(std::shared_ptr<const BatchSchema> schema, std::span<ValueDictionary* const> dictionaries);

  [[nodiscard]] const BatchSchema& schema() const { return *schema_; }
  [[nodiscard]] const LevelRows& rows(LevelId level) const { return levels_[level.index()]; }
  [[nodiscard]] std::span<const std::uint32_t> codes(ColumnId column) const { return columns_[column.index()]; }
  [[nodiscard]] ValueDictionary& dictionary(ColumnId column) const { return *dictionaries_[column.index()]; }
  // The value of an item of a row at the item's own level; blank when the item is not read.
  [[nodiscard]] std::string_view value(ItemId item, std::uint32_t row) const;
  // The row at `ancestor` above (or equal to) a row of `level`.
  [[nodiscard]] std::uint32_t ancestor_row(LevelId level, std::uint32_t row, LevelId ancestor) const;

  // Filling, in document order: begin a row at a level (its parent is the last row of the level above), then set its
  // values.
  void clear();
  std::uint32_t add_row(LevelId level, RowOrigin origin);
  void set_value(ColumnId column, std::string_view value);  // of the last row at the item's level; the last call counts
  [[nodiscard]] bool has_value(ColumnId column) const;      // of the last row; true after set_value with any text
  void seal();  // fills up columns, computes offsets; REQUIRED before reading

 private:
  std::shared_ptr<const BatchSchema> schema_;
  std::vector<ValueDictionary*> dictionaries_;
  std::vector<LevelRows> levels_;
  std::vector<std::vector<std::uint32_t>> columns_;  // while filling, a column ends at its last set value
  std::vector<std::size_t> column_levels_;           // by column
};

// The dictionaries of one worker and the batches filled with them. Not thread safe.
class BatchStore {
 public:
  explicit BatchStore(std::shared_ptr<const BatchSchema> schema);
  // A cleared batch; resets dictionaries that have grown past their bound. Earlier batches of this store become
  // invalid.
  Batch& next_batch();

 private:
  std::shared_ptr<const BatchSchema> schema_;
  std::vector<std::unique_ptr<ValueDictionary>> dictionaries_;
  std::unique_ptr<Batch> batch_;
};

}  // namespace edict
