#include "driver/format_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>

#include "base/read_file.h"
#include "driver/line_difference.h"
#include "driver/load_rules.h"
#include "driver/rewrite_file.h"
#include "driver/rulesets_folder.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/format/format.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

// One text: its canonical form, or what is wrong with it in `problems`.
std::optional<std::string> formatted(const std::string& path, const std::string& text, std::string& problems) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path == "-" ? "stdin" : path, text);
  const SyntaxTree tree = parse(sources[file], file, sink);
  if (sink.has_errors()) {
    sink.sort();
    problems += render_all(sink, sources);
    return std::nullopt;
  }
  const auto result = format(tree);
  if (!result) {
    problems += fmt::format("{}: {}\n", path, result.error().message);
    return std::nullopt;
  }
  return *result;
}

// Only rule texts are laid out: a Markdown page is mostly somebody's prose.
Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (path == "-" || !fs::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    for (const std::string& file : rule_files_in(path)) {
      if (file.ends_with(".edict")) files.push_back(file);
    }
  }
  return files;
}

}  // namespace

Result<FormatResult> format_files(const FormatOptions& options) {
  FormatResult result;
  EDICT_TRY(const std::vector<std::string> files, files_of(options.paths));
  for (const std::string& path : files) {
    EDICT_TRY(const std::string text, read_file_or_stdin(path));
    const auto canonical = formatted(path, text, result.problems);
    if (!canonical) {
      result.has_problems = true;
      continue;
    }
    const bool is_changed = *canonical != text;
    if (is_changed) ++result.changed;
    if (options.show_diff) {
      if (is_changed) result.text += line_difference(path, text, *canonical);
    } else if (options.only_check) {
      if (is_changed) result.text += fmt::format("{}: not in canonical layout\n", path);
    } else if (path == "-") {
      result.text += *canonical;
    } else if (is_changed) {
      EDICT_TRY_VOID(rewrite_file(path, *canonical));
      result.text += fmt::format("{}: laid out anew\n", path);
    }
  }
  return result;
}

}  // namespace edict
