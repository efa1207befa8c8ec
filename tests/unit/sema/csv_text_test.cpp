#include "dsl/sema/csv_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace edict::sema {
namespace {

using Records = std::vector<std::vector<std::string>>;

struct Csv {
  Records records;
  std::vector<std::uint32_t> lines;
};

Csv parse(std::string_view text) {
  Csv csv;
  read_csv(text, [&](std::span<const std::string_view> cells, std::uint32_t line) {
    csv.records.emplace_back(cells.begin(), cells.end());
    csv.lines.push_back(line);
  });
  return csv;
}

TEST(ReadCsv, ReadsQuotesAndLineEnds) {
  const Csv csv = parse(
      "\xEF\xBB\xBF"
      "a,b\r\n\"x, y\",\"say \"\"no\"\"\"\r\n\r\n\"two\nlines\",\nlast,1");
  EXPECT_EQ(csv.records, (Records{{"a", "b"}, {"x, y", "say \"no\""}, {"two\nlines", ""}, {"last", "1"}}));
  EXPECT_EQ(csv.lines, (std::vector<std::uint32_t>{1, 2, 4, 6}));
}

TEST(ReadCsv, KeepsEmptyCells) {
  EXPECT_EQ(parse(",,\n").records, (Records{{"", "", ""}}));
  EXPECT_EQ(parse("a,").records, (Records{{"a", ""}}));
  EXPECT_TRUE(parse("").records.empty());
}

}  // namespace
}  // namespace edict::sema
