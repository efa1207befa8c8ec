#include "driver/check.h"

#include <fmt/format.h>

#include "base/json_text.h"

namespace edict {
namespace {

struct Counts {
  std::size_t edits = 0;
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

Counts counts_of(const LoadedRules& rules) {
  Counts counts;
  counts.edits = rules.module->edits.size();
  for (const Diagnostic& diagnostic : rules.diagnostics.all()) {
    const Severity severity = info_of(diagnostic.code).severity;
    if (severity == Severity::Error) ++counts.errors;
    if (severity == Severity::Warning) ++counts.warnings;
  }
  return counts;
}

}  // namespace

std::string check_as_text(const LoadedRules& rules) {
  const std::string diagnostics = render_all(rules.diagnostics, rules.sources);
  if (!diagnostics.empty()) return diagnostics;
  return fmt::format("{} edits in {} files: no mistakes\n", rules.module->edits.size(), rules.sources.size());
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
      const LineColumn begin = file.line_column(diagnostic.location.span.begin);
      const LineColumn end = file.line_column(diagnostic.location.span.end);
      json.field("path", std::string_view(file.path()));
      json.field("line", begin.line);
      json.field("column", begin.column);
      json.field("end_line", end.line);
      json.field("end_column", end.column);
    }
    if (!diagnostic.hint.empty()) json.field("hint", std::string_view(diagnostic.hint));
    json.end_object();
  }
  json.end_array();
  const Counts counts = counts_of(rules);
  json.field("edits", static_cast<std::uint64_t>(counts.edits));
  json.field("errors", static_cast<std::uint64_t>(counts.errors));
  json.field("warnings", static_cast<std::uint64_t>(counts.warnings));
  json.end_object();
  return json.take() + "\n";
}

}  // namespace edict
