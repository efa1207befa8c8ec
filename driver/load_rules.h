// Rules from disk to a checked module: what every command but `fmt` and `import` begins with.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/schema/dictionary.h"
#include "dsl/sema/hir.h"

namespace edict {

struct RuleRequest {
  std::vector<std::string> paths;              // rule files and folders, as the user named them
  std::optional<std::string> edit_set;         // looked for in `paths`, else among the shipped packages
  std::optional<std::string> dictionary_file;  // instead of the one that `use dictionary` names
  std::vector<std::string> user_dictionaries;  // a registry's own items, added to it
  std::vector<std::string> package_places;     // folders where packages that others build on are looked for first
  bool has_field_edits = false;                // the edits that come with the dictionary are taken, too
  bool is_locked = false;                      // packages that differ from the lock file are an error
  std::map<std::string, std::string> texts;    // by path: read instead of the files of these names
  bool is_linted = false;                      // warn, too
};

// One edit to run, as the edit set wants it.
struct SelectedEdit {
  std::uint32_t edit = 0;            // index into Module::edits
  std::optional<Severity> severity;  // what the set changed it to, for this run date
  std::optional<hir::UnsurePolicy> unsure = {};
};

// A package as it was read from disk.
struct LoadedPackage {
  std::string id;
  std::string folder;  // of its manifest, else of its first file
  Location manifest;   // the `package` clause
  bool has_manifest = false;
  bool is_asked_for = false;  // the user named it, or the edit set that it ships; others are what these build on
  std::uint64_t hash = 0;     // of its rule texts and tables, whatever its folder is called
};

struct LoadedRules {
  SourceMap sources;
  DiagnosticSink diagnostics;  // sorted
  std::shared_ptr<const Dictionary> dictionary;
  std::shared_ptr<const hir::Module> module;  // must not be run when diagnostics.has_errors()
  const hir::EditSet* edit_set = nullptr;     // the one asked for, if any
  bool takes_field_edits = false;             // without an edit set that has its own choice of them
  std::vector<LoadedPackage> packages;
  std::string name;  // of the edit set, else of the package
  std::string version;
  std::uint64_t hash = 0;  // of all rule texts, tables and the dictionary
};

// Fails when a file cannot be read, a dictionary is not there or an edit set is unknown. Mistakes in rule text are no
// failure: they stand in `diagnostics`.
Result<LoadedRules> load_rules(const RuleRequest& request);

// The edits of the set (or all edits, without one), in order, as they stand for runs on `as_of`; then its measures. Field
// edits are among them where the set has some, else where they are asked for.
std::vector<SelectedEdit> selected_edits(const LoadedRules& rules, Day as_of);

// Loads a dictionary in Edict's text form or, by its ending .xml, in the official NAACCR XML form. Diagnostics of its
// text become the failure's message.
Result<std::shared_ptr<const Dictionary>> load_dictionary(const std::string& path);

// The dictionary with the items of the named files added; fails on a clash of ids or numbers.
Result<std::shared_ptr<const Dictionary>> add_user_dictionaries(std::shared_ptr<const Dictionary> base,
                                                                const std::vector<std::string>& paths);

// Every diagnostic as the user reads it, with a last line that counts them; empty when there is none.
std::string render_all(const DiagnosticSink& diagnostics, const SourceMap& sources);

}  // namespace edict
