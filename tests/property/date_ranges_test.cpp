// The builtins on dates against brute force: what they say of ranges of days is what they say of every choice of days.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "runtime/kernels/call.h"

namespace edict {
namespace {

using kernel::CallFacts;
using kernel::Value;

// Days about the ends of months and years, of a leap year and of another.
constexpr std::array kStarts = {day_from_civil({2020, 2, 27}), day_from_civil({2020, 12, 29}),
                                day_from_civil({2021, 2, 26}), day_from_civil({2021, 8, 29})};
constexpr Day kLength = 5;

std::vector<DayRange> ranges() {
  std::vector<DayRange> all;
  for (const Day start : kStarts) {
    for (Day first = 0; first < kLength; ++first) {
      for (Day last = first; last < kLength; ++last) all.push_back({start + first, start + last});
    }
  }
  return all;
}

bool takes_dates(const BuiltinInfo& info) {
  const auto types = info.arguments();
  return !types.empty() && std::ranges::all_of(types, [](Type type) { return type == Type::Date; });
}

// The results for every choice of days.
std::vector<Value> on_days(Builtin builtin, std::span<const DayRange> arguments, const CallFacts& facts) {
  std::vector<std::vector<Value>> choices = {{}};
  for (const DayRange& range : arguments) {
    std::vector<std::vector<Value>> longer;
    for (const auto& choice : choices) {
      for (Day day = range.first; day <= range.last; ++day) {
        longer.push_back(choice);
        longer.back().emplace_back(DayRange::exactly(day));
      }
    }
    choices = std::move(longer);
  }
  std::vector<Value> results;
  for (const auto& choice : choices) results.push_back(kernel::call(builtin, choice, facts));
  return results;
}

// True for every choice is true, false for every choice false.
Truth fold(std::span<const Value> results) {
  const auto all = [&](Truth truth) {
    return std::ranges::all_of(results, [&](const Value& value) { return std::get<Truth>(value) == truth; });
  };
  return all(Truth::True) ? Truth::True : all(Truth::False) ? Truth::False : Truth::Unsure;
}

void expect_like_days(const BuiltinInfo& info, const Value& of_ranges, std::span<const Value> of_days) {
  switch (info.result) {
    case Type::Truth: EXPECT_EQ(std::get<Truth>(of_ranges), fold(of_days)) << info.name; return;
    case Type::Date: {
      DayRange hull = std::get<DayRange>(of_days[0]);
      for (const Value& value : of_days) {
        hull.first = std::min(hull.first, std::get<DayRange>(value).first);
        hull.last = std::max(hull.last, std::get<DayRange>(value).last);
      }
      EXPECT_EQ(std::get<DayRange>(of_ranges), hull) << info.name;
      return;
    }
    case Type::Number: {
      // The month and the day of a range over two years or months may be said less exactly than they are.
      const auto [low, high] = std::get<NumberRange>(of_ranges);
      for (const Value& value : of_days) {
        const NumberRange number = std::get<NumberRange>(value);
        EXPECT_TRUE(low <= number.low && number.high <= high) << info.name;
      }
      return;
    }
    case Type::Text: FAIL() << info.name;
  }
}

TEST(DateRanges, SayWhatEveryChoiceOfDaysSays) {
  const std::vector<DayRange> all = ranges();
  int checked = 0;
  for (std::size_t i = 0; i < all_builtins().size(); ++i) {
    const BuiltinInfo& info = all_builtins()[i];
    if (!takes_dates(info)) continue;
    ++checked;
    const auto builtin = static_cast<Builtin>(i);
    for (const std::uint32_t count : {0U, 1U, 6U, 30U}) {
      const CallFacts facts{.count = {count}};
      for (const DayRange& first : all) {
        for (const DayRange& second : all) {
          const std::vector<DayRange> arguments(info.argument_count == 1 ? std::vector{first}
                                                                         : std::vector{first, second});
          const std::vector<Value> values(arguments.begin(), arguments.end());
          expect_like_days(info, kernel::call(builtin, values, facts), on_days(builtin, arguments, facts));
          if (info.argument_count == 1 || testing::Test::HasFailure()) break;
        }
        ASSERT_FALSE(testing::Test::HasFailure());
      }
      if (!info.takes_count) break;
    }
  }
  EXPECT_GE(checked, 17);
}

}  // namespace
}  // namespace edict
