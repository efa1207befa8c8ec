#include "runtime/kernels/tables.h"

#include <gtest/gtest.h>

#include <random>

namespace edict::kernel {
namespace {

using Match = hir::TableKey::Match;

CodeSet codes(const std::string& cell) {
  std::vector<CodeSetEntry> entries;
  std::size_t at = 0;
  while (at < cell.size()) {
    const std::size_t end = std::min(cell.find(' ', at), cell.size());
    entries.push_back(parse_code_set_entry(cell.substr(at, end - at)).entry.value());
    at = end + 1;
  }
  return CodeSet(entries);
}

// A table of one key per match given; a LowHigh key takes two columns.
hir::Table table_of(std::vector<Match> matches, std::vector<std::vector<std::string>> rows) {
  hir::Table table;
  std::uint32_t column = 0;
  for (Match match : matches) {
    hir::TableKey key{"key", match, column, 0};
    if (match == Match::LowHigh) key.high = ++column;
    ++column;
    table.keys.push_back(key);
  }
  table.rows = std::move(rows);
  for (const auto& row : table.rows) {
    auto& sets = table.ranges.emplace_back();
    for (const auto& key : table.keys) sets.push_back(key.match == Match::Range ? codes(row[key.column]) : CodeSet());
  }
  return table;
}

std::int32_t find(const hir::Table& table, std::vector<std::string_view> values) {
  const std::int32_t row = find_row(table, values);
  EXPECT_EQ(TableIndex(table).find_row(values), row) << "the index finds the same row";
  return row;
}

TEST(Tables, GiveTheFirstRowWhoseEveryKeyMatches) {
  const auto table = table_of({Match::Exact, Match::Exact}, {{"a", "1"}, {"a", "2"}, {"b", "2"}, {"a", "2"}});
  EXPECT_EQ(find(table, {"a", "2"}), 1);
  EXPECT_EQ(find(table, {"b", "1"}), kNoRow);
}

TEST(Tables, ABlankMatchesAnEmptyExactCellOnly) {
  EXPECT_EQ(find(table_of({Match::Exact}, {{"a"}, {""}}), {""}), 1);
  EXPECT_EQ(find(table_of({Match::Exact}, {{"a"}}), {""}), kNoRow);
  EXPECT_EQ(find(table_of({Match::Range}, {{""}, {"*"}}), {""}), kNoRow);
}

TEST(Tables, ARangeCellIsACodeList) {
  const auto table = table_of({Match::Range}, {{"C500-C509 C619"}, {"95*"}, {"C50?"}});
  EXPECT_EQ(find(table, {"C504"}), 0);
  EXPECT_EQ(find(table, {"C619"}), 0);
  EXPECT_EQ(find(table, {"9590"}), 1);
  EXPECT_EQ(find(table, {"C50X"}), 2);
}

TEST(Tables, LowAndHighBoundTextOfTheirLength) {
  const auto table = table_of({Match::LowHigh}, {{"100", "199"}, {"C50", ""}, {"5", "50"}});
  EXPECT_EQ(find(table, {"100"}), 0);
  EXPECT_EQ(find(table, {"199"}), 0);
  EXPECT_EQ(find(table, {"15"}), kNoRow);
  EXPECT_EQ(find(table, {"1500"}), kNoRow);
  EXPECT_EQ(find(table, {"C50"}), 1);
  EXPECT_EQ(find(table, {"C51"}), kNoRow);
  EXPECT_EQ(find(table, {"7"}), kNoRow) << "ends of different length bound nothing";
}

TEST(Tables, AnIndexFindsWhatASearchFromTheTopFinds) {
  std::mt19937 random(7);
  const auto digit_code = [&] { return std::to_string(random() % 1000); };
  const auto two_of_one_length = [&] {
    std::string a = std::to_string(100 + random() % 900);
    std::string b = std::to_string(100 + random() % 900);
    return a < b ? std::pair(a, b) : std::pair(b, a);
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<std::string>> rows;
    const std::size_t count = random() % 200;
    for (std::size_t row = 0; row < count; ++row) {
      const auto [low, high] = two_of_one_length();
      const auto [from, to] = two_of_one_length();
      std::string cell = digit_code() + ' ' + from + '-' + to;
      if (round % 10 == 0 && row == 5) cell += " 9*";
      rows.push_back({std::to_string(random() % 3), low, random() % 4 == 0 ? "" : high, cell});
    }
    const auto table = table_of({Match::Exact, Match::LowHigh, Match::Range}, std::move(rows));
    const TableIndex index(table);
    for (int question = 0; question < 100; ++question) {
      const std::string a = std::to_string(random() % 3);
      const std::string b = digit_code();
      const std::string c = digit_code();
      const std::string_view values[] = {a, b, c};
      ASSERT_EQ(index.find_row(values), find_row(table, values)) << a << ' ' << b << ' ' << c;
    }
  }
}

}  // namespace
}  // namespace edict::kernel
