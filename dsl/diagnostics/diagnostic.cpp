#include "dsl/diagnostics/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace edict {
namespace {

constexpr auto kTable = std::to_array<DiagnosticInfo>({
#define DIAGNOSTIC(name, code, severity, title, message, page) {code, Severity::severity, title, message, page},
#include "dsl/diagnostics/diagnostics.def"
#undef DIAGNOSTIC
});

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> arguments) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_placeholder = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                                pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
    if (!is_placeholder) {
      text += pattern[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (index < arguments.size()) text += arguments.begin()[index];
    i += 2;
  }
  return text;
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Info: return "info";
  }
  return "";
}

const DiagnosticInfo& info_of(Code code) { return kTable[static_cast<std::size_t>(code)]; }
std::span<const DiagnosticInfo> all_diagnostics() { return kTable; }

void DiagnosticSink::report(Code code, Location location, std::initializer_list<std::string_view> arguments,
                            std::string hint, std::vector<Fix> fixes) {
  const DiagnosticInfo& info = info_of(code);
  if (info.severity == Severity::Error) ++error_count_;
  diagnostics_.push_back({code, location, fill(info.message, arguments), std::move(hint), std::move(fixes), {}});
}

void DiagnosticSink::add(Diagnostic diagnostic) {
  if (info_of(diagnostic.code).severity == Severity::Error) ++error_count_;
  diagnostics_.push_back(std::move(diagnostic));
}

void DiagnosticSink::sort() {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    if (a.location.file != b.location.file) return a.location.file < b.location.file;
    return a.location.span.begin < b.location.span.begin;
  });
}

std::string render(const Diagnostic& diagnostic, const SourceMap& sources) {
  const DiagnosticInfo& info = info_of(diagnostic.code);
  std::string text;
  if (!diagnostic.location.file.is_valid()) {
    text = fmt::format("{}[{}]: {}\n", name_of(info.severity), info.code, diagnostic.message);
  } else {
    const SourceFile& file = sources[diagnostic.location.file];
    const LineColumn at = file.line_column(diagnostic.location.span.begin);
    const std::string_view line = file.line(at.line);
    text = fmt::format("{}:{}:{}: {}[{}]: {}\n", file.path(), at.line, at.column, name_of(info.severity), info.code,
                       diagnostic.message);
    const std::string number = fmt::format("{}", at.line);
    const std::size_t room = line.size();
    const std::size_t length = diagnostic.location.span.end - diagnostic.location.span.begin;
    const std::size_t begin_byte = static_cast<std::size_t>(
        line.empty() ? 0 : diagnostic.location.span.begin - (line.data() - file.text().data()));
    const std::size_t end_byte = std::min(room, begin_byte + length);
    const std::string_view marked =
        begin_byte < end_byte ? line.substr(begin_byte, end_byte - begin_byte) : std::string_view{};
    text += fmt::format("  {} | {}\n", number, line);
    text += fmt::format("  {:>{}} | {:{}}{:^>{}}\n", "", number.size(), "", at.column - 1, "",
                        std::max<std::size_t>(1, width(marked)));
  }
  if (!diagnostic.hint.empty()) text += fmt::format("  = {}\n", diagnostic.hint);
  return text;
}

}  // namespace edict
