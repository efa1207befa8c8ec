// `edict import edits`: a package of edits of another engine in, a package of rule text out.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace edict {

struct ImportEditsOptions {
  std::string package;     // plain, .gz, .xz or inside a .jar
  std::string dictionary;  // Edict's text form, or the official XML
  std::string output;      // a folder; files in it are overwritten
  // Staging algorithms that edits ask, each a folder or .zip: their packages are made in the folder `packages` beside.
  std::vector<std::string> staging;
  bool is_idiomatic = false;  // plain words, too, that mean the same for well-formed values only
};

// How one edit came through.
struct ImportedEdit {
  enum class Form : std::uint8_t {
    Plain,          // says the same
    Compatibility,  // says the same, with functions of older systems
    WellFormed,     // says the same for values of the form that their item has
    Unsaid,         // not written: the reason says what the language has no words for
  };
  std::string id;
  std::string printed_id;
  Form form = Form::Unsaid;
  std::string reason;
  std::vector<std::string> functions;  // of Compatibility: `edits.val` …
  std::size_t lines = 0;
  std::size_t source_lines = 0;
};

struct ImportEditsReport {
  std::vector<ImportedEdit> edits;    // in the order of the package
  std::vector<std::string> problems;  // what of the package cannot be read
  std::vector<std::string> notes;     // what staging packages leave out
  std::vector<std::string> staging;   // packages that edits build on and that were not made: "staging.cs"
  std::string staging_folder;         // where they are looked for
};

// Writes the rule files, and report.jsonl with a line for each edit.
Result<ImportEditsReport> import_edits(const ImportEditsOptions& options);

// The sums, and the commonest reasons why edits were not written.
std::string render(const ImportEditsReport& report);

}  // namespace edict
