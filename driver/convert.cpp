#include "driver/convert.h"

#include "base/output_file.h"
#include "base/read_file.h"
#include "driver/load_rules.h"
#include "dsl/json/rules_json.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

Result<std::string> rules_as_json(const std::string& path, std::string text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path == "-" ? "stdin" : path, std::move(text));
  const SyntaxTree tree = parse(sources[file], file, sink);
  if (!tree.has_errors) return rules_to_json(tree);
  sink.sort();
  return fail(ErrorKind::Rules, "the rule text has errors:\n" + render_all(sink, sources));
}

Result<std::string> converted(const ConvertOptions& options) {
  if (options.to == ConvertOptions::To::Schema) return rules_schema();
  EDICT_TRY(std::string text, read_file_or_stdin(options.input));
  return options.to == ConvertOptions::To::Json ? rules_as_json(options.input, std::move(text)) : rules_from_json(text);
}

}  // namespace

Result<void> convert(const ConvertOptions& options) {
  EDICT_TRY(const std::string text, converted(options));
  EDICT_TRY(const std::unique_ptr<OutputFile> file, OutputFile::create(options.output));
  EDICT_TRY_VOID(file->write(text));
  return file->commit();
}

}  // namespace edict
