// SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS: one run, the rules that were broken, a result
// for each diagnostic with its region, its fixes and, where the text allows it, its suppression.
#include <algorithm>
#include <vector>

#include "base/json_text.h"
#include "driver/check.h"
#include "driver/version.h"

namespace edict {
namespace {

std::string_view level_of(Severity severity) { return severity == Severity::Info ? "note" : name_of(severity); }

// A path as a relative reference: bytes that a URI may not hold are escaped.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          kPlain.find(c) != std::string_view::npos;
    if (is_plain) uri += c;
    else uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return uri;
}

class SarifWriter {
 public:
  explicit SarifWriter(const LoadedRules& rules) : rules_(rules) {
    for (const Diagnostic& diagnostic : rules.diagnostics.all()) codes_.push_back(diagnostic.code);
    std::ranges::sort(codes_);
    codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
  }

  std::string write() {
    json_.begin_object();
    json_.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_.field("version", "2.1.0");
    json_.key("runs");
    json_.begin_array();
    json_.begin_object();
    write_tool();
    json_.field("columnKind", "unicodeCodePoints");
    json_.key("results");
    json_.begin_array();
    for (const Diagnostic& diagnostic : rules_.diagnostics.all()) write_result(diagnostic);
    json_.end_array();
    json_.end_object();
    json_.end_array();
    json_.end_object();
    return json_.take() + "\n";
  }

 private:
  void write_text(std::string_view name, std::string_view text) {
    json_.key(name);
    json_.begin_object();
    json_.field("text", text);
    json_.end_object();
  }

  void write_tool() {
    json_.key("tool");
    json_.begin_object();
    json_.key("driver");
    json_.begin_object();
    json_.field("name", "edict");
    json_.field("semanticVersion", kVersion);
    json_.key("rules");
    json_.begin_array();
    for (const Code code : codes_) write_rule(info_of(code));
    json_.end_array();
    json_.end_object();
    json_.end_object();
  }

  void write_rule(const DiagnosticInfo& info) {
    json_.begin_object();
    json_.field("id", info.code);
    write_text("shortDescription", info.title);
    write_text("help", info.page);
    json_.key("defaultConfiguration");
    json_.begin_object();
    json_.field("level", level_of(info.severity));
    json_.end_object();
    json_.end_object();
  }

  void write_result(const Diagnostic& diagnostic) {
    const DiagnosticInfo& info = info_of(diagnostic.code);
    json_.begin_object();
    json_.field("ruleId", info.code);
    json_.field("ruleIndex",
                static_cast<std::int64_t>(std::ranges::lower_bound(codes_, diagnostic.code) - codes_.begin()));
    json_.field("level", level_of(info.severity));
    write_text("message",
               diagnostic.hint.empty() ? diagnostic.message : diagnostic.message + " (" + diagnostic.hint + ")");
    if (diagnostic.location.file.is_valid()) {
      const SourceFile& file = rules_.sources[diagnostic.location.file];
      json_.key("locations");
      json_.begin_array();
      write_location(file, diagnostic.location.span);
      json_.end_array();
      if (!diagnostic.fixes.empty()) write_fixes(file, diagnostic.fixes);
    }
    if (diagnostic.is_allowed()) write_suppression(diagnostic.allowed_because);
    json_.end_object();
  }

  void write_artifact(const SourceFile& file) {
    json_.key("artifactLocation");
    json_.begin_object();
    json_.field("uri", std::string_view(uri_of(file.path())));
    json_.end_object();
  }

  void write_region(std::string_view name, const SourceFile& file, Span span) {
    const LineColumn begin = file.line_column(span.begin);
    const LineColumn end = file.line_column(span.end);
    json_.key(name);
    json_.begin_object();
    json_.field("startLine", begin.line);
    json_.field("startColumn", begin.column);
    json_.field("endLine", end.line);
    json_.field("endColumn", end.column);
    json_.end_object();
  }

  void write_location(const SourceFile& file, Span span) {
    json_.begin_object();
    json_.key("physicalLocation");
    json_.begin_object();
    write_artifact(file);
    write_region("region", file, span);
    json_.end_object();
    json_.end_object();
  }

  void write_fixes(const SourceFile& file, const std::vector<Fix>& fixes) {
    json_.key("fixes");
    json_.begin_array();
    for (const Fix& fix : fixes) {
      json_.begin_object();
      write_text("description", fix.title);
      json_.key("artifactChanges");
      json_.begin_array();
      json_.begin_object();
      write_artifact(file);
      json_.key("replacements");
      json_.begin_array();
      for (const TextEdit& edit : fix.edits) {
        json_.begin_object();
        write_region("deletedRegion", file, edit.span);
        write_text("insertedContent", edit.text);
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  void write_suppression(std::string_view because) {
    json_.key("suppressions");
    json_.begin_array();
    json_.begin_object();
    json_.field("kind", "inSource");
    json_.field("justification", because);
    json_.end_object();
    json_.end_array();
  }

  const LoadedRules& rules_;
  std::vector<Code> codes_;  // those reported, in order of the table
  JsonText json_;
};

}  // namespace

std::string check_as_sarif(const LoadedRules& rules) { return SarifWriter(rules).write(); }

}  // namespace edict
