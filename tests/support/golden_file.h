// Golden files: rule text with what it shall give written into the file, each piece in lines `#~ …` below what it is
// about. With EDICT_UPDATE set in the environment what is given now is written instead of compared.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/schema/dictionary.h"

namespace edict::test {

struct GoldenFile {
  std::string path;
  std::string expected;  // the file as it stands
  std::string source;    // without its expectations
};

// The names of the .edict files of a folder below tests/golden, in order.
std::vector<std::string> golden_files(std::string_view folder);

GoldenFile read_golden(std::string_view folder, std::string_view name);

// What `given` is to be compared with: the file as it stands, or `given` itself after writing it when asked to update.
std::string expectation(const GoldenFile& file, const std::string& given);

// The files of one text: a line `# in another file` begins the next. Joined they are the text again.
std::vector<std::string> files_in(std::string_view text);

// The dictionary that rule text says it uses, of those beside the folders of golden files: the small registry when it
// names none of them.
std::shared_ptr<const Dictionary> dictionary_of(std::string_view rules);

// The source with each diagnostic of `file` below its line, as `#~ E0201 at 3-9: message = hint`. Sorts the sink.
std::string with_diagnostics(const std::string& source, const SourceMap& sources, FileId file, DiagnosticSink& sink);

// The source with lines of other text below it.
std::string with_text_below(const std::string& source, std::string_view text);

// A file name as the name of a test.
std::string test_name(std::string_view file_name);

}  // namespace edict::test
