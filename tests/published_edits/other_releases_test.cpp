// Other releases of published sets, when someone has put them into a folder: EDICT_OTHER_EDITS names it. What imports
// one release must import the others.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "dsl/import/edits/decision/convert_edit.h"
#include "dsl/import/edits/package_reader.h"
#include "tests/published_edits/published_vectors.h"

namespace edict::testing {
namespace {

namespace fs = std::filesystem;

void expect_all_read(const foreign::ParsedPackage& package) {
  const std::vector<foreign::ForeignEdit>& edits = package.package().edits;
  EXPECT_FALSE(edits.empty());
  const bool are_padded = std::ranges::any_of(
      edits, [](const foreign::ForeignEdit& edit) { return edit.subject == foreign::Subject::PaddedRecord; });
  const ItemLengths lengths = shipped_item_lengths("naaccr-23");
  const auto length_of = [&](std::string_view item) {
    const auto found = lengths.find(item);
    return found == lengths.end() ? SIZE_MAX : found->second;
  };
  foreign::DecisionGraph graph({are_padded, length_of}, &package.tables());
  std::size_t converted = 0;
  std::size_t of_patients = 0;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (!package.script(i)) continue;
    if (edits[i].subject == foreign::Subject::Patient) {
      ++of_patients;
      continue;
    }
    const auto decision = foreign::convert_edit(graph, package, i);
    if (!decision) ADD_FAILURE() << edits[i].id << ":" << decision.error().line << ": " << decision.error().problem;
    converted += decision ? 1U : 0U;
  }
  fmt::print("{} {}: {} edits, {} of them of patients, {} converted\n", package.package().id, package.package().version,
             edits.size(), of_patients, converted);
  // A release may call a function that no other does; everything else must be read.
  std::size_t unknown = 0;
  for (const std::string& problem : package.problems()) {
    fmt::print("{}\n", problem);
    const bool is_unknown = problem.contains(": the function `") && problem.ends_with("` is not known");
    if (!is_unknown) ADD_FAILURE() << problem;
    ++unknown;
  }
  EXPECT_EQ(converted + of_patients + unknown, edits.size());
}

TEST(OtherReleases, AreReadAndConverted) {
  const char* folder = std::getenv("EDICT_OTHER_EDITS");
  if (folder == nullptr) GTEST_SKIP() << "EDICT_OTHER_EDITS names no folder of other releases";
  for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
    SCOPED_TRACE(file.path().string());
    auto package = foreign::read_edits_package(file.path().string());
    ASSERT_TRUE(package.has_value()) << package.error().message;
    expect_all_read(*foreign::ParsedPackage::parse(std::move(*package)));
  }
}

}  // namespace
}  // namespace edict::testing
