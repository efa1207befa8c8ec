// Any bytes are analysed and linted without harm; text without errors becomes whole HIR: every expression it refers to is there.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/read_file.h"
#include "dsl/lint/lint.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"

namespace {

std::shared_ptr<const edict::Dictionary> registry() {
  static const auto kRegistry = [] {
    edict::SourceMap sources;
    edict::DiagnosticSink sink;
    auto text = edict::read_file(EDICT_SOURCE_DIR "/tests/golden/registry.edict");
    EDICT_CHECK(text.has_value());
    const edict::FileId file = sources.add("registry.edict", *std::move(text));
    return edict::parse_dictionary(sources[file], file, sink);
  }();
  return kRegistry;
}

void check_whole(const edict::hir::Module& module) {
  for (const edict::hir::Edit& edit : module.edits) {
    EDICT_CHECK(!edit.requires_.empty());
    for (const edict::hir::Guard& guard : edit.guards)
      EDICT_CHECK(guard.applies.is_valid() && guard.written.is_valid());
    for (const edict::hir::Require& require : edit.requires_) {
      EDICT_CHECK(require.condition.is_valid());
      if (!require.override_by) continue;
      const bool is_of_subject = require.override_by->reach == edict::hir::Override::Reach::Subject;
      EDICT_CHECK((is_of_subject ? require.override_by->is_set : require.holds_apart_from_overridden).is_valid());
    }
  }
  for (const edict::hir::Lookup& lookup : module.lookups) EDICT_CHECK(!lookup.arguments.empty());
}

// The changes of a fix lie in the text, in order, apart from each other.
void check_fix(const edict::Fix& fix, std::size_t size) {
  std::uint32_t place = 0;
  EDICT_CHECK(!fix.edits.empty());
  for (const edict::TextEdit& edit : fix.edits) {
    EDICT_CHECK(place <= edit.span.begin && edit.span.begin <= edit.span.end && edit.span.end <= size);
    place = edit.span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  edict::SourceMap sources;
  edict::DiagnosticSink sink;
  const edict::FileId file = sources.add("fuzz.edict", std::string(reinterpret_cast<const char*>(data), size));
  const edict::SyntaxTree tree = edict::parse(sources[file], file, sink);
  const auto no_files = [](const std::string&, const std::string&) -> edict::Result<std::string> {
    return "site\nC509\n";
  };
  const edict::hir::Module module = edict::analyse({&tree, 1}, sources, registry(), no_files, sink);
  edict::lint({&tree, 1}, sources, module, sink);
  for (const edict::Diagnostic& diagnostic : sink.all()) {
    EDICT_CHECK(diagnostic.location.span.end <= sources[file].text().size());
    edict::render(diagnostic, sources);
    for (const edict::Fix& fix : diagnostic.fixes) check_fix(fix, sources[file].text().size());
  }
  if (!sink.has_errors()) check_whole(module);
  edict::hir::to_text(module);
  return 0;
}
