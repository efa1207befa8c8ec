#include "driver/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_text.h"
#include "dsl/lint/lint.h"
#include "dsl/sema/reporter.h"

namespace edict {
namespace {

void add_span(JsonText& json, const SourceFile& file, Span span) {
  const LineColumn begin = file.line_column(span.begin);
  const LineColumn end = file.line_column(span.end);
  json.field("line", begin.line);
  json.field("column", begin.column);
  json.field("end_line", end.line);
  json.field("end_column", end.column);
}

void add_fix(JsonText& json, const SourceFile& file, const Fix& fix) {
  json.begin_object();
  json.field("title", std::string_view(fix.title));
  json.field("safe", fix.is_safe);
  json.key("edits");
  json.begin_array();
  for (const TextEdit& edit : fix.edits) {
    json.begin_object();
    add_span(json, file, edit.span);
    json.field("text", std::string_view(edit.text));
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace

std::optional<CheckFormat> check_format_named(std::string_view name) {
  if (name == "text") return CheckFormat::Text;
  if (name == "json") return CheckFormat::Json;
  if (name == "sarif") return CheckFormat::Sarif;
  if (name == "github") return CheckFormat::Github;
  return std::nullopt;
}

std::size_t count_of(const DiagnosticSink& diagnostics, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count_if(diagnostics.all(), [&](const Diagnostic& diagnostic) {
    return info_of(diagnostic.code).severity == severity && !diagnostic.is_allowed();
  }));
}

std::string check_report(const LoadedRules& rules, CheckFormat format) {
  switch (format) {
    case CheckFormat::Text: return check_as_text(rules);
    case CheckFormat::Json: return check_as_json(rules);
    case CheckFormat::Sarif: return check_as_sarif(rules);
    case CheckFormat::Github: return check_as_github(rules);
  }
  return {};
}

std::string check_as_text(const LoadedRules& rules) {
  const std::string diagnostics = render_all(rules.diagnostics, rules.sources);
  if (!diagnostics.empty()) return diagnostics;
  const std::size_t allowed = static_cast<std::size_t>(
      std::ranges::count_if(rules.diagnostics.all(), [](const Diagnostic& one) { return one.is_allowed(); }));
  return fmt::format("{} in {}: no mistakes{}\n", sema::counted(rules.module->edits.size(), "edit"),
                     sema::counted(rules.sources.size(), "file"),
                     allowed == 0 ? "" : fmt::format(" ({} allowed)", allowed));
}

std::string check_as_json(const LoadedRules& rules) {
  JsonText json;
  json.begin_object();
  json.field("schema", 1);
  json.key("diagnostics");
  json.begin_array();
  for (const Diagnostic& diagnostic : rules.diagnostics.all()) {
    const DiagnosticInfo& info = info_of(diagnostic.code);
    json.begin_object();
    json.field("code", info.code);
    json.field("severity", name_of(info.severity));
    json.field("message", std::string_view(diagnostic.message));
    if (diagnostic.location.file.is_valid()) {
      const SourceFile& file = rules.sources[diagnostic.location.file];
      json.field("path", std::string_view(file.path()));
      add_span(json, file, diagnostic.location.span);
      if (!diagnostic.fixes.empty()) {
        json.key("fixes");
        json.begin_array();
        for (const Fix& fix : diagnostic.fixes) add_fix(json, file, fix);
        json.end_array();
      }
    }
    if (!diagnostic.hint.empty()) json.field("hint", std::string_view(diagnostic.hint));
    if (diagnostic.is_allowed()) json.field("allowed", std::string_view(diagnostic.allowed_because));
    json.end_object();
  }
  json.end_array();
  json.field("edits", static_cast<std::uint64_t>(rules.module->edits.size()));
  json.field("errors", static_cast<std::uint64_t>(count_of(rules.diagnostics, Severity::Error)));
  json.field("warnings", static_cast<std::uint64_t>(count_of(rules.diagnostics, Severity::Warning)));
  json.end_object();
  return json.take() + "\n";
}

std::string list_exactness(const hir::Module& module) {
  std::string text;
  std::size_t exact = 0;
  for (const hir::Edit& edit : module.edits) {
    const bool is_one = is_exact(module, edit);
    exact += is_one ? 1U : 0U;
    text += fmt::format("{}: {}\n", edit.id, is_one ? "exact" : "may be unsure");
  }
  return text + fmt::format("{} of {} edits are exact: no record makes them unsure\n", exact, module.edits.size());
}

}  // namespace edict
