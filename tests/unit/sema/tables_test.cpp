#include "dsl/sema/tables.h"

#include <gtest/gtest.h>

namespace edict::sema {
namespace {

using Records = std::vector<std::vector<std::string>>;

TEST(ParseCsv, ReadsQuotesAndLineEnds) {
  const CsvText csv = parse_csv(
      "\xEF\xBB\xBF"
      "a,b\r\n\"x, y\",\"say \"\"no\"\"\"\r\n\r\n\"two\nlines\",\nlast,1");
  EXPECT_EQ(csv.records, (Records{{"a", "b"}, {"x, y", "say \"no\""}, {"two\nlines", ""}, {"last", "1"}}));
  EXPECT_EQ(csv.lines, (std::vector<std::uint32_t>{1, 2, 4, 6}));
}

TEST(ParseCsv, KeepsEmptyCells) {
  EXPECT_EQ(parse_csv(",,\n").records, (Records{{"", "", ""}}));
  EXPECT_TRUE(parse_csv("").records.empty());
}

}  // namespace
}  // namespace edict::sema
