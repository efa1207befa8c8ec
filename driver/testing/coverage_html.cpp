// Coverage as pages to read: the rule text, line by line, with what the tests saw of it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "driver/testing/coverage_report.h"
#include "driver/testing/markup.h"

namespace edict {
namespace {

// Marks are signs with words, so that nothing hangs on colour; one style serves light and dark, and paper.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; }
table { border-collapse: collapse; }
th, td { padding: .15rem .75rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; }
ol { font: 14px/1.5 ui-monospace, monospace; list-style: none; padding: 0; }
li { display: grid; grid-template-columns: 4ch 9ch 1fr; gap: 1ch; }
li code { white-space: pre-wrap; font: inherit; }
li > a { text-align: right; color: inherit; opacity: .7; text-decoration: none; }
li p { grid-column: 3; margin: 0; padding: .1rem .5rem; border-left: 3px solid; font-family: system-ui, sans-serif; }
.whole { background: #2a82; } .part { background: #da22; } .none { background: #d332; }
)";

std::string head(std::string_view title) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
      markup_text(title), kStyle);
}

std::string share(const CoverageCount& count) {
  if (count.goals == 0) return "none";
  return fmt::format("{} of {} ({:.0f} %)", count.reached, count.goals,
                     100.0 * static_cast<double>(count.reached) / static_cast<double>(count.goals));
}

using PointsByLine = std::map<std::uint32_t, std::vector<const CoveragePoint*>>;

std::string notes_of(const std::vector<const CoveragePoint*>& points) {
  std::string notes;
  for (const CoveragePoint* point : points) {
    const CoverageCount count = count_of(*point);
    if (count.reached == count.goals) continue;
    notes += fmt::format("<p>{}: <code>{}</code>: {}</p>", name_of(point->kind), markup_text(point->text),
                         markup_text(missing_text(*point)));
  }
  return notes;
}

std::string line_of(std::uint32_t number, std::string_view text, const std::vector<const CoveragePoint*>* points) {
  std::string mark;
  std::string_view style = "";
  if (points != nullptr) {
    CoverageCount sum;
    for (const CoveragePoint* point : *points) {
      sum.reached += count_of(*point).reached;
      sum.goals += count_of(*point).goals;
    }
    style = sum.reached == sum.goals ? "whole" : sum.reached == 0 ? "none" : "part";
    const std::string_view sign = sum.reached == sum.goals ? "✓" : sum.reached == 0 ? "✗" : "◐";
    mark = fmt::format("<span aria-label=\"{1} of {2} reached\">{0} {1}/{2}</span>", sign, sum.reached, sum.goals);
  }
  if (mark.empty()) mark = "<span></span>";
  return fmt::format("<li id=\"L{0}\" class=\"{1}\"><a href=\"#L{0}\">{0}</a>{2}<code>{3}</code>{4}</li>\n", number,
                     style, mark, markup_text(text), points == nullptr ? "" : notes_of(*points));
}

constexpr std::string_view kHeadings =
    "<tr><th>file</th><th>conditions</th><th>branches</th><th>table rows</th><th>code-list ends</th></tr>\n";

std::string counts_row(std::string_view name, const CoverageReport& report) {
  std::string row = fmt::format("<tr><td>{}</td>", name);
  for (const CoverageKind kind : kCoverageKinds) row += fmt::format("<td>{}</td>", share(count_of(report, kind)));
  return row + "</tr>\n";
}

std::string page_of(const SourceFile& source, const CoverageReport& report) {
  PointsByLine by_line;
  for (const CoveragePoint& point : report.points) {
    by_line[source.line_column(point.place.span.begin).line].push_back(&point);
  }
  std::string page = head(source.path());
  page += fmt::format(
      "<h1>{}</h1>\n<p>✓ all that can come of the line was seen by some test row, ◐ some of it, ✗ none of it.</p>\n"
      "<table>\n{}{}</table>\n<ol>\n",
      markup_text(source.path()), kHeadings, counts_row("this file", report));
  const std::uint32_t last = source.line_column(static_cast<std::uint32_t>(source.text().size())).line;
  for (std::uint32_t number = 1; number <= last; ++number) {
    const auto found = by_line.find(number);
    page += line_of(number, source.line(number), found == by_line.end() ? nullptr : &found->second);
  }
  return page + "</ol>\n<p><a href=\"index.html\">all files</a></p>\n</body>\n</html>\n";
}

// "rulesets/core/a.edict" becomes "rulesets-core-a.edict.html".
std::string page_name(std::string_view path) {
  std::string name;
  for (const char c : path) {
    if (c == '/' || c == '\\') name += name.empty() || name.back() == '-' ? "" : "-";
    else name += c;
  }
  return name + ".html";
}

}  // namespace

std::vector<CoveragePage> coverage_as_html(const LoadedRules& rules, const CoverageReport& report) {
  std::map<FileId, CoverageReport> by_file;
  for (const CoveragePoint& point : report.points) by_file[point.place.file].points.push_back(point);

  std::vector<CoveragePage> pages;
  std::string index = head("Coverage of tests");
  index += fmt::format("<h1>Coverage of tests</h1>\n<p>{} edits, {} rows.</p>\n<table>\n{}", report.edits, report.rows,
                       kHeadings);
  for (const auto& [file, part] : by_file) {
    const SourceFile& source = rules.sources[file];
    CoveragePage page{page_name(source.path()), page_of(source, part)};
    index += counts_row(fmt::format("<a href=\"{}\">{}</a>", markup_text(page.name), markup_text(source.path())), part);
    pages.push_back(std::move(page));
  }
  index += counts_row("<strong>all</strong>", report) + "</table>\n</body>\n</html>\n";
  pages.insert(pages.begin(), {"index.html", std::move(index)});
  return pages;
}

}  // namespace edict
