#include "runtime/reports/console_text.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

TEST(ConsoleText, GroupsDigits) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000), "1,000");
  EXPECT_EQ(grouped(12'345'678), "12,345,678");
  EXPECT_EQ(counted(1, "tumor", "tumors"), "1 tumor");
}

TEST(ConsoleText, CutsAtCharacters) {
  EXPECT_EQ(fitted("Latéralité", 10), "Latéralité");
  EXPECT_EQ(fitted("Latéralité", 5), "Laté…");
  EXPECT_EQ(fitted("ab", 0), "");
}

TEST(ConsoleText, BreaksBetweenWordsWherePossible) {
  EXPECT_EQ(wrapped("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrapped("éééééé ab", 4), (std::vector<std::string>{"éééé", "éé", "ab"}));
  EXPECT_EQ(wrapped("", 4), std::vector<std::string>{""});
}

TEST(ConsoleText, ValuesCannotSteerTheTerminal) {
  EXPECT_EQ(printable("a\x1b[2J\n\x7f\xc2\x9b"
                      "b é"),
            "a [2J   b é");
}

TEST(ConsoleText, PaintsOnlyWithColour) {
  EXPECT_EQ(ConsolePaint(false).of(Severity::Error, "error"), "error");
  EXPECT_EQ(ConsolePaint(true).of(Severity::Error, "error"), "\x1b[1;31merror\x1b[0m");
}

}  // namespace
}  // namespace edict
