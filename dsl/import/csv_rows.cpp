#include "dsl/import/csv_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/read_file.h"

namespace edict {

std::vector<CsvRow> csv_rows(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<CsvRow> rows;
  CsvRow row(1);
  bool is_quoted = false;
  bool has_quotes = false;  // an empty line is no row, `""` is one
  const auto end_row = [&] {
    if (row.size() > 1 || !row[0].empty() || has_quotes) rows.push_back(std::move(row));
    row.assign(1, {});
    has_quotes = false;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_quoted) {
      const bool is_doubled = c == '"' && text.substr(at + 1).starts_with('"');
      if (is_doubled) ++at;
      if (c == '"' && !is_doubled) {
        is_quoted = false;
      } else {
        row.back() += c;
      }
    } else if (c == '#' && row.size() == 1 && row[0].empty() && !has_quotes) {
      at = std::min(text.find('\n', at), text.size());
    } else if (c == '"' && row.back().empty()) {
      is_quoted = has_quotes = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  end_row();
  return rows;
}

Result<std::vector<CsvRow>> read_csv(const std::string& path, std::initializer_list<std::string_view> columns) {
  EDICT_TRY(const std::string text, read_file(path));
  const std::vector<CsvRow> rows = csv_rows(text);
  const CsvRow header = rows.empty() ? CsvRow() : rows[0];
  std::vector<std::size_t> places;
  for (const std::string_view column : columns) {
    const auto found = std::ranges::find(header, column);
    if (found == header.end()) return fail(ErrorKind::Unreadable, fmt::format("`{}` has no column `{}`", path, column));
    places.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  std::vector<CsvRow> selected;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    CsvRow& row = selected.emplace_back();
    for (const std::size_t place : places) row.push_back(place < rows[i].size() ? rows[i][place] : std::string());
  }
  return selected;
}

std::string single_line(std::string_view text) {
  std::string line;
  bool has_gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      has_gap = !line.empty();
      continue;
    }
    if (has_gap) line += ' ';
    has_gap = false;
    line += c;
  }
  return line;
}

}  // namespace edict
