// Layout: which clause stands under which, whatever the lines look like.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

void append(std::string& text, const SyntaxTree& tree, const std::vector<ClauseId>& clauses) {
  text += "(";
  for (const ClauseId id : clauses) {
    if (text.back() != '(') text += " ";
    std::string_view name = name_of(tree[id].kind);
    name.remove_suffix(std::string_view("Clause").size());
    text += name;
    if (!tree[id].children.empty()) append(text, tree, tree[id].children);
  }
  text += ")";
}

// The clauses of a file as "(Edit(When(Require) End))", and the codes of its diagnostics.
std::string clauses_of(const std::string& source, const std::string& path = "test.edict") {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path, source);
  const SyntaxTree tree = parse(sources[file], file, sink);
  sink.sort();
  std::string text;
  append(text, tree, tree.top);
  for (const Diagnostic& diagnostic : sink.all()) text += fmt::format(" {}", info_of(diagnostic.code).code);
  return text;
}

TEST(Layout, IndentationSaysWhatAClauseBelongsTo) {
  EXPECT_EQ(clauses_of("edit A \"t\" on tumor\n"
                       "  when x is 1\n"
                       "    require y is 1\n"
                       "      message \"m\"\n"
                       "    require z is 1\n"
                       "  require x is 2\n"
                       "end\n"),
            "(Edit(When(Require(Message) Require) Require End))");
}

TEST(Layout, ALineContinuesAfterAnOperatorOrWithOne) {
  EXPECT_EQ(clauses_of("edit A \"t\" on tumor\n"
                       "  require x is 1\n"
                       "          and y is 1 and\n"
                       "          z in [1,\n"
                       "                2]      # a comment\n"
                       "          # another\n"
                       "    message \"m\"\n"
                       "end\n"),
            "(Edit(Require(Message) End))");
}

TEST(Layout, AnUnfinishedLineDoesNotSwallowItsClauses) {
  EXPECT_EQ(clauses_of("edit A \"t\" on tumor\n  require x is 1 and\n    message \"m\"\nend\n"),
            "(Edit(Error(Message) End)) E0103");
  EXPECT_EQ(clauses_of("edit A \"t\" on tumor\n  require (x is 1\n    message \"m\"\nend\n"),
            "(Edit(Require(Message) End)) E0113");
}

TEST(Layout, AListGoesOnWithAWordThatElsewhereBeginsAClause) {
  EXPECT_EQ(clauses_of("edit A \"t\" on tumor\n  tags site,\n       override\nend\n"), "(Edit(Tags End))");
}

TEST(Layout, RowsInTheWrongPlaceAreOneFault) {
  EXPECT_EQ(clauses_of("table T\n  match a\n    | a |\n    | 1 |\n    | 2 |\nend\n"),
            "(Table(Match(Error Error Error) End)) E0102");
}

TEST(Layout, ACodeThatEndsInAMinusEndsItsLine) {
  EXPECT_EQ(clauses_of("edit A \"t\" on tumor\n  require x is p0I-\n    message \"m\"\nend\n"),
            "(Edit(Require(Message) End))");
}

TEST(Layout, AHashInATextIsNoComment) {
  EXPECT_EQ(clauses_of("edit A \"t # 1\" on tumor # \"\n  require #400 is 1 #(\nend # end\n"), "(Edit(Require End))");
}

TEST(Layout, ReadsWindowsLineEndsHardBlanksAndTheByteOrderMark) {
  EXPECT_EQ(clauses_of("\xEF\xBB\xBF"
                       "edit A \"t\" on tumor\r\n  require x\xC2\xA0is 1\r\n  test\r\n    | x |\r\nend\r\n"),
            "(Edit(Require Test(Row) End))");
}

TEST(Layout, ReportsTextThatIsNotUtf8) { EXPECT_EQ(clauses_of("# caf\xE9\n"), "() E0118"); }

TEST(Layout, EndClosesTheBlockAtItsColumn) {
  EXPECT_EQ(clauses_of("table T\n  match a\n  | a |\nend\nend\n"), "(Table(Match Row End) Error) E0111");
  EXPECT_EQ(clauses_of("table T\n  match a\n  end\ntable U\n  match a\nend\n"),
            "(Table(Match End) Table(Match End)) E0112");
  EXPECT_EQ(clauses_of("table T\n  match a\ntable U\n  match a\nend\n"), "(Table(Match) Table(Match End)) E0110");
}

TEST(Layout, NothingStandsUnderAnEnd) {
  EXPECT_EQ(clauses_of("table T\n  match a\nend\n  match b\n  match c\n"),
            "(Table(Match End(Error Error))) E0102 E0102");
}

TEST(Layout, ABrokenClauseSaysWhatItDeclares) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("test.edict", "code list A = 1\nedti B \"t\" on tumor\nend\n");
  const SyntaxTree tree = parse(sources[file], file, sink);
  EXPECT_EQ(tree.root_of(tree[tree.top[0]]).child(NodeKind::Name).text(), "A");
  EXPECT_EQ(tree.root_of(tree[tree.top[1]]).child(NodeKind::EditId).text(), "B");
}

TEST(Layout, LimitsHowDeepClausesStand) {
  std::string source = "edit A \"t\" on tumor\n";
  for (std::size_t depth = 1; depth < 1000; ++depth) source += std::string(depth, ' ') + "when x is 1\n";
  EXPECT_NE(clauses_of(source + "end\n").find("E0109"), std::string::npos);
}

TEST(Markdown, OnlyFencedBlocksAreRules) {
  EXPECT_EQ(clauses_of("# Title\n"
                       "```edict\n"
                       "code list A = [1]\n"
                       "```\n"
                       "edit of prose (\n"
                       "* a list\n"
                       "  ~~~~ edict\n"
                       "  table T\n"
                       "  ```\n"
                       "  end\n"
                       "  ~~~~\n"
                       "```sql\n"
                       "select\n"
                       "```\n",
                       "rules.md"),
            "(CodeList Table(End) Error) E0101");
}

TEST(Markdown, ABlockLeftOpenIsReportedInItsFence) {
  EXPECT_EQ(clauses_of("```edict\ntable T\n```\n\n```edict\ntable U\n  match a\nend\n```\n", "rules.md"),
            "(Table Table(Match End)) E0110");
  EXPECT_EQ(clauses_of("```edict\ntable T\n  match a\n```\n\n```edict\nend\n```\n", "rules.md"),
            "(Table(Match) Error) E0110 E0111");
}

}  // namespace
}  // namespace edict
