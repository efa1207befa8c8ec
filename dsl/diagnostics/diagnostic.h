// Diagnostics about rule text: stable codes, one table (diagnostics.def), every message built from typed arguments.
//
//   sink.report(Code::UnknownItem, location, {name, level});
//
// A sink collects all diagnostics of a run; nothing is printed here. Not thread safe: one sink per task.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "dsl/diagnostics/severity.h"

namespace edict {

enum class Code : std::uint16_t {
#define DIAGNOSTIC(name, code, severity, title, message, page) name,
#include "dsl/diagnostics/diagnostics.def"
#undef DIAGNOSTIC
};

// One row of the table.
struct DiagnosticInfo {
  std::string_view code;  // "E0102"
  Severity severity;
  std::string_view title;    // what the page is headed
  std::string_view message;  // with {0}, {1} for the arguments
  std::string_view page;     // what it means and what to do, shown by `edict explain E0102`
};
const DiagnosticInfo& info_of(Code code);
std::span<const DiagnosticInfo> all_diagnostics();

// A change of text, in the file of the diagnostic.
struct TextEdit {
  Span span;
  std::string text;  // instead of what stands there
};

// A change that settles a diagnostic. A safe one leaves the meaning of every edit as it is, and may be applied unasked.
struct Fix {
  std::string title;  // "remove `C509`"
  std::vector<TextEdit> edits;
  bool is_safe = false;
};

struct Diagnostic {
  Code code;
  Location location;
  std::string message;
  std::string hint;             // what to do, "did you mean …"; may be empty
  std::vector<Fix> fixes;       // to choose from
  std::string allowed_because;  // the reason of the `allow` that covers it; empty: it counts
  [[nodiscard]] bool is_allowed() const { return !allowed_because.empty(); }
};

class DiagnosticSink {
 public:
  // Adds a diagnostic; `arguments` fill {0}, {1}, … of the message.
  void report(Code code, Location location, std::initializer_list<std::string_view> arguments = {},
              std::string hint = {}, std::vector<Fix> fixes = {});
  // Adds a diagnostic of another sink.
  void add(Diagnostic diagnostic);
  // Marks a warning as one that the rule text allows. REQUIRES: `because` is not empty.
  void allow(std::size_t index, std::string because) { diagnostics_[index].allowed_because = std::move(because); }
  [[nodiscard]] bool has_errors() const { return error_count_ > 0; }
  [[nodiscard]] std::size_t error_count() const { return error_count_; }
  [[nodiscard]] std::span<const Diagnostic> all() const { return diagnostics_; }
  // Orders by file and place, so that output does not depend on the order of the passes.
  void sort();

 private:
  std::vector<Diagnostic> diagnostics_;
  std::size_t error_count_ = 0;
};

// The text a user reads: path:line:column, message, the line with a caret under the span, the hint.
std::string render(const Diagnostic& diagnostic, const SourceMap& sources);

}  // namespace edict
