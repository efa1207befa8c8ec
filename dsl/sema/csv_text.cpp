#include "dsl/sema/tables.h"

namespace edict::sema {

CsvText parse_csv(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  CsvText csv;
  std::vector<std::string> record;
  std::string cell;
  bool is_quoted = false;
  std::uint32_t line = 1;
  std::uint32_t first_line = 1;
  const auto end_record = [&] {
    record.push_back(std::move(cell));
    cell.clear();
    const bool is_empty_line = record.size() == 1 && record.front().empty();
    if (!is_empty_line) {
      csv.records.push_back(std::move(record));
      csv.lines.push_back(first_line);
    }
    record.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (is_quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else {
        is_quoted = false;
      }
    } else if (c == '"' && cell.empty()) {
      is_quoted = true;
    } else if (c == ',') {
      record.push_back(std::move(cell));
      cell.clear();
    } else if (c == '\n') {
      end_record();
      first_line = line;
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!cell.empty() || !record.empty()) end_record();
  return csv;
}

}  // namespace edict::sema
