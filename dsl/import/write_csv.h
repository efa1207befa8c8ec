// Rows of a CSV file.
#pragma once

#include <span>
#include <string>

namespace edict {

// Adds a row; cells are quoted where a reader would take them otherwise.
void write_csv_row(std::string& text, std::span<const std::string> cells);

}  // namespace edict
