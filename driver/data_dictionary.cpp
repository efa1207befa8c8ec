#include "driver/data_dictionary.h"

#include <fmt/format.h>

#include <algorithm>

#include "driver/rulesets_folder.h"

namespace edict {
namespace {

// Headers write a version with its revision ("250"); dictionaries are named without a revision of zero ("25").
std::string shipped_version(std::string version) {
  if (version.size() == 3 && version.back() == '0') version.pop_back();
  return version;
}

Result<std::shared_ptr<const Dictionary>> base_dictionary(const std::shared_ptr<const Dictionary>& of_rules,
                                                          const std::string& dictionary_file,
                                                          const FileHeader& header) {
  if (!dictionary_file.empty()) return load_dictionary(dictionary_file);
  const std::string version = shipped_version(header.dictionary_version);
  if (version.empty() || version == of_rules->version()) return of_rules;

  const auto rulesets = rulesets_folder();
  if (!rulesets)
    return fail(ErrorKind::Unreadable, "the folder of shipped rule sets was not found; set EDICT_RULESETS");
  const std::vector<std::string> versions = shipped_versions(*rulesets, of_rules->name());
  if (std::find(versions.begin(), versions.end(), version) == versions.end()) {
    return fail(ErrorKind::Unreadable,
                fmt::format("the input follows dictionary `{}`, which is not shipped (shipped: {} {}); import it with "
                            "`edict import` and name it with `--data-dictionary`",
                            header.dictionary_uri, of_rules->name(), fmt::join(versions, ", ")));
  }
  return load_dictionary(dictionary_path(*rulesets, of_rules->name(), version));
}

}  // namespace

DictionaryOf data_dictionaries(const LoadedRules& rules, DataDictionaryOptions options) {
  return [of_rules = rules.dictionary,
          options = std::move(options)](const FileHeader& header) -> Result<std::shared_ptr<const Dictionary>> {
    EDICT_TRY(std::shared_ptr<const Dictionary> base, base_dictionary(of_rules, options.dictionary_file, header));
    return add_user_dictionaries(std::move(base), options.user_dictionaries);
  };
}

}  // namespace edict
