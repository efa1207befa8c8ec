#include "driver/version.h"

#include <fmt/format.h>

#include "driver/rulesets_folder.h"

namespace edict {

std::string version_text() {
  std::string text = fmt::format("edict {}\nC++ {}, {}\n", kVersion, __cplusplus, __VERSION__);
  const auto folder = rulesets_folder();
  if (!folder) return text + "no shipped rule sets found\n";
  text += fmt::format("edit sets: {}\n", fmt::join(shipped_edit_sets(*folder), ", "));
  return text;
}

}  // namespace edict
