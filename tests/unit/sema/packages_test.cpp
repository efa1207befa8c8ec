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

  explicit Program(const std::vector<std::string>& texts) {
    DiagnosticSink sink;
    std::vector<SyntaxTree> trees;
    for (const std::string& text : texts) {
      const FileId file = sources.add(fmt::format("{}.edict", sources.size()), text);
      trees.push_back(parse(sources[file], file, sink));
    }
    const auto no_files = [](const std::string&, const std::string& named) -> Result<std::string> {
      return fail(ErrorKind::Unreadable, named);
    };
    module = analyse(trees, sources, small_dictionary(), no_files, sink);
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
            Texts{"1: package `a` has version 2 here and 1 in another file (the other stands in 0.edict:1)"});
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
