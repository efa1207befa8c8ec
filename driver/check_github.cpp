// Workflow commands of GitHub Actions: a line for each diagnostic, shown beside the line of the change it is about.
#include <fmt/format.h>

#include "driver/check.h"

namespace edict {
namespace {

// Line ends and percent signs are escaped everywhere, in properties colons and commas too.
std::string escaped(std::string_view text, bool is_property) {
  std::string result;
  for (const char c : text) {
    const bool is_special = c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ','));
    if (is_special) result += fmt::format("%{:02X}", static_cast<unsigned>(c));
    else result += c;
  }
  return result;
}

std::string_view command_of(Severity severity) { return severity == Severity::Info ? "notice" : name_of(severity); }

}  // namespace

std::string check_as_github(const LoadedRules& rules) {
  std::string text;
  for (const Diagnostic& diagnostic : rules.diagnostics.all()) {
    if (diagnostic.is_allowed()) continue;
    const DiagnosticInfo& info = info_of(diagnostic.code);
    text += fmt::format("::{} ", command_of(info.severity));
    if (diagnostic.location.file.is_valid()) {
      const SourceFile& file = rules.sources[diagnostic.location.file];
      const LineColumn begin = file.line_column(diagnostic.location.span.begin);
      const LineColumn end = file.line_column(diagnostic.location.span.end);
      text += fmt::format("file={},line={},endLine={},", escaped(file.path(), true), begin.line, end.line);
      // Columns are read only of diagnostics within a line.
      if (begin.line == end.line) text += fmt::format("col={},endColumn={},", begin.column, end.column);
    }
    text += fmt::format("title={}::{}", escaped(fmt::format("{} {}", info.code, info.title), true),
                        escaped(diagnostic.message, false));
    if (!diagnostic.hint.empty()) text += escaped("\n" + diagnostic.hint, false);
    text += '\n';
  }
  return text;
}

}  // namespace edict
