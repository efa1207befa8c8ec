// docs/warnings.md is the pages of all warnings, as `edict explain` shows them. EDICT_UPDATE=1 writes it anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/read_file.h"
#include "dsl/diagnostics/diagnostic.h"

namespace edict {
namespace {

std::string all_pages() {
  std::string text =
      "# Warnings\n\nWhat `edict check` warns of: text without mistakes that is worth a second look. Each warning says what to avoid, what\n"
      "to prefer and why; `edict explain W201` shows the same. Where a warning is wrong about your edit, say so in the text\n"
      "([language.md](language.md), Warnings): `allow W201 because \"…\"`.\n";
  for (const DiagnosticInfo& info : all_diagnostics()) {
    if (info.severity == Severity::Error) continue;
    text += fmt::format("\n## {} {}\n\n{}\n", info.code, info.title, info.page);
  }
  return text;
}

TEST(Warnings, ArePrintedInTheDocumentation) {
  const std::string path = std::string(EDICT_SOURCE_DIR) + "/docs/warnings.md";
  const std::string given = all_pages();
  if (std::getenv("EDICT_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << given;
  EXPECT_EQ(read_file(path).value_or(""), given) << "EDICT_UPDATE=1 accepts what is given";
}

// A page says what to do, not only what is wrong.
TEST(Warnings, SayWhatToAvoidAndPrefer) {
  for (const DiagnosticInfo& info : all_diagnostics()) {
    if (info.severity == Severity::Error) continue;
    EXPECT_NE(info.page.find("Avoid"), std::string_view::npos) << info.code;
    EXPECT_NE(info.page.find("Prefer"), std::string_view::npos) << info.code;
  }
}

}  // namespace
}  // namespace edict
