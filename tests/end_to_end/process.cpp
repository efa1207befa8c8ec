#include "tests/end_to_end/process.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/check.h"

namespace edict::testing {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& argument) {
  std::string text = "'";
  for (char c : argument) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

ProcessResult run_edict(const std::vector<std::string>& arguments, const std::string& input,
                        const std::string& folder) {
  char scratch[] = "/tmp/edict-test-XXXXXX";
  EDICT_CHECK(::mkdtemp(scratch) != nullptr);
  const std::string base = scratch;
  write_text(base + "/in", input);
  std::string command = folder.empty() ? "" : fmt::format("cd {} && ", quoted(folder));
  command += fmt::format("NO_COLOR=1 {}", quoted(EDICT_PROGRAM));
  for (const std::string& argument : arguments) command += fmt::format(" {}", quoted(argument));
  command += fmt::format(" <{0}/in >{0}/out 2>{0}/err", base);
  const int status = std::system(command.c_str());
  ProcessResult result{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_text(base + "/out"),
                       read_text(base + "/err")};
  fs::remove_all(base);
  return result;
}

std::vector<std::string> arguments_of(const std::string& command) {
  std::istringstream text(command);
  std::vector<std::string> words{std::istream_iterator<std::string>(text), {}};
  words.erase(words.begin(), words.begin() + 2);  // $ edict
  return words;
}

std::string fresh_folder() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  const fs::path folder =
      fs::path(::testing::TempDir()) / "edict" / (std::string(test->test_suite_name()) + "." + test->name());
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder.string();
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string read_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::string shared_data() {
  const fs::path folder = fs::path(EDICT_SOURCE_DIR).parent_path() / "shared/data";
  return fs::is_directory(folder) ? folder.string() : "";
}

}  // namespace edict::testing
