#include "driver/new_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

#include "base/output_file.h"
#include "driver/load_rules.h"
#include "driver/rulesets_folder.h"
#include "driver/version.h"
#include "dsl/format/format.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

bool is_package_id(std::string_view id) {
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; };
  if (id.empty() || id.front() == '.' || id.back() == '.' || id.find("..") != std::string_view::npos) return false;
  return std::isalpha(static_cast<unsigned char>(id.front())) != 0 &&
         std::ranges::all_of(id, [&](char c) { return c == '.' || is_part(c); });
}

// The package id that a folder's name suggests.
std::string id_of(const std::string& folder) {
  fs::path path = fs::path(folder).lexically_normal();
  if (path.filename().empty()) path = path.parent_path();
  return path.filename().string();
}

// An item that a first edit can be about: of the lowest level, with a short list of single codes.
const Item* simple_item(const Dictionary& dictionary) {
  const LevelId lowest(dictionary.levels().size() - 1);
  for (std::size_t i = 0; i < dictionary.items().size(); ++i) {
    const Item& item = dictionary.items()[i];
    if (item.level != lowest || !item.codes || item.identifier != IdentifierClass::None) continue;
    const std::size_t count = item.codes->entries().size();
    const bool has_ranges = std::ranges::any_of(
        item.codes->entries(), [](const CodeSetEntry& entry) { return entry.kind != CodeSetEntry::Kind::Single; });
    if (count >= 3 && count <= 10 && !has_ranges && item.length <= 2) return &item;
  }
  return nullptr;
}

// A code of the item's length that is not in its list.
std::string code_outside(const Item& item) {
  for (const char c : {'8', '7', '6', 'X', 'Z'}) {
    const std::string code(static_cast<std::size_t>(item.length), c);
    if (!item.codes->contains(code)) return code;
  }
  return std::string(static_cast<std::size_t>(item.length), '?');
}

std::string first_edit(const std::string& id, const std::string& package, const Dictionary& dictionary) {
  std::string text = fmt::format(
      "# The first edit of this package: change it, or put your own in its place.\n\npackage {}\n", package);
  const Item* item = simple_item(dictionary);
  if (item == nullptr) return text;
  std::vector<std::string> codes;
  for (const CodeSetEntry& entry : item->codes->entries()) codes.push_back(to_string(entry));
  const std::string& level = dictionary[item->level].name;
  text += fmt::format(
      "\nedit {} \"{} is a listed code\" on {}\n"
      "  description \"An example: {} is blank or one of the codes of its list.\"\n"
      "  require {} is blank or in [{}]\n"
      "    message \"{} {{{}}} is not a code of the list.\"\n"
      "  test\n    | {} | result |\n    | {} | pass |\n    | {} | fail |\n    | | pass |\nend\n",
      id, item->label, level, item->label, item->id, fmt::join(codes, ", "), item->label, item->id, item->id,
      codes.front(), code_outside(*item));
  return text;
}

// The text as `edict fmt` lays it out.
Result<std::string> laid_out(std::string text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("first.edict", std::move(text));
  return format(parse(sources[file], file, sink));
}

Result<void> write_new(const fs::path& path, const std::string& text) {
  EDICT_TRY(const auto file, OutputFile::create(path.string()));
  EDICT_TRY_VOID(file->write(text));
  return file->commit();
}

}  // namespace

Result<std::string> begin_package(const NewPackageOptions& options) {
  const std::string id = options.id.empty() ? id_of(options.folder) : options.id;
  if (!is_package_id(id)) {
    return fail(ErrorKind::Usage,
                fmt::format("`{}` cannot be a package's id: letters, digits, `_`, `-`, parts joined by dots", id));
  }
  std::error_code error;
  if (fs::is_directory(options.folder, error) && !rule_files_in(options.folder).empty()) {
    return fail(ErrorKind::Usage, fmt::format("`{}` holds rule files already", options.folder));
  }
  const std::string named = options.dictionary.empty() ? kDefaultDictionary : options.dictionary;
  const std::size_t blank = named.find(' ');
  const std::string name = named.substr(0, blank);
  const std::string version = blank == std::string::npos ? "" : named.substr(blank + 1);
  const auto rulesets = rulesets_folder();
  if (!rulesets)
    return fail(ErrorKind::Unreadable, "the folder of shipped rule sets was not found; set EDICT_RULESETS");
  const std::string path = dictionary_path(*rulesets, name, version);
  if (!fs::exists(path, error)) {
    const std::vector<std::string> versions = shipped_versions(*rulesets, name);
    return fail(ErrorKind::Usage,
                fmt::format("no dictionary `{}`{}", named,
                            versions.empty() ? std::string()
                                             : fmt::format("; there are versions {}", fmt::join(versions, ", "))));
  }
  EDICT_TRY(const auto dictionary, load_dictionary(path));

  std::string short_name = id.substr(id.rfind('.') == std::string::npos ? 0 : id.rfind('.') + 1);
  std::string set = id;
  std::ranges::replace(set, '.', '-');
  std::string manifest = fmt::format(
      "# What this package is, and what it builds on.\n\npackage {} version 1.0 \"Edits of {}\"\n", id, short_name);
  for (const std::string& base : options.builds_on) manifest += fmt::format("  builds on {}\n", base);
  manifest +=
      fmt::format("use dictionary {} {}\n\nedit set {} \"Edits of {}\" version 1.0\n", name, version, set, short_name);
  for (const std::string& base : options.builds_on) manifest += fmt::format("  include {}\n", base);
  manifest += fmt::format("  include {}\nend\n", id);
  std::erase_if(short_name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
  std::ranges::transform(short_name, short_name.begin(),
                         [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });

  fs::create_directories(options.folder, error);
  if (error) return fail(ErrorKind::Unwritable, fmt::format("cannot make the folder `{}`", options.folder));
  const fs::path folder(options.folder);
  EDICT_TRY(const std::string first, laid_out(first_edit(fmt::format("{}001", short_name), id, *dictionary)));
  EDICT_TRY_VOID(write_new(folder / "package.edict", manifest));
  EDICT_TRY_VOID(write_new(folder / "first.edict", first));
  return fmt::format(
      "{}: the manifest, and an edit set `{}`\n"
      "{}: a first edit with its test\n\n"
      "Next:\n"
      "  edict test {}\n"
      "  edict run --rules {} --set {} FILE\n",
      (folder / "package.edict").string(), set, (folder / "first.edict").string(), options.folder, options.folder, set);
}

}  // namespace edict
