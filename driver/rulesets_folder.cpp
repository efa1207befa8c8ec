#include "driver/rulesets_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/read_file.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

// The ids of the edit sets that a rule text declares: the word after `edit set` at a line's start.
std::vector<std::string> edit_sets_in(std::string_view text) {
  std::vector<std::string> ids;
  constexpr std::string_view kHead = "edit set ";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.starts_with(kHead)) {
      line.remove_prefix(kHead.size());
      line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
      ids.emplace_back(line.substr(0, line.find_first_of(" \t\r\"#")));
    }
    at = end + 1;
  }
  return ids;
}

// Calls `visit(package folder, edit set id)` for every edit set of every shipped package, folders in order.
template <class Visit>
void for_each_edit_set(std::string_view rulesets, Visit visit) {
  std::set<std::string> folders;
  std::error_code ignored;
  for (const auto& registry : fs::directory_iterator(fs::path(rulesets), ignored)) {
    if (!registry.is_directory()) continue;
    for (const auto& package : fs::directory_iterator(registry.path(), ignored)) {
      if (package.is_directory() && package.path().filename() != "dictionaries")
        folders.insert(package.path().string());
    }
  }
  for (const std::string& folder : folders) {
    for (const std::string& file : rule_files_in(folder)) {
      const auto text = read_file(file);
      if (!text) continue;
      for (const std::string& id : edit_sets_in(*text)) visit(folder, id);
    }
  }
}

// The dictionary files of every registry's folder, sorted.
std::vector<fs::path> shipped_dictionaries(std::string_view rulesets) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& registry : fs::directory_iterator(fs::path(rulesets), ignored)) {
    for (const auto& entry : fs::directory_iterator(registry.path() / "dictionaries", ignored)) {
      if (entry.path().extension() == ".edict") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::optional<std::string> rulesets_folder() {
  if (const char* named = std::getenv("EDICT_RULESETS"); named != nullptr && *named != '\0') return named;
  std::error_code no_error;
  const fs::path executable = fs::read_symlink("/proc/self/exe", no_error);
  if (!no_error) {
    const fs::path installed = executable.parent_path().parent_path() / "share/edict/rulesets";
    if (fs::is_directory(installed, no_error)) return installed.string();
  }
  if (fs::is_directory(EDICT_SOURCE_RULESETS, no_error)) return EDICT_SOURCE_RULESETS;
  return std::nullopt;
}

std::string dictionary_path(std::string_view rulesets, std::string_view name, std::string_view version) {
  const std::string file_name = fmt::format("{}-{}.edict", name, version);
  for (const fs::path& file : shipped_dictionaries(rulesets)) {
    if (file.filename() == file_name) return file.string();
  }
  return fmt::format("{}/{}/dictionaries/{}", rulesets, name, file_name);
}

std::vector<std::string> shipped_versions(std::string_view rulesets, std::string_view name) {
  std::vector<std::string> versions;
  const std::string prefix = fmt::format("{}-", name);
  for (const fs::path& file : shipped_dictionaries(rulesets)) {
    const std::string stem = file.stem().string();
    if (stem.starts_with(prefix)) versions.push_back(stem.substr(prefix.size()));
  }
  std::sort(versions.begin(), versions.end());
  return versions;
}

std::string package_path(std::string_view rulesets, std::string_view package) {
  std::string path(package);
  std::replace(path.begin(), path.end(), '.', '/');
  return fmt::format("{}/{}", rulesets, path);
}

std::vector<std::string> folders_with_edit_set(std::string_view rulesets, std::string_view set) {
  std::vector<std::string> folders;
  for_each_edit_set(rulesets, [&](const std::string& folder, const std::string& id) {
    if (id == set && (folders.empty() || folders.back() != folder)) folders.push_back(folder);
  });
  return folders;
}

std::vector<std::string> shipped_edit_sets(std::string_view rulesets) {
  std::set<std::string> sets;
  for_each_edit_set(rulesets, [&](const std::string&, const std::string& id) { sets.insert(id); });
  return {sets.begin(), sets.end()};
}

std::vector<std::string> rule_files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder, error); entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    if (error) break;
    if (entry->is_directory() && entry->path().filename() == "dictionaries") {
      entry.disable_recursion_pending();
      continue;
    }
    const fs::path& path = entry->path();
    const bool is_rule_text =
        path.extension() == ".edict" ||
        (path.extension() == ".md" && read_file(path.string()).value_or("").find("```edict") != std::string::npos);
    if (entry->is_regular_file() && is_rule_text) files.push_back(path.string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace edict
