#include "driver/data_dictionary.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "driver/open_input.h"
#include "driver/rulesets_folder.h"

namespace edict {
namespace {

// Headers write a version with its revision ("250"); dictionaries are named without a revision of zero ("25").
std::string shipped_version(std::string version) {
  if (version.size() == 3 && version.back() == '0') version.pop_back();
  return version;
}

// The file of a shipped version of a dictionary; an error that says which are shipped.
Result<std::string> shipped_file(const std::string& name, const FileHeader& header) {
  const auto rulesets = rulesets_folder();
  if (!rulesets)
    return fail(ErrorKind::Unreadable, "the folder of shipped rule sets was not found; set EDICT_RULESETS");
  const std::string version = shipped_version(header.dictionary_version);
  const std::vector<std::string> versions = shipped_versions(*rulesets, name);
  if (std::find(versions.begin(), versions.end(), version) != versions.end()) {
    return dictionary_path(*rulesets, name, version);
  }
  return fail(ErrorKind::Unreadable,
              fmt::format("the input follows dictionary `{}`, which is not shipped (shipped: {} {}); import it with "
                          "`edict import` and name it with `--data-dictionary`",
                          header.dictionary_uri, name, fmt::join(versions, ", ")));
}

Result<std::shared_ptr<const Dictionary>> base_dictionary(const std::shared_ptr<const Dictionary>& of_rules,
                                                          const std::string& dictionary_file,
                                                          const FileHeader& header) {
  if (!dictionary_file.empty()) return load_dictionary(dictionary_file);
  const std::string version = shipped_version(header.dictionary_version);
  if (version.empty() || version == of_rules->version()) return of_rules;
  EDICT_TRY(const std::string path, shipped_file(of_rules->name(), header));
  return load_dictionary(path);
}

}  // namespace

DictionaryOf data_dictionaries(const LoadedRules& rules, DataDictionaryOptions options) {
  return [of_rules = rules.dictionary,
          options = std::move(options)](const FileHeader& header) -> Result<std::shared_ptr<const Dictionary>> {
    EDICT_TRY(std::shared_ptr<const Dictionary> base, base_dictionary(of_rules, options.dictionary_file, header));
    if (base == of_rules) return base;  // it has the registry's own items already
    return add_user_dictionaries(std::move(base), options.user_dictionaries);
  };
}

Result<std::string> dictionary_file_of(const std::string& input) {
  if (input == "-") {
    return fail(ErrorKind::Usage, "standard input is read only once: name its dictionary with `--dictionary`");
  }
  EDICT_TRY(const std::unique_ptr<RecordReader> reader, open_input(input));
  std::optional<FileHeader> header;
  const auto read = reader->read_header([&](const FileHeader& named) -> Result<std::shared_ptr<const Dictionary>> {
    header = named;
    return fail(ErrorKind::Usage, "only the header is asked for");
  });
  if (!header) return std::unexpected(read.error());
  if (header->dictionary_name.empty()) {
    return fail(ErrorKind::Unreadable,
                fmt::format("`{}` names no dictionary known here: name it with `--dictionary`", input));
  }
  return shipped_file(header->dictionary_name, *header);
}

}  // namespace edict
