#include "driver/package_folders.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "driver/rulesets_folder.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

// The folder that holds the packages beside the one of `asking_id` in `folder`: two up for `ky.core` in `…/ky/core`,
// one up for any other folder.
fs::path folder_of_packages(const fs::path& folder, std::string_view asking_id) {
  fs::path up = folder;
  std::string_view rest = asking_id;
  while (!rest.empty()) {
    const std::size_t dot = rest.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? rest : rest.substr(dot + 1);
    if (up.filename() != last) return folder.parent_path();
    up = up.parent_path();
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(0, dot);
  }
  return up;
}

}  // namespace

std::optional<std::string> find_package_folder(std::string_view id, const std::string& asking,
                                               std::string_view asking_id, std::span<const std::string> places) {
  std::error_code ignored;
  const fs::path folder = fs::absolute(fs::path(asking), ignored).lexically_normal().parent_path();
  std::vector<fs::path> all(places.begin(), places.end());
  all.push_back(folder / "packages");
  all.push_back(folder_of_packages(folder, asking_id));
  if (const auto shipped = rulesets_folder()) all.emplace_back(*shipped);

  std::string nested(id);
  std::ranges::replace(nested, '.', '/');
  for (const fs::path& place : all) {
    for (const fs::path& found : {place / nested, place / std::string(id)}) {
      if (fs::is_directory(found, ignored) && !rule_files_in(found.string()).empty()) return found.string();
    }
  }
  return std::nullopt;
}

}  // namespace edict
