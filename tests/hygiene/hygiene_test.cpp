// Invariants of the house that no compiler checks.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "dsl/builtins/builtin.h"
#include "dsl/diagnostics/diagnostic.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// Visits the C++ sources of the engine: base, dsl, runtime, compiler.
template <class Visit>
void for_each_engine_source(Visit visit) {
  for (const char* folder : {"base", "dsl", "runtime", "compiler"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(EDICT_SOURCE_DIR) / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".h" || extension == ".cpp" || extension == ".def") visit(entry.path(), read(entry.path()));
    }
  }
}

std::string without_comments(const std::string& text) { return std::regex_replace(text, std::regex("//[^\n]*"), ""); }

// The registry is data. What knows one by name says so in its own name.
TEST(Hygiene, NoRegistryIsNamedInTheEngine) {
  const std::regex registry("naaccr|\\bseer\\b|cdisc|sdtm|usdm", std::regex::icase);
  for_each_engine_source([&](const fs::path& path, const std::string& text) {
    const std::string name = path.filename().string();
    if (name.starts_with("naaccr_") || name == "builtins.def" || name == "nodes.def" || name == "diagnostics.def")
      return;
    std::istringstream lines(without_comments(text));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
      if (line.find("naaccr_") != std::string::npos) continue;  // includes and names of those files
      EXPECT_FALSE(std::regex_search(line, registry)) << path << ":" << number << ": " << line;
    }
  });
}

// LLVM has one door.
TEST(Hygiene, OnlyCodegenIncludesLlvm) {
  for_each_engine_source([](const fs::path& path, const std::string& text) {
    if (path.string().find("compiler/codegen") != std::string::npos) return;
    EXPECT_EQ(text.find("#include <llvm"), std::string::npos) << path;
  });
}

TEST(Hygiene, EveryHeaderSaysWhatItIs) {
  for_each_engine_source([](const fs::path& path, const std::string& text) {
    EXPECT_TRUE(path.extension() != ".h" || text.starts_with("// ")) << path;
  });
}

TEST(Hygiene, DiagnosticCodesAreUniqueAndExplained) {
  std::set<std::string_view> codes;
  for (const DiagnosticInfo& info : all_diagnostics()) {
    EXPECT_TRUE(codes.insert(info.code).second) << info.code;
    EXPECT_TRUE(std::regex_match(std::string(info.code), std::regex("[EW][0-9]{3,4}"))) << info.code;
    EXPECT_EQ(info.code.front() == 'E', info.severity == Severity::Error) << info.code;
    EXPECT_GT(info.page.size(), 40U) << info.code << " has no page worth reading";
  }
}

// The tests of diagnostics that come of more than rule text, or of very much of it, and what they expect.
struct Shown {
  std::string path;
  std::string expectation;
};
const std::map<std::string, Shown> kShownElsewhere = {
    {"E0564", {"tests/unit/sema/limits_test.cpp", "Code::TooManyRows"}},
    {"E0589", {"tests/unit/sema/limits_test.cpp", "Code::TemplateTooLong"}},
    {"E0599", {"tests/unit/sema/limits_test.cpp", "Code::LoopTooLong"}},
    {"W241", {"tests/end_to_end/packages_test.cpp", "W241"}},
    {"W242", {"tests/end_to_end/packages_test.cpp", "W242"}},
};

TEST(Hygiene, AGoldenFileShowsEachDiagnostic) {
  std::string golden;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(EDICT_SOURCE_DIR) / "tests/golden")) {
    if (entry.path().extension() == ".edict") golden += read(entry.path());
  }
  for (const DiagnosticInfo& info : all_diagnostics()) {
    const std::string code(info.code);
    const auto elsewhere = kShownElsewhere.find(code);
    const bool is_shown =
        elsewhere == kShownElsewhere.end()
            ? golden.find("#~ " + code + " at ") != std::string::npos
            : read(fs::path(EDICT_SOURCE_DIR) / elsewhere->second.path).find(elsewhere->second.expectation) !=
                  std::string::npos;
    EXPECT_TRUE(is_shown) << code;
  }
}

TEST(Hygiene, EveryBuiltinIsDocumented) {
  for (const BuiltinInfo& info : all_builtins()) {
    EXPECT_FALSE(info.doc.empty()) << info.name;
    EXPECT_FALSE(info.example.empty()) << info.name;
    EXPECT_EQ(builtin_by_ir_name(info.ir_name), static_cast<Builtin>(&info - all_builtins().data()));
  }
}

}  // namespace
}  // namespace edict
