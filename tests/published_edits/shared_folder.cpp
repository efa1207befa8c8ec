#include "tests/published_edits/shared_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/read_file.h"
#include "dsl/import/edits/unpack.h"

namespace edict::testing {

namespace fs = std::filesystem;

std::string shared_data_folder() {
  const fs::path folder = fs::path(EDICT_SOURCE_DIR).parent_path() / "shared" / "data";
  return fs::is_directory(folder) ? folder.string() : "";
}

std::string unpacked_text(const std::string& path) {
  auto packed = read_file(path);
  EXPECT_TRUE(packed.has_value()) << path;
  if (!packed) return {};
  auto text = foreign::unpack(std::move(*packed), "", path);
  EXPECT_TRUE(text.has_value()) << path;
  return text.value_or("");
}

std::string unpacked_archive(const std::string& path, const std::string& name) {
  const fs::path folder = fs::path(EDICT_BINARY_DIR) / "published" / name;
  if (fs::exists(folder)) return folder.string();
  const fs::path begun = folder.string() + ".begun";
  fs::create_directories(begun);
  const std::string command = fmt::format("python3 -m zipfile -e '{}' '{}'", path, begun.string());
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  fs::rename(begun, folder);
  return folder.string();
}

}  // namespace edict::testing
