// Comparisons and spans of partial dates, judged by trying every choice of days.
#include "runtime/kernels/dates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "runtime/kernels/numbers.h"

namespace edict::kernel {
namespace {

// Ranges of up to four days around leap days, ends of months and ends of years, and one of half a year.
std::vector<DayRange> small_ranges() {
  std::vector<DayRange> ranges;
  for (CivilDate start : {CivilDate{2020, 2, 27}, {2020, 12, 30}, {2021, 2, 26}, {2024, 2, 27}}) {
    const Day first = day_from_civil(start);
    for (Day begin = first; begin < first + 4; ++begin) {
      for (Day end = begin; end < begin + 4; ++end) ranges.push_back({begin, end});
    }
  }
  ranges.push_back({day_from_civil({2020, 2, 1}), day_from_civil({2020, 8, 31})});
  return ranges;
}

Truth over_all_days(DayRange a, DayRange b, const std::function<bool(Day, Day)>& holds) {
  bool some = false;
  bool every = true;
  for (Day x = a.first; x <= a.last; ++x) {
    for (Day y = b.first; y <= b.last; ++y) {
      some = some || holds(x, y);
      every = every && holds(x, y);
    }
  }
  return every ? Truth::True : some ? Truth::Unsure : Truth::False;
}

TEST(DateComparisons, AnswerAsEveryChoiceOfDaysDoes) {
  for (DayRange a : small_ranges()) {
    for (DayRange b : small_ranges()) {
      ASSERT_EQ(DateLess(a, b), over_all_days(a, b, std::less<>()));
      ASSERT_EQ(DateLessEqual(a, b), over_all_days(a, b, std::less_equal<>()));
      ASSERT_EQ(DateEqual(a, b), over_all_days(a, b, std::equal_to<>()));
    }
  }
}

TEST(DateComparisons, AnyDayLeavesEverythingOpen) {
  const DayRange day = DayRange::exactly(day_from_civil({2021, 1, 1}));
  for (auto [a, b] : {std::pair{day, DayRange::any()}, {DayRange::any(), day}, {DayRange::any(), DayRange::any()}}) {
    EXPECT_EQ(DateLess(a, b), Truth::Unsure);
    EXPECT_EQ(DateLessEqual(a, b), Truth::Unsure);
    EXPECT_EQ(DateEqual(a, b), Truth::Unsure);
  }
}

using Span = NumberRange (*)(DayRange, DayRange);
using Count = std::function<std::int64_t(Day, Day)>;

// The greatest n for which `from` plus n units is not after `to`, found by counting up from far below.
std::int64_t count_years(Day from, Day to) {
  const CivilDate start = civil_from_day(from);
  std::int32_t n = -10;
  const auto reached = [&](std::int32_t years) {
    const CivilDate end{start.year + years, start.month, start.day};
    const bool exists = end.day <= days_in_month(end.year, end.month);
    return exists ? day_from_civil(end) <= to : day_from_civil({end.year, end.month + 1, 1}) <= to;
  };
  while (reached(n + 1)) ++n;
  return n;
}

TEST(SpansOfTime, ReachFromTheLeastToTheMostOverAllDays) {
  const std::pair<Span, Count> spans[] = {
      {YearsBetween, count_years},
      {MonthsBetween, [](Day x, Day y) { return std::int64_t{completed_months(x, y)}; }},
      {DaysBetween, [](Day x, Day y) { return std::int64_t{y} - x; }},
  };
  for (const auto& [span, count] : spans) {
    for (DayRange a : small_ranges()) {
      for (DayRange b : small_ranges()) {
        std::set<std::int64_t> seen;
        for (Day x = a.first; x <= a.last; ++x) {
          for (Day y = b.first; y <= b.last; ++y) seen.insert(count(x, y));
        }
        ASSERT_EQ(span(a, b), whole_numbers(*seen.begin(), *seen.rbegin()))
            << to_string_day(a.first) << " to " << to_string_day(b.first);
      }
    }
  }
}

TEST(SpansOfTime, AreOpenWhenADateIs) {
  const DayRange day = DayRange::exactly(0);
  for (Span span : {YearsBetween, MonthsBetween, DaysBetween}) {
    EXPECT_TRUE(span(day, DayRange::any()).is_any());
    EXPECT_TRUE(span(DayRange::any(), day).is_any());
  }
}

TEST(PartsOfDates, HoldEveryDayOfTheRange) {
  for (DayRange a : small_ranges()) {
    for (Day x = a.first; x <= a.last; ++x) {
      const CivilDate date = civil_from_day(x);
      for (auto [range, part] : {std::pair{YearOf(a), date.year}, {MonthOf(a), date.month}, {DayOf(a), date.day}}) {
        const std::int64_t value = Decimal::whole(part).millionths;
        ASSERT_TRUE(range.low <= value && value <= range.high) << to_string_day(x);
      }
    }
  }
}

TEST(PartsOfDates, AreKnownWhereTheDateDecidesThem) {
  const DayRange february{day_from_civil({2020, 2, 1}), day_from_civil({2020, 2, 29})};
  EXPECT_EQ(YearOf(february), whole_numbers(2020, 2020));
  EXPECT_EQ(MonthOf(february), whole_numbers(2, 2));
  EXPECT_EQ(DayOf(february), whole_numbers(1, 29));
  const DayRange year{day_from_civil({2020, 1, 1}), day_from_civil({2020, 12, 31})};
  EXPECT_EQ(MonthOf(year), whole_numbers(1, 12));
  EXPECT_EQ(DayOf(year), whole_numbers(1, 31));
  for (auto part : {YearOf, MonthOf, DayOf}) EXPECT_TRUE(part(DayRange::any()).is_any());
}

// Making a date more precise may turn unsure into an answer and never turns an answer around.
TEST(Precision, NeverFlipsAnAnswer) {
  const auto refines = [](Truth narrow, Truth wide) { return wide == Truth::Unsure || narrow == wide; };
  const auto ranges = small_ranges();
  const hir::NumberSet set{{{0, 0}, {2, 2020}}};
  for (DayRange a : ranges) {
    for (DayRange wide : ranges) {
      for (DayRange narrow : ranges) {
        if (narrow.first < wide.first || narrow.last > wide.last) continue;
        ASSERT_TRUE(refines(DateLess(narrow, a), DateLess(wide, a)));
        ASSERT_TRUE(refines(DateLessEqual(a, narrow), DateLessEqual(a, wide)));
        ASSERT_TRUE(refines(DateEqual(narrow, a), DateEqual(wide, a)));
        ASSERT_TRUE(refines(NumberIn(YearsBetween(narrow, a), set), NumberIn(YearsBetween(wide, a), set)));
        ASSERT_TRUE(refines(NumberIn(YearOf(narrow), set), NumberIn(YearOf(wide), set)));
        const NumberRange two = whole_numbers(2, 2);
        ASSERT_TRUE(refines(NumberLess(MonthOf(narrow), two), NumberLess(MonthOf(wide), two)));
        ASSERT_TRUE(refines(NumberLess(DayOf(narrow), two), NumberLess(DayOf(wide), two)));
      }
    }
  }
}

}  // namespace
}  // namespace edict::kernel
