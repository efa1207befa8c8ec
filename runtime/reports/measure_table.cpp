#include "runtime/reports/measure_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/reports/console_text.h"

namespace edict {
namespace {

using Row = std::vector<std::string>;

std::string share_text(Share share) {
  const std::string percent = percent_text(share);
  return percent.empty() ? std::string("-") : fmt::format("{} %", percent);
}

// The least and the greatest share, where records in doubt leave them apart.
std::string range_text(const MeasureShares& shares) {
  if (shares.low == shares.high) return {};
  return fmt::format("{} to {}", share_text(shares.low), share_text(shares.high));
}

Row header_of(const PlannedMeasure& measure) {
  Row header;
  for (const PlannedMeasure::Key& key : measure.keys) header.push_back(key.name);
  header.insert(header.end(), {"count", "cases", "share", "can be", "level"});
  return header;
}

Row row_of(const MeasureResult& result) {
  Row row;
  for (const std::string& value : result.group) row.push_back(value.empty() ? "(unknown)" : printable(value));
  row.insert(row.end(), {grouped(result.counts.count()), grouped(result.counts.cases()),
                         share_text(result.shares.value), range_text(result.shares), result.level});
  return row;
}

}  // namespace

std::vector<std::string> measure_table(const PlannedMeasure& measure, std::span<const MeasureResult> results,
                                       std::size_t most_groups) {
  std::vector<Row> rows = {header_of(measure)};
  for (std::size_t i = 0; i < std::min(results.size(), most_groups); ++i) rows.push_back(row_of(results[i]));
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], row[column].size());
    }
  }
  // Names and levels stand left, figures right; a column of nothing but its heading is left out.
  const std::size_t first_figure = measure.keys.size();
  std::vector<std::string> lines;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const bool is_empty =
          std::all_of(rows.begin() + 1, rows.end(), [&](const Row& any) { return any[column].empty(); });
      if (is_empty) continue;
      const bool is_figure = column >= first_figure && column + 1 < row.size();
      line += is_figure ? fmt::format("  {:>{}}", row[column], widths[column])
                        : fmt::format("  {:<{}}", row[column], widths[column]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  if (results.size() > most_groups) {
    lines.push_back(
        fmt::format("  and {} not shown", counted(results.size() - most_groups, "more group", "more groups")));
  }
  return lines;
}

}  // namespace edict
