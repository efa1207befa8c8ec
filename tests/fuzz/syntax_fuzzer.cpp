// Any bytes parse to a tree whose nodes lie within their clauses; if they parse without errors, they format, and what
// is formatted stays as it is. Bytes with a fence of rule text are read as Markdown.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "dsl/format/format.h"

namespace {

edict::SyntaxTree parse(edict::SourceMap& sources, std::string text) {
  edict::DiagnosticSink sink;
  const bool is_markdown = text.find("```edict") != text.npos;
  const edict::FileId file = sources.add(is_markdown ? "fuzz.md" : "fuzz.edict", std::move(text));
  edict::SyntaxTree tree = edict::parse(sources[file], file, sink);
  for (const edict::Diagnostic& diagnostic : sink.all()) {
    EDICT_CHECK(diagnostic.location.span.end <= sources[file].text().size());
    edict::render(diagnostic, sources);
  }
  return tree;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  edict::SourceMap sources;
  const edict::SyntaxTree tree = parse(sources, std::string(reinterpret_cast<const char*>(data), size));
  for (const edict::Clause& clause : tree.clauses) {
    for (std::uint32_t index = clause.first_node; index < clause.first_node + clause.node_count; ++index) {
      EDICT_CHECK(tree.nodes[index].span.begin >= clause.span.begin && tree.nodes[index].span.end <= clause.span.end);
    }
    EDICT_CHECK(tree.root_of(clause).kind() == clause.kind);
  }
  if (tree.has_errors) return 0;
  const edict::Result<std::string> once = edict::format(tree);
  EDICT_CHECK(once.has_value());
  const edict::Result<std::string> twice = edict::format(parse(sources, *once));
  EDICT_CHECK(twice.has_value() && *twice == *once);
  return 0;
}
