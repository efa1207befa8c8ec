#include "base/calendar.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

Day day(std::int32_t year, std::int32_t month, std::int32_t d) { return day_from_civil({year, month, d}); }

TEST(Calendar, CountsFromTheEpochOnBothSides) {
  EXPECT_EQ(day(1970, 1, 1), 0);
  EXPECT_EQ(day(1969, 12, 31), -1);
  EXPECT_EQ(day(2000, 3, 1) - day(2000, 2, 28), 2);
  EXPECT_EQ(day(1900, 3, 1) - day(1900, 2, 28), 1);
}

TEST(Calendar, EveryDayOfTwoCenturiesRoundTrips) {
  Day expected = day(1850, 1, 1);
  for (std::int32_t year = 1850; year < 2050; ++year) {
    for (std::int32_t month = 1; month <= 12; ++month) {
      for (std::int32_t d = 1; d <= days_in_month(year, month); ++d) {
        ASSERT_EQ(day(year, month, d), expected);
        ASSERT_EQ(civil_from_day(expected), (CivilDate{year, month, d}));
        ++expected;
      }
    }
  }
}

TEST(ParseRegistryDate, ReadsAllThreePrecisions) {
  EXPECT_EQ(parse_registry_date("2021").days, (DayRange{day(2021, 1, 1), day(2021, 12, 31)}));
  EXPECT_EQ(parse_registry_date("202002").days, (DayRange{day(2020, 2, 1), day(2020, 2, 29)}));
  EXPECT_EQ(parse_registry_date("20210715").days, DayRange::exactly(day(2021, 7, 15)));
}

TEST(ParseRegistryDate, NamesTheProblem) {
  EXPECT_EQ(parse_registry_date("").problem, DateProblem::Format);
  EXPECT_EQ(parse_registry_date("2O21").problem, DateProblem::Format);
  EXPECT_EQ(parse_registry_date("2021-07").problem, DateProblem::Format);
  EXPECT_EQ(parse_registry_date("0000").problem, DateProblem::Year);
  EXPECT_EQ(parse_registry_date("202113").problem, DateProblem::Month);
  EXPECT_EQ(parse_registry_date("20210230").problem, DateProblem::NoSuchDay);
  EXPECT_EQ(parse_registry_date("20210700").problem, DateProblem::NoSuchDay);
  EXPECT_TRUE(parse_registry_date("20210230").days.is_any());
}

TEST(ParseWrittenDate, TakesBothForms) {
  EXPECT_EQ(parse_written_date("2021-07-15").days, DayRange::exactly(day(2021, 7, 15)));
  EXPECT_EQ(parse_written_date("2021-07").parts, 2);
  EXPECT_EQ(parse_written_date("20210715").days, DayRange::exactly(day(2021, 7, 15)));
  EXPECT_EQ(parse_written_date("2021/07/15").problem, DateProblem::Format);
  EXPECT_EQ(parse_written_date("2021-0715").problem, DateProblem::Format);
}

TEST(CompletedYears, AreCompletedOnTheBirthday) {
  EXPECT_EQ(completed_years(day(1980, 6, 15), day(2020, 6, 14)), 39);
  EXPECT_EQ(completed_years(day(1980, 6, 15), day(2020, 6, 15)), 40);
  EXPECT_EQ(completed_years(day(2020, 2, 29), day(2021, 2, 28)), 0);
  EXPECT_EQ(completed_years(day(2020, 2, 29), day(2021, 3, 1)), 1);
}

TEST(CompletedYears, AreNegativeBackwards) {
  EXPECT_EQ(completed_years(day(2020, 6, 15), day(2020, 6, 14)), -1);
  EXPECT_EQ(completed_months(day(2020, 6, 15), day(2020, 6, 14)), -1);
}

TEST(CompletedMonths, CountsToTheSameDay) {
  EXPECT_EQ(completed_months(day(2021, 1, 31), day(2021, 2, 28)), 0);
  EXPECT_EQ(completed_months(day(2021, 1, 31), day(2021, 3, 1)), 1);
  EXPECT_EQ(completed_months(day(2021, 1, 15), day(2022, 1, 15)), 12);
}

TEST(AddMonths, RoundsWhereTheDayDoesNotExist) {
  EXPECT_EQ(add_months(day(2020, 8, 31), 6, Rounding::Down), day(2021, 2, 28));
  EXPECT_EQ(add_months(day(2020, 8, 31), 6, Rounding::Up), day(2021, 3, 1));
  EXPECT_EQ(add_months(day(2020, 2, 29), -12, Rounding::Down), day(2019, 2, 28));
  EXPECT_EQ(add_months(day(2020, 2, 29), 48, Rounding::Up), day(2024, 2, 29));
  EXPECT_EQ(add_months(day(2020, 1, 15), -1, Rounding::Down), day(2019, 12, 15));
}

TEST(AddMonths, EndsWithTheCalendar) {
  EXPECT_EQ(add_months(day(9999, 12, 31), 1, Rounding::Down), std::nullopt);
  EXPECT_EQ(add_months(day(1, 1, 1), -1, Rounding::Down), std::nullopt);
  EXPECT_EQ(add_months(day(1, 2, 1), -1, Rounding::Down), day(1, 1, 1));
}

// The two ways to say it agree: n months are completed on the day n months later.
TEST(AddMonths, RoundedUpIsWhenTheMonthsAreCompleted) {
  for (Day from = day(2020, 1, 1); from < day(2021, 4, 1); ++from) {
    for (const std::int32_t months : {1, 6, 12}) {
      const Day later = *add_months(from, months, Rounding::Up);
      ASSERT_EQ(completed_months(from, later), months);
      ASSERT_EQ(completed_months(from, later - 1), months - 1);
    }
  }
}

}  // namespace
}  // namespace edict
