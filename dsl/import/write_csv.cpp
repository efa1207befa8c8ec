#include "dsl/import/write_csv.h"

namespace edict {

void write_csv_row(std::string& text, std::span<const std::string> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& cell = cells[i];
    if (i > 0) text += ',';
    const bool is_plain = cell.find_first_of(",\"\n\r#") == std::string::npos && (!cell.empty() || cells.size() > 1);
    if (is_plain) {
      text += cell;
      continue;
    }
    text += '"';
    for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    text += '"';
  }
  text += '\n';
}

}  // namespace edict
