// What is wrong with a package is told with its place, and the rest is read.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <lzma.h>

#include <algorithm>

#include "dsl/import/edits/package_reader.h"
#include "dsl/import/edits/parsed_package.h"
#include "dsl/import/edits/unpack.h"

namespace edict::foreign {
namespace {

constexpr const char* kRules = R"(<?xml version="1.0"?>
<validator id="v">
<context>
<entry id="A" type="java">[1]</entry>
</context>
<rules>
<rule id="R-1" java-path="lines.line"><expression>return true</expression></rule>
<rule id="R-2" java-path="lines.line"><expression>return line.a == 'x'
  || line.b == 'y'</expression><message>m</message></rule>
<rule id="R-3" java-path="lines.line"><expression>return line.c == null</expression></rule>
</rules>
<sets><set id="S" name="s"><include>R-1</include></set></sets>
</validator>
)";

std::string read_ids(const std::string& bytes) {
  const auto package = read_edits_package(bytes, "p.xml");
  if (!package) return package.error().message;
  std::string ids;
  for (const ForeignEdit& edit : package->edits) ids += edit.id + " ";
  const auto parsed = ParsedPackage::parse(*package);
  for (const std::string& problem : parsed->problems()) ids += "| " + problem;
  return ids;
}

std::string replaced(std::string text, std::string_view old, std::string_view now) {
  return text.replace(text.find(old), old.size(), now);
}

TEST(FaultyPackage, LeavesOutWhatStandsAtAFault) {
  EXPECT_EQ(read_ids(kRules), "R-1 R-2 R-3 ");
  EXPECT_EQ(read_ids(replaced(kRules, "<message>m", "<message>m & n")),
            "R-1 R-3 | R-2:9: not well-formed (invalid token)");
  EXPECT_EQ(read_ids(replaced(kRules, "[1]</entry>", "[1]</entri>")), "R-1 R-2 R-3 | A:4: mismatched tag");
  EXPECT_EQ(read_ids(replaced(kRules, "<rule id=\"R-2\"", "<rule id=R-2")),
            "R-1 R-3 | p.xml:8: not well-formed (invalid token)");
}

// A cut is told once, with the edit and the line it falls on, and all edits before it are read.
TEST(FaultyPackage, ReadsWhatStandsBeforeACut) {
  const std::string whole = kRules;
  const std::size_t first_end = whole.find("</rule>") + 7;
  for (std::size_t size = 0; size + 1 < whole.size(); size += 7) {
    const std::string ids = read_ids(whole.substr(0, size));
    const auto line = 1 + std::ranges::count(whole.substr(0, size), '\n');
    const bool is_told = ids.contains(fmt::format(":{}: ", line)) || ids.contains(fmt::format(":{}: ", line - 1)) ||
                         ids.contains("not a package");
    const bool is_complete = size > whole.find("</validator>") + 11;
    EXPECT_NE(is_told, is_complete) << size << ": " << ids;
    EXPECT_EQ(ids.contains("R-1 "), size >= first_end) << size << ": " << ids;
    EXPECT_EQ(std::ranges::count(ids, '|'), size >= first_end && !is_complete ? 1 : 0) << ids;
  }
  EXPECT_EQ(read_ids(whole.substr(0, whole.find("  || line.b"))), "R-1 | R-2:9: no element found");
}

std::string problems_of(std::vector<ContextEntry> context, std::vector<std::string> expressions = {}) {
  EditsPackage package;
  package.context = std::move(context);
  for (const std::string& expression : expressions) {
    ForeignEdit& edit = package.edits.emplace_back();
    edit.id = fmt::format("E-{}", package.edits.size());
    edit.expression = {expression, 40};
  }
  const auto parsed = ParsedPackage::parse(std::move(package));
  std::string problems;
  for (const std::string& problem : parsed->problems()) problems += problem + "\n";
  return problems;
}

TEST(FaultyPackage, TellsWhichEntriesAndEditsCannotBeRead) {
  EXPECT_EQ(problems_of({}, {"return true", "return Functions.no(1)", "x = 2\ny = = 1"}),
            "E-2:40: the function `no` is not known\nE-3:41: cannot be read from `= = 1` on\n");
  EXPECT_EQ(problems_of({{"A", ContextForm::Data, {"[1, B]", 3}},
                         {"B", ContextForm::Data, {"[A, C]", 4}},
                         {"C", ContextForm::Data, {"[C2, 2]", 5}}}),
            "A:3: it stands in itself\nB:4: it names `A`, which cannot be read\n");
  EXPECT_EQ(problems_of({{"A", ContextForm::Data, {"1", 3}}, {"A", ContextForm::Script, {"return 2", 4}}}),
            "A:4: a second entry of this id\n");
  EXPECT_EQ(problems_of({{"T", ContextForm::Table, {"5", 3}},
                         {"U", ContextForm::Table, {"[['a'], ['1']]", 4}},
                         {"T_A", ContextForm::Index, {"['table': 'T', 'columns': 'a']", 5}},
                         {"U_A", ContextForm::Index, {"['table': 'U', 'columns': ['a']]", 6}},
                         {"U_B", ContextForm::Index, {"['table': 'U', 'columns': 'a,b']", 7}}}),
            "T:3: not a table of texts\nT_A:5: not an index of a table\nU_A:6: not an index of a table\n"
            "U_B:7: no column `b`\n");
}

TEST(FaultyPackage, ReadsTheFirstOfTwoEditsOfAnId) {
  const std::string twice = replaced(kRules, "R-2", "R-1");
  EXPECT_EQ(read_ids(twice), "R-1 R-1 R-3 | R-1:8: a second edit of this id");
}

// Entries that name each other twice would be read for ever.
TEST(FaultyPackage, ReadsEachEntryOnce) {
  std::vector<ContextEntry> context;
  for (int i = 0; i < 40; ++i) {
    const std::string id = fmt::format("A{}", i);
    context.push_back({id, ContextForm::Data, {fmt::format("[A{}, A{}]", (i + 1) % 40, (i + 1) % 40), 1}});
  }
  EXPECT_TRUE(problems_of(context).contains("A0:1: it names `A1`, which cannot be read"));
}

std::string unpacked(const std::string& bytes) {
  const auto whole = unpack(bytes, ".xml", "p");
  return whole ? fmt::format("{} bytes", whole->size()) : whole.error().message;
}

std::string packed_xz(std::string_view text, std::uint32_t level) {
  std::string packed(text.size() + 1000, ' ');
  std::size_t size = 0;
  const auto status =
      lzma_easy_buffer_encode(level, LZMA_CHECK_CRC32, nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
                              text.size(), reinterpret_cast<std::uint8_t*>(packed.data()), &size, packed.size());
  EXPECT_EQ(status, LZMA_OK);
  packed.resize(size);
  return packed;
}

TEST(FaultyPackage, UnpacksWhatIsWhole) {
  const std::string packed = packed_xz(std::string(100000, 'x'), 9);
  EXPECT_EQ(unpacked(packed), "100000 bytes");
  for (std::size_t size = 12; size < packed.size(); size += 5) {
    EXPECT_EQ(unpacked(packed.substr(0, size)), "`p`: compressed data is damaged, cut short or too large");
  }
}

}  // namespace
}  // namespace edict::foreign
