// Rows of one level that belong to a row of another.
#pragma once

#include <cstdint>

#include "runtime/batch/batch.h"

namespace edict {

struct RowRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The rows at `other` that lie under a row of `level`, or the row at `other` above it (or the row itself).
inline RowRange rows_related(const Batch& batch, LevelId level, std::uint32_t row, LevelId other) {
  if (other <= level) {
    const std::uint32_t above = batch.ancestor_row(level, row, other);
    return {above, above + 1};
  }
  RowRange rows{row, row + 1};
  for (std::size_t at = level.index(); at < other.index(); ++at) {
    const auto& offsets = batch.rows(LevelId(at)).offsets;
    rows = {offsets[rows.begin], offsets[rows.end]};
  }
  return rows;
}

}  // namespace edict
