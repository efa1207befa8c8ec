#include "runtime/kernels/tables.h"

#include <gtest/gtest.h>

#include <algorithm>
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

// A table of one key per match given; LowHigh and Period take two columns.
hir::Table table_of(std::vector<Match> matches, std::vector<std::vector<std::string>> rows) {
  hir::Table table;
  std::uint32_t column = 0;
  for (Match match : matches) {
    hir::TableKey key{"key", match, column, column, {}, {}};
    if (match == Match::LowHigh || match == Match::Period) key.high = ++column;
    ++column;
    table.keys.push_back(key);
  }
  for (const auto& row : rows) {
    table.rows.add_row(std::span(row));
    for (auto& key : table.keys) {
      if (key.match == Match::Range) {
        key.set_of_row.push_back(static_cast<std::uint32_t>(key.sets.size()));
        const std::string& cell = row[key.column];
        key.blank_sets.push_back(cell.starts_with("blank"));
        key.sets.push_back(codes(key.blank_sets.back() ? cell.substr(std::min<std::size_t>(6, cell.size())) : cell));
      }
      if (key.match == Match::Period) {
        table.periods.push_back(
            {row[key.column].empty() ? DayRange::kFirst : parse_registry_date(row[key.column]).days.first,
             row[key.high].empty() ? DayRange::kLast : parse_registry_date(row[key.high]).days.last});
      }
    }
  }
  return table;
}

const Item kDate = [] {
  Item item;
  item.kind = ItemKind::Date;
  return item;
}();

// The values of a look-up; that of a period is a date.
std::vector<Text> texts_of(const hir::Table& table, const std::vector<std::string_view>& values) {
  std::vector<Text> texts;
  for (std::string_view value : values) texts.push_back({value, nullptr});
  if (table.has_period()) texts.back().item = &kDate;
  return texts;
}

// "0 2", and "some days none" when a day may have no row.
std::string find(const hir::Table& table, std::vector<std::string_view> values) {
  const std::vector<Text> texts = texts_of(table, values);
  const auto shown = [&](const FoundRows& found) {
    std::string rows;
    for (const std::uint32_t row : found.rows) rows += (rows.empty() ? "" : " ") + std::to_string(row);
    if (rows.empty()) return std::string("none");
    return rows + (found.has_every_day ? "" : ", some days none");
  };
  const std::string rows = shown(find_rows(table, texts));
  EXPECT_EQ(shown(TableIndex(table).find_rows(texts)), rows) << "the index finds the same rows";
  return rows;
}

TEST(Tables, GiveTheFirstRowWhoseEveryKeyMatches) {
  const auto table = table_of({Match::Exact, Match::Exact}, {{"a", "1"}, {"a", "2"}, {"b", "2"}, {"a", "2"}});
  EXPECT_EQ(find(table, {"a", "2"}), "1");
  EXPECT_EQ(find(table, {"b", "1"}), "none");
}

TEST(Tables, ABlankMatchesAnEmptyExactCellOnly) {
  EXPECT_EQ(find(table_of({Match::Exact}, {{"a"}, {""}}), {""}), "1");
  EXPECT_EQ(find(table_of({Match::Exact}, {{"a"}}), {""}), "none");
  EXPECT_EQ(find(table_of({Match::Range}, {{""}, {"*"}}), {""}), "none");
  EXPECT_EQ(find(table_of({Match::Range}, {{"*"}, {"blank 1"}}), {""}), "1") << "a cell may say so";
}

TEST(Tables, ARangeCellIsACodeList) {
  const auto table = table_of({Match::Range}, {{"C500-C509 C619"}, {"95*"}, {"C50?"}});
  EXPECT_EQ(find(table, {"C504"}), "0");
  EXPECT_EQ(find(table, {"C619"}), "0");
  EXPECT_EQ(find(table, {"9590"}), "1");
  EXPECT_EQ(find(table, {"C50X"}), "2");
}

TEST(Tables, LowAndHighBoundTextOfTheirLength) {
  const auto table = table_of({Match::LowHigh}, {{"100", "199"}, {"C50", ""}, {"5", "50"}});
  EXPECT_EQ(find(table, {"100"}), "0");
  EXPECT_EQ(find(table, {"199"}), "0");
  EXPECT_EQ(find(table, {"15"}), "none");
  EXPECT_EQ(find(table, {"1500"}), "none");
  EXPECT_EQ(find(table, {"C50"}), "1");
  EXPECT_EQ(find(table, {"C51"}), "none");
  EXPECT_EQ(find(table, {"7"}), "none") << "ends of different length bound nothing";
}

TEST(Tables, AFloorIsTheGreatestCellAtOrBelowTheValueAmongThoseOfItsLength) {
  const auto table = table_of({Match::Floor}, {{"C50"}, {"C000"}, {"C619"}, {"C500"}});
  EXPECT_EQ(find(table, {"C509"}), "3");
  EXPECT_EQ(find(table, {"C500"}), "3");
  EXPECT_EQ(find(table, {"C619"}), "2");
  EXPECT_EQ(find(table, {"B999"}), "none");
  EXPECT_EQ(find(table, {"C51"}), "0");
  EXPECT_EQ(find(table, {""}), "none");
  EXPECT_EQ(find(table_of({Match::Exact, Match::Floor}, {{"a", "10"}, {"b", "20"}, {"a", "15"}}), {"a", "30"}), "2");
}

TEST(Tables, OfEqualRowsTheFirstTheLastOrAllAreMeant) {
  auto table = table_of({Match::Exact}, {{"a"}, {"b"}, {"a"}});
  EXPECT_EQ(find(table, {"a"}), "0");
  table.expect = hir::Table::Expect::LastRow;
  EXPECT_EQ(find(table, {"a"}), "2");
  table.expect = hir::Table::Expect::AllRows;
  EXPECT_EQ(find(table, {"a"}), "0 2");
  auto floors = table_of({Match::Floor}, {{"10"}, {"20"}, {"20"}});
  EXPECT_EQ(find(floors, {"25"}), "1");
  floors.expect = hir::Table::Expect::LastRow;
  EXPECT_EQ(find(floors, {"25"}), "2");
}

TEST(Tables, APartialDateMeansTheRowOfEachOfItsDays) {
  const auto table = table_of({Match::Exact, Match::Period},
                              {{"a", "", "2017"}, {"a", "2018", "202006"}, {"a", "2021", ""}, {"b", "2018", "2018"}});
  EXPECT_EQ(find(table, {"a", "20180101"}), "1");
  EXPECT_EQ(find(table, {"a", "20171231"}), "0");
  EXPECT_EQ(find(table, {"a", "2019"}), "1");
  EXPECT_EQ(find(table, {"a", "2020"}), "1, some days none");
  EXPECT_EQ(find(table, {"a", "202008"}), "none");
  EXPECT_EQ(find(table, {"a", ""}), "0 1 2, some days none");
  EXPECT_EQ(find(table, {"a", "20210230"}), "0 1 2, some days none") << "no such day: any day";
  EXPECT_EQ(find(table, {"c", "2018"}), "none");
}

TEST(Tables, TheFirstRowCountsOnEachDay) {
  auto table = table_of({Match::Period}, {{"2018", "2018"}, {"2017", "2019"}, {"2018", "2018"}});
  table.expect = hir::Table::Expect::FirstRow;
  EXPECT_EQ(find(table, {"2018"}), "0");
  EXPECT_EQ(find(table, {"201812"}), "0");
  EXPECT_EQ(find(table, {""}), "0 1, some days none");
  table.expect = hir::Table::Expect::AllRows;
  EXPECT_EQ(find(table, {"2018"}), "0 1 2");
}

TEST(Tables, SayWhetherARowIsFoundForCertain) {
  auto table = table_of({Match::Period}, {{"2018", "2019"}, {"2020", "2021"}});
  const auto found = [&](std::string_view date, std::size_t nth) {
    const std::vector<Text> texts = texts_of(table, {date});
    return nth_found(table, find_rows(table, texts), nth, texts);
  };
  EXPECT_EQ(found("2018", 0), Truth::True);
  EXPECT_EQ(found("2018", 1), Truth::False);
  EXPECT_EQ(found("2022", 0), Truth::False);
  EXPECT_EQ(found("", 0), Truth::Unsure) << "before 2018 and after 2021 there is none";
  EXPECT_EQ(found("", 1), Truth::Unsure) << "the row may be the second";
  table.expect = hir::Table::Expect::AllRows;
  EXPECT_EQ(found("2019", 0), Truth::True);
  EXPECT_EQ(found("", 1), Truth::Unsure);
}

// Partial dates mean what their days mean.
TEST(Tables, RowsOfARangeOfDaysAreThoseOfItsDays) {
  std::mt19937 random(11);
  const auto day = [&] { return static_cast<int>(1 + random() % 28); };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t row = 0; row < 6; ++row) {
      const int a = day();
      const int b = day();
      const auto cell = [&](int of) { return "202101" + std::to_string(100 + of).substr(1); };
      rows.push_back({random() % 6 == 0 ? "" : cell(std::min(a, b)), random() % 6 == 0 ? "" : cell(std::max(a, b))});
    }
    auto table = table_of({Match::Period}, rows);
    table.expect = random() % 2 == 0 ? hir::Table::Expect::FirstRow : hir::Table::Expect::LastRow;
    std::vector<std::uint32_t> expected;
    bool has_every_day = true;
    for (int of = 1; of <= 31; ++of) {
      const std::string date = "202101" + std::to_string(100 + of).substr(1);
      const FoundRows on_day = find_rows(table, texts_of(table, {date}));
      has_every_day = has_every_day && !on_day.rows.empty();
      expected.insert(expected.end(), on_day.rows.begin(), on_day.rows.end());
    }
    FoundRows of_month = find_rows(table, texts_of(table, {"202101"}));
    std::vector<std::uint32_t> found(of_month.rows.begin(), of_month.rows.end());
    for (auto* all : {&expected, &found}) {
      std::ranges::sort(*all);
      all->erase(std::ranges::unique(*all).begin(), all->end());
    }
    ASSERT_EQ(found, expected);
    ASSERT_EQ(of_month.has_every_day, has_every_day);
  }
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
      const Text values[] = {{a, nullptr}, {b, nullptr}, {c, nullptr}};
      ASSERT_EQ(index.find_rows(values).rows, find_rows(table, values).rows) << a << ' ' << b << ' ' << c;
    }
  }
}

}  // namespace
}  // namespace edict::kernel
