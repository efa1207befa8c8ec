// The tutorial is followed step by step: its files are written, its commands run, and what they print is what stands on
// the page. With EDICT_UPDATE set the page is brought up to date instead.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

const std::string kTutorial = std::string(EDICT_SOURCE_DIR) + "/docs/tutorial.md";

// The path that a line asks to write: "Write `ky/dates.edict`:" or "… Write `ky/dates.edict`, with a slip:".
std::string path_to_write(const std::string& line) {
  const std::size_t at = line.find("rite `");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + 6;
  return line.substr(begin, line.find('`', begin) - begin);
}

// The page with the output of each command as it is now.
std::string followed(const std::string& page, const std::string& folder) {
  std::istringstream in(page);
  std::string now, line, path;
  while (std::getline(in, line)) {
    now += line + "\n";
    if (const std::string asked = path_to_write(line); !asked.empty()) path = asked;
    if (line == "```console") {
      while (std::getline(in, line) && line != "```") {
        if (!line.starts_with("$ edict ")) continue;
        const ProcessResult result = run_edict(arguments_of(line), "", folder);
        now += line + "\n" + result.out + result.err;
      }
      now += "```\n";
    } else if (line == "```" && !path.empty()) {
      std::string text;
      while (std::getline(in, line) && line != "```") text += line + "\n";
      write_text(folder + "/" + path, text);
      now += text + "```\n";
      path.clear();
    }
  }
  return now;
}

TEST(Tutorial, ShowsWhatIsSeen) {
  const std::string folder = fresh_folder();
  std::filesystem::copy_file(kCorpus, folder + "/sample.xml");
  const std::string page = read_text(kTutorial);
  ASSERT_FALSE(page.empty());
  const std::string now = followed(page, folder);
  if (std::getenv("EDICT_UPDATE") != nullptr) {
    write_text(kTutorial, now);
    return;
  }
  EXPECT_EQ(page, now);
}

}  // namespace
}  // namespace edict::testing
