#include "driver/clause_text.h"

namespace edict {

std::string on_one_line(std::string_view text) {
  std::string line;
  for (char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (is_blank && (line.empty() || line.back() == ' ')) continue;
    line += is_blank ? ' ' : c;
  }
  return line;
}

}  // namespace edict
