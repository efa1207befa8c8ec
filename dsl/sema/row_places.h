// Where the rows of a table stand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/source.h"

namespace edict::sema {

// Each row has a place in rule text of its own, or all stand in a file and are known by its line.
struct RowPlaces {
  std::vector<Location> locations;   // of each row; of the file's name when they stand in one
  std::vector<std::uint32_t> lines;  // of each row: in the rule file, or in the named file
  std::string file;                  // the named file; empty when the rows stand in the rule text

  [[nodiscard]] Location location(std::size_t row) const { return locations[file.empty() ? row : 0]; }
  // "line 12", "line 12 of tables/site.csv"
  [[nodiscard]] std::string describe(std::size_t row) const;
};

}  // namespace edict::sema
