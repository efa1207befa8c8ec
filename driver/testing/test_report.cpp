#include "driver/testing/test_report.h"

#include <fmt/format.h>

#include <map>

#include "base/json_text.h"
#include "driver/testing/markup.h"
#include "dsl/sema/reporter.h"

namespace edict {
namespace {

// "rules.edict:12: N0123 test row 3"
std::string place_of(const LoadedRules& rules, const RowResult& result) {
  std::string text = fmt::format("{}:{}: {} test row {}", result.path, result.line, rules.module->edits[result.edit].id,
                                 result.number);
  if (!result.case_name.empty()) text += fmt::format(" (case {})", result.case_name);
  return text;
}

std::string facts_of(const RowResult& result) {
  std::string text;
  for (const auto& [item, value] : result.record) {
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", item, value);
  }
  return text;
}

std::string lacking_text(const LoadedRules& rules, std::uint32_t edit, std::string_view outcome) {
  const hir::Edit& lacking = rules.module->edits[edit];
  const SourceFile& file = rules.sources[lacking.location.file];
  return fmt::format("{}:{}: {} has no test row that is {} and comes out so", file.path(),
                     file.line_column(lacking.location.span.begin).line, lacking.id, outcome);
}

}  // namespace

std::string test_report_as_text(const LoadedRules& rules, const TestReport& report, bool shows_records) {
  std::string text;
  for (const RowResult& result : report.results) {
    const bool has_failed = !result.problem.empty();
    if (!has_failed && !shows_records) continue;
    text += fmt::format("{}: {} ({})\n", place_of(rules, result), has_failed ? result.problem : result.outcome,
                        result.engine);
    for (const std::string& message : result.messages) text += fmt::format("    says: {}\n", message);
    if (has_failed) {
      for (const std::string& reason : result.reasons) text += fmt::format("    decided by {}\n", reason);
    }
    if (shows_records) text += fmt::format("    {}\n", facts_of(result));
  }
  for (const auto& [edit, outcome] : report.lacking) text += fmt::format("{}\n", lacking_text(rules, edit, outcome));
  const std::size_t runs = report.results.size();
  text += fmt::format("{} with tests, {} without; {}: {} passed, {} failed\n", sema::counted(report.edits, "edit"),
                      report.untested, sema::counted(runs, "row"), runs - report.failed, report.failed);
  return text;
}

std::string test_report_as_json(const LoadedRules& rules, const TestReport& report) {
  JsonText json;
  json.begin_object();
  json.field("edits", std::uint64_t{report.edits});
  json.field("untested", std::uint64_t{report.untested});
  json.field("rows", std::uint64_t{report.rows});
  json.field("failed", std::uint64_t{report.failed});
  json.key("results");
  json.begin_array();
  for (const RowResult& result : report.results) {
    json.begin_object();
    json.field("edit", rules.module->edits[result.edit].id);
    json.field("path", result.path);
    json.field("line", result.line);
    json.field("row", result.number);
    if (!result.case_name.empty()) json.field("case", result.case_name);
    json.field("engine", result.engine);
    json.field("expected", result.expected);
    json.field("outcome", result.outcome);
    json.field("passed", result.problem.empty());
    if (!result.problem.empty()) json.field("problem", result.problem);
    json.key("reasons");
    json.begin_array();
    for (const std::string& reason : result.reasons) json.value(reason);
    json.end_array();
    json.key("messages");
    json.begin_array();
    for (const std::string& message : result.messages) json.value(message);
    json.end_array();
    json.key("record");
    json.begin_object();
    for (const auto& [item, value] : result.record) json.field(item, value);
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.key("lacking");
  json.begin_array();
  for (const auto& [edit, outcome] : report.lacking) {
    json.begin_object();
    json.field("edit", rules.module->edits[edit].id);
    json.field("outcome", outcome);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + '\n';
}

std::string test_report_as_junit(const LoadedRules& rules, const TestReport& report) {
  std::map<std::uint32_t, std::vector<const RowResult*>> suites;
  for (const RowResult& result : report.results) suites[result.edit].push_back(&result);
  std::map<std::uint32_t, std::vector<std::string>> lacking;
  for (const auto& [edit, outcome] : report.lacking) {
    lacking[edit].push_back(lacking_text(rules, edit, outcome));
    suites[edit];
  }

  const std::size_t runs = report.results.size() + report.lacking.size();
  std::string text =
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\">\n", runs,
                  report.failed + report.lacking.size());
  for (const auto& [index, results] : suites) {
    const hir::Edit& edit = rules.module->edits[index];
    std::size_t failures = lacking[index].size();
    for (const RowResult* result : results) {
      if (!result->problem.empty()) ++failures;
    }
    text += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n", markup_text(edit.id),
                        results.size() + lacking[index].size(), failures);
    const std::string suite = markup_text(fmt::format("{}.{}", edit.package, edit.id));
    for (const RowResult* result : results) {
      text += fmt::format("    <testcase classname=\"{}\" name=\"line {}, row {} ({})\" file=\"{}\" line=\"{}\"", suite,
                          result->line, result->number, result->engine, markup_text(result->path), result->line);
      if (result->problem.empty()) {
        text += "/>\n";
        continue;
      }
      std::string body = facts_of(*result);
      for (const std::string& reason : result->reasons) body += fmt::format("\ndecided by {}", reason);
      text += fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                          markup_text(result->problem), markup_text(body));
    }
    for (const std::string& problem : lacking[index]) {
      text += fmt::format(
          "    <testcase classname=\"{0}\" name=\"required rows\">\n"
          "      <failure message=\"{1}\"/>\n    </testcase>\n",
          suite, markup_text(problem));
    }
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace edict
