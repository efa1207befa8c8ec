#include "dsl/schema/code_set.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

CodeSet code_set(std::initializer_list<std::string_view> entries) {
  std::vector<CodeSetEntry> parsed;
  for (const std::string_view entry : entries) {
    const ParsedEntry result = parse_code_set_entry(entry);
    EXPECT_TRUE(result.entry) << entry << ": " << result.problem;
    if (result.entry) parsed.push_back(*result.entry);
  }
  return CodeSet(std::move(parsed));
}

std::string problem(std::string_view entry) { return parse_code_set_entry(entry).problem; }

TEST(CodeSet, HoldsCodesAsTheyStand) {
  const CodeSet set = code_set({"C619", "8000/3", "p0I-", "N0(i-)"});
  EXPECT_TRUE(set.contains("C619"));
  EXPECT_TRUE(set.contains("8000/3"));
  EXPECT_TRUE(set.contains("p0I-"));
  EXPECT_TRUE(set.contains("N0(i-)"));
  EXPECT_FALSE(set.contains("c619"));
  EXPECT_FALSE(set.contains("C61"));
}

TEST(CodeSet, BlankIsInNoSet) { EXPECT_FALSE(code_set({"*", "0-9"}).contains("")); }

TEST(CodeSet, RangesKeepLengthAndCharacterClass) {
  const CodeSet set = code_set({"C500-C509", "01-10", "8000-9999"});
  EXPECT_TRUE(set.contains("C500"));
  EXPECT_TRUE(set.contains("C509"));
  EXPECT_FALSE(set.contains("C510"));
  EXPECT_FALSE(set.contains("C50X"));
  EXPECT_TRUE(set.contains("10"));
  EXPECT_FALSE(set.contains("1"));
  EXPECT_FALSE(set.contains("001"));
  EXPECT_FALSE(set.contains("8A00"));
}

TEST(CodeSet, OverlappingRangesOfSeveralFormsAreOneSet) {
  const CodeSet set = code_set({"100-900", "200-300", "A00-A99", "850-950", "A0-B9"});
  EXPECT_TRUE(set.contains("400"));
  EXPECT_TRUE(set.contains("950"));
  EXPECT_FALSE(set.contains("951"));
  EXPECT_TRUE(set.contains("A50"));
  EXPECT_TRUE(set.contains("B0"));
  EXPECT_FALSE(set.contains("B00"));
}

TEST(CodeSet, WildcardsStandForOneCharacterAndTheRest) {
  const CodeSet set = code_set({"95*", "C50?"});
  EXPECT_TRUE(set.contains("95"));
  EXPECT_TRUE(set.contains("9590"));
  EXPECT_TRUE(set.contains("C50X"));
  EXPECT_TRUE(set.contains("C50é"));
  EXPECT_FALSE(set.contains("C50"));
  EXPECT_FALSE(set.contains("C5000"));
}

TEST(CodeSet, IsWrittenAsItWasRead) {
  const CodeSet set = code_set({"C500-C509", "C619", "95*", "8000/3", "N0(i-)"});
  EXPECT_EQ(set.to_string(), "[C500-C509, C619, 95*, 8000/3, N0(i-)]");
}

TEST(CodeSetEntry, QuotesWhatWouldReadDifferently) {
  for (const std::string code : {"01-10", "C50?", "a, b", "x\"y", "[1]", " 1"}) {
    const CodeSetEntry entry{CodeSetEntry::Kind::Single, code, {}};
    EXPECT_EQ(to_string(entry).front(), '"') << code;
  }
}

TEST(ParseCodeSetEntry, MendsWhatManualsPrint) {
  EXPECT_EQ(*parse_code_set_entry("C500\xE2\x80\x93"
                                  "C509\xC2\xA0")
                 .entry,
            *parse_code_set_entry("C500-C509").entry);
  EXPECT_EQ(*parse_code_set_entry(" 01 - 10 ").entry, *parse_code_set_entry("01-10").entry);
}

TEST(ParseCodeSetEntry, TakesQuotedTextAsOneCode) {
  const ParsedEntry quoted = parse_code_set_entry("01-10", true);
  ASSERT_TRUE(quoted.entry);
  EXPECT_EQ(quoted.entry->kind, CodeSetEntry::Kind::Single);
  EXPECT_EQ(parse_code_set_entry("", true).problem, "blank is in no code list; ask `is blank`");
}

TEST(ParseCodeSetEntry, SaysWhatIsWrong) {
  EXPECT_EQ(problem("1-10"), "the ends of a range must have equal length; write 01-10");
  EXPECT_EQ(problem("C50-C509"), "the ends of a range must have equal length");
  EXPECT_EQ(problem("C500-9509"),
            "the ends of a range must agree in kind place by place: `C` is an upper case letter, `9` is a digit");
  EXPECT_EQ(problem("C509-C500"), "the ends of a range are reversed; write C500-C509");
  EXPECT_EQ(problem("C5?-C6?"), "the ends of a range are codes, without `?` and `*`");
  EXPECT_EQ(problem("9*0"), "`*` stands for the rest of a code and comes last; `?` is one character");
  EXPECT_EQ(problem("2018-01-01"), "a date is not a code; compare dates with from, to, before or after");
  EXPECT_EQ(problem("  "), "an entry is empty");
}

}  // namespace
}  // namespace edict
