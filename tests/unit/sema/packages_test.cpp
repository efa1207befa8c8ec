// Several files as one program: what a package sees of another, and what a set includes of both.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dsl/sema/analyse.h"

namespace edict {
namespace {

std::shared_ptr<const Dictionary> small_dictionary() {
  Item site;
  site.id = "site";
  site.label = "Site";
  site.level = LevelId(1);
  site.kind = ItemKind::Code;
  site.length = 4;
  return std::make_shared<const Dictionary>(
      "small", "1", std::vector<Level>{{"file", "files", {}, "File"}, {"visit", "visits", LevelId(0), "Visit"}},
      std::vector{site});
}

// The module of some files, and what is wrong with them as "file: message (hint)". Lint is left out.
struct Program {
  SourceMap sources;
  hir::Module module;
  std::vector<std::string> errors;

  explicit Program(const std::vector<std::string>& texts, const std::vector<std::string>& former_edits = {}) {
    DiagnosticSink sink;
    std::vector<SyntaxTree> trees;
    for (const std::string& text : texts) {
      const FileId file = sources.add(fmt::format("{}.edict", sources.size()), text);
      trees.push_back(parse(sources[file], file, sink));
    }
    const auto no_files = [](const std::string&, const std::string& named) -> Result<std::string> {
      return fail(ErrorKind::Unreadable, named);
    };
    module = analyse(trees, sources, small_dictionary(), no_files, sink, former_edits);
    sink.sort();
    for (const Diagnostic& diagnostic : sink.all()) {
      if (info_of(diagnostic.code).severity != Severity::Error) continue;
      errors.push_back(
          fmt::format("{}: {} ({})", diagnostic.location.file.index(), diagnostic.message, diagnostic.hint));
    }
  }

  [[nodiscard]] std::vector<std::string> members(std::size_t set) const {
    std::vector<std::string> ids;
    for (const hir::SetMember& member : module.sets.at(set).members) ids.push_back(module.edits[member.edit].id);
    return ids;
  }
};

std::string edit(std::string_view id, std::string_view condition, std::string_view clauses = "") {
  return fmt::format("edit {} \"…\" on visit\n{}  require {}\n    message \"…\"\nend\n", id, clauses, condition);
}

using Texts = std::vector<std::string>;

TEST(Packages, SeeTheListsOfTheirOwnFilesOnly) {
  const Program program({"package a version 1\ncode list Breast = [C500-C509]\n",
                         "package a version 1\n" + edit("A1", "site in Breast"),
                         "package b version 1\n" + edit("B1", "site in Breast")});
  EXPECT_EQ(program.errors, Texts{"2: no code list `Breast` ()"});
}

TEST(Packages, HaveOneVersion) {
  const Program program({"package a version 1\n", "package a version 2\n"});
  EXPECT_EQ(program.errors,
            Texts{"1: package `a` has version 2 here and 1 in another file (the first stands in 0.edict:1)"});
}

TEST(Packages, SayWhatTheyAreInOneManifest) {
  const Program program({"package a version 1.2 \"All of A\"\n  agency Some Registry\n  builds on b version 2\n",
                         "package a\n", "package b version 2.4\n"});
  EXPECT_EQ(program.errors, Texts{});
  const hir::Package& package = program.module.packages.at(0);
  EXPECT_EQ(package.title, "All of A");
  EXPECT_EQ(package.agency, "Some Registry");
  EXPECT_EQ(package.version, "1.2");
  ASSERT_EQ(package.builds_on.size(), 1U);
  EXPECT_EQ(package.builds_on.front().id, "b");

  const Program twice({"package a \"One\"\n", "package a \"Two\"\n"});
  EXPECT_EQ(twice.errors, Texts{"1: package `a` has a manifest already (the first stands in 0.edict:1)"});
}

TEST(Packages, BuildOnVersionsThatServe) {
  const auto building = [](std::string_view needed, std::string_view found) {
    return Program({fmt::format("package a version 1\n  builds on b version {}\n", needed),
                    fmt::format("package b version {}\n", found)})
        .errors;
  };
  EXPECT_EQ(building("25", "25"), Texts{});
  EXPECT_EQ(building("25", "25.1"), Texts{});
  EXPECT_EQ(building("25.1", "25.10"), Texts{});
  EXPECT_EQ(building("25.2", "25.1"), Texts{"0: builds on `b` version 25.2, found version 25.1 ()"});
  EXPECT_EQ(building("25", "26"), Texts{"0: builds on `b` version 25, found version 26 ()"});
}

TEST(Packages, DoNotBuildOnThemselves) {
  const Program program({"package a version 1\n  builds on b\n", "package b version 1\n  builds on a\n"});
  EXPECT_EQ(program.errors, Texts{"1: `a` builds on itself: a on b on a ()"});
}

TEST(Packages, AreNotWrongAboutEditsThatAreGone) {
  const std::string set =
      "package a\n" + edit("A1", "site is C509") + "edit set S \"…\"\n  include a\n  exclude B7\nend\n";
  EXPECT_EQ(Program({set}).errors, Texts{"0: no edit `B7` ()"});
  EXPECT_EQ(Program({set}, {"B7"}).errors, Texts{});
}

TEST(Packages, ShareTheIdsOfEdits) {
  const Program program({"package a\n" + edit("X1", "site is C509"), "package b\n" + edit("X1", "site is C509")});
  EXPECT_EQ(program.errors, Texts{"1: edit `X1` is defined twice (the first stands in 0.edict:2)"});
}

TEST(EditSets, IncludePackagesEditsAndTagsInOrderOfTheText) {
  const Program program({"package a\n" + edit("A1", "site is C509", "  tags x\n") + edit("A2", "site is C619"),
                         "package b\n" + edit("B1", "site is C509", "  tags x, y\n") + edit("B2", "site is C619"),
                         "edit set All \"…\"\n  include b\n  include a\n  exclude A2\nend\n"
                         "edit set Tagged \"…\"\n  include any of tags [x] from b\n  include A2\nend\n"});
  EXPECT_EQ(program.errors, Texts{});
  EXPECT_EQ(program.members(0), (Texts{"A1", "B1", "B2"}));
  EXPECT_EQ(program.members(1), (Texts{"A2", "B1"}));
}

}  // namespace
}  // namespace edict
