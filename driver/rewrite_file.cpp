#include "driver/rewrite_file.h"

#include <filesystem>

#include "base/output_file.h"

namespace edict {

Result<void> rewrite_file(const std::string& path, std::string_view text) {
  std::error_code ignored;
  const std::filesystem::perms permissions = std::filesystem::status(path, ignored).permissions();
  EDICT_TRY(const std::unique_ptr<OutputFile> file, OutputFile::create(path));
  EDICT_TRY_VOID(file->write(text));
  EDICT_TRY_VOID(file->commit());
  if (permissions != std::filesystem::perms::unknown) std::filesystem::permissions(path, permissions, ignored);
  return {};
}

}  // namespace edict
