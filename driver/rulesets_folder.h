// Where the shipped rule sets and dictionaries are.
//
//   rulesets/naaccr/dictionaries/naaccr-25.edict     dictionary naaccr 25
//   rulesets/naaccr/core/*.edict                     package naaccr.core
//
// A folder of rulesets/ is an agency's or a registry's: it may hold several packages, and dictionaries of several names.
//
// The folder is $EDICT_RULESETS when set, else `../share/edict/rulesets` beside the executable's folder, else the
// source tree the executable was built from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edict {

// The folder, or nothing when none of the places has it.
std::optional<std::string> rulesets_folder();

// The file of a shipped dictionary, whether or not it exists.
std::string dictionary_path(std::string_view rulesets, std::string_view name, std::string_view version);

// The versions of a dictionary that are shipped, oldest first.
std::vector<std::string> shipped_versions(std::string_view rulesets, std::string_view name);

// The folder of a shipped package, whether or not it exists.
std::string package_path(std::string_view rulesets, std::string_view package);

// The packages' folders whose text has `edit set NAME`, in order of their names. Reads every rule file.
std::vector<std::string> folders_with_edit_set(std::string_view rulesets, std::string_view set);

// The names of all shipped edit sets, sorted: what a misspelt `--set` may have meant.
std::vector<std::string> shipped_edit_sets(std::string_view rulesets);

// The rule files (.edict, and .md with edict blocks) of a folder and the folders below it, sorted; dictionaries left
// out.
std::vector<std::string> rule_files_in(const std::string& folder);

}  // namespace edict
