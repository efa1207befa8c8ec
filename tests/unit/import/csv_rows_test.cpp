#include "dsl/import/csv_rows.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

using Rows = std::vector<CsvRow>;

TEST(CsvRows, ReadsQuotesCommentsAndAnyLineEnd) {
  EXPECT_EQ(csv_rows("\xEF\xBB\xBF# a comment, with \"quotes\n"
                     "a,b\r\n"
                     "\n"
                     "\"x, \"\"y\"\"\",\"two\nlines\"\n"
                     "\"#no comment\",\n"
                     "last,row"),
            (Rows{{"a", "b"}, {"x, \"y\"", "two\nlines"}, {"#no comment", ""}, {"last", "row"}}));
}

TEST(CsvRows, EmptyTextHasNoRows) { EXPECT_EQ(csv_rows("\r\n\n"), Rows{}); }

TEST(SingleLine, JoinsWhatWhiteSpaceParts) { EXPECT_EQ(single_line(" a\r\n\tb  c\n"), "a b c"); }

}  // namespace
}  // namespace edict
