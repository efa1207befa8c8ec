#include "driver/testing/coverage_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/json_text.h"

namespace edict {
namespace {

std::string_view plural_of(CoverageKind kind) {
  switch (kind) {
    case CoverageKind::Condition: return "conditions";
    case CoverageKind::Branch: return "branches";
    case CoverageKind::TableRow: return "table rows";
    case CoverageKind::CodeEnd: return "code-list ends";
  }
  return "";
}

double percent_of(const CoverageCount& count) {
  return count.goals == 0 ? 100.0 : 100.0 * static_cast<double>(count.reached) / static_cast<double>(count.goals);
}

LineColumn place_of(const LoadedRules& rules, const CoveragePoint& point) {
  return rules.sources[point.place.file].line_column(point.place.span.begin);
}

// A line of a rule file, for LCOV: how many rows reached what stands there.
struct FileTrace {
  std::map<std::uint32_t, std::uint64_t> lines;
  std::vector<std::pair<std::uint32_t, const CoveragePoint*>> branches;
};

std::uint64_t rows_at(const CoveragePoint& point) {
  std::uint64_t rows = 0;
  for (const CoverageGoal& goal : point.goals) rows += goal.rows;
  return rows;
}

}  // namespace

std::string coverage_as_text(const LoadedRules& rules, const CoverageReport& report, std::size_t most) {
  std::string text;
  std::size_t named = 0;
  std::size_t missing = 0;
  for (const CoveragePoint& point : report.points) {
    const CoverageCount count = count_of(point);
    if (count.reached == count.goals) continue;
    ++missing;
    if (++named > most) continue;
    text += fmt::format("{}:{}: {}`{}`: {}\n", rules.sources[point.place.file].path(), place_of(rules, point).line,
                        point.edit.empty() ? "" : point.edit + " ", point.text, missing_text(point));
  }
  if (missing > most) text += fmt::format("{} more places are not wholly reached; -v names them\n", missing - most);
  text += fmt::format("coverage of {} edits by {} rows\n", report.edits, report.rows);
  for (const CoverageKind kind : kCoverageKinds) {
    const CoverageCount count = count_of(report, kind);
    if (count.goals == 0) continue;
    text += fmt::format("  {:<15}{:>7} of {:>6}  {:>5.1f} %\n", plural_of(kind), count.reached, count.goals,
                        percent_of(count));
  }
  return text;
}

std::string coverage_as_json(const LoadedRules& rules, const CoverageReport& report) {
  JsonText json;
  json.begin_object();
  json.field("edits", std::uint64_t{report.edits});
  json.field("rows", std::uint64_t{report.rows});
  json.key("totals");
  json.begin_object();
  for (const CoverageKind kind : kCoverageKinds) {
    const CoverageCount count = count_of(report, kind);
    json.key(plural_of(kind));
    json.begin_object();
    json.field("reached", std::uint64_t{count.reached});
    json.field("goals", std::uint64_t{count.goals});
    json.end_object();
  }
  json.end_object();
  json.key("points");
  json.begin_array();
  for (const CoveragePoint& point : report.points) {
    const LineColumn at = place_of(rules, point);
    json.begin_object();
    json.field("kind", name_of(point.kind));
    if (!point.edit.empty()) json.field("edit", point.edit);
    json.field("path", rules.sources[point.place.file].path());
    json.field("line", at.line);
    json.field("column", at.column);
    json.field("text", point.text);
    json.key("goals");
    json.begin_object();
    for (const CoverageGoal& goal : point.goals) json.field(goal.name, goal.rows);
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + '\n';
}

std::string coverage_as_lcov(const LoadedRules& rules, const CoverageReport& report) {
  std::map<FileId, FileTrace> files;
  for (const CoveragePoint& point : report.points) {
    if (point.kind == CoverageKind::TableRow || point.kind == CoverageKind::CodeEnd) continue;
    FileTrace& trace = files[point.place.file];
    const std::uint32_t line = place_of(rules, point).line;
    std::uint64_t& rows = trace.lines[line];
    rows = std::max(rows, rows_at(point));
    trace.branches.emplace_back(line, &point);
  }

  std::string text;
  for (const auto& [file, trace] : files) {
    const SourceFile& source = rules.sources[file];
    text += fmt::format("TN:\nSF:{}\n", source.path());
    std::size_t functions = 0;
    std::size_t functions_hit = 0;
    for (const hir::Edit& edit : rules.module->edits) {
      if (edit.location.file != file) continue;
      const std::uint32_t first = source.line_column(edit.whole.span.begin).line;
      const std::uint32_t last = source.line_column(edit.whole.span.end).line;
      std::uint64_t rows = 0;
      for (auto line = trace.lines.lower_bound(first); line != trace.lines.end() && line->first <= last; ++line) {
        rows = std::max(rows, line->second);
      }
      text += fmt::format("FN:{},{}\nFNDA:{},{}\n", first, edit.id, rows, edit.id);
      ++functions;
      functions_hit += rows > 0 ? 1 : 0;
    }
    text += fmt::format("FNF:{}\nFNH:{}\n", functions, functions_hit);

    CoverageCount branches;
    std::uint32_t block = 0;
    for (const auto& [line, point] : trace.branches) {
      const bool is_asked = rows_at(*point) > 0;
      for (std::size_t i = 0; i < point->goals.size(); ++i) {
        const std::uint64_t rows = point->goals[i].rows;
        text += fmt::format("BRDA:{},{},{},{}\n", line, block, i, is_asked ? std::to_string(rows) : "-");
        branches.reached += rows > 0 ? 1 : 0;
        ++branches.goals;
      }
      ++block;
    }
    text += fmt::format("BRF:{}\nBRH:{}\n", branches.goals, branches.reached);

    std::size_t lines_hit = 0;
    for (const auto& [line, rows] : trace.lines) {
      text += fmt::format("DA:{},{}\n", line, rows);
      lines_hit += rows > 0 ? 1 : 0;
    }
    text += fmt::format("LF:{}\nLH:{}\nend_of_record\n", trace.lines.size(), lines_hit);
  }
  return text;
}

}  // namespace edict
