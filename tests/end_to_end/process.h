// Runs the built `edict` in a folder of its own and tells what came out.
#pragma once

#include <string>
#include <vector>

namespace edict::testing {

struct ProcessResult {
  int exit_code = -1;
  std::string out;
  std::string err;
};

// The made-up patients that the project ships.
inline const std::string kCorpus = std::string(EDICT_SOURCE_DIR) + "/corpus/abstracts-v25.xml";

// Runs `edict arguments…` with `input` on stdin, in `folder` when one is given.
ProcessResult run_edict(const std::vector<std::string>& arguments, const std::string& input = "",
                        const std::string& folder = "");

// The arguments of a command as documentation shows it: `$ edict check ky`.
std::vector<std::string> arguments_of(const std::string& command);

// A new empty folder for the running test; removed when it is made again.
std::string fresh_folder();

// The text with the first `from` replaced by `to`; fails the test when it is not there.
std::string with(std::string text, const std::string& from, const std::string& to);

void write_text(const std::string& path, const std::string& text);
std::string read_text(const std::string& path);

// The folder of real data beside the project, or empty when it is not there.
std::string shared_data();

}  // namespace edict::testing
