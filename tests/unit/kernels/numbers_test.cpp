#include "runtime/kernels/numbers.h"

#include <gtest/gtest.h>

#include "runtime/kernels/dates.h"

namespace edict::kernel {
namespace {

NumberRange number(const char* text) { return NumberRange::exactly(parse_decimal(text).value()); }
NumberRange between(std::int64_t low, std::int64_t high) { return whole_numbers(low, high); }

TEST(NumberComparisons, AreDefiniteOnPointsAndOnRangesThatDoNotMeet) {
  EXPECT_EQ(NumberLess(number("0.1"), number("0.2")), Truth::True);
  EXPECT_EQ(NumberLess(number("0.2"), number("0.20")), Truth::False);
  EXPECT_EQ(NumberLessEqual(number("0.2"), number("0.20")), Truth::True);
  EXPECT_EQ(NumberLess(between(1, 3), between(3, 5)), Truth::Unsure);
  EXPECT_EQ(NumberLessEqual(between(1, 3), between(3, 5)), Truth::True);
  EXPECT_EQ(NumberEqual(between(1, 3), between(4, 5)), Truth::False);
  EXPECT_EQ(NumberEqual(between(1, 3), between(1, 3)), Truth::Unsure);
  EXPECT_EQ(NumberEqual(number("7"), number("7.0")), Truth::True);
}

TEST(NumberComparisons, AreUnsureForAnyNumber) {
  const NumberRange any = NumberRange::any();
  for (NumberRange other : {number("999999999999.999999"), number("-999999999999.999999"), any}) {
    EXPECT_EQ(NumberLess(any, other), Truth::Unsure);
    EXPECT_EQ(NumberLess(other, any), Truth::Unsure);
    EXPECT_EQ(NumberLessEqual(any, other), Truth::Unsure);
    EXPECT_EQ(NumberEqual(any, other), Truth::Unsure);
  }
}

TEST(NumberIn, IsTrueWithinOneRangeAndFalseOutsideAll) {
  const hir::NumberSet set{{{1, 1}, {10, 20}}};
  EXPECT_EQ(NumberIn(between(10, 20), set), Truth::True);
  EXPECT_EQ(NumberIn(between(9, 10), set), Truth::Unsure);
  EXPECT_EQ(NumberIn(between(2, 9), set), Truth::False);
  EXPECT_EQ(NumberIn(between(0, 30), set), Truth::Unsure);
  EXPECT_EQ(NumberIn(number("1.5"), set), Truth::False);
  EXPECT_EQ(NumberIn(number("-1"), set), Truth::False);
  EXPECT_EQ(NumberIn(NumberRange::any(), set), Truth::Unsure);
  EXPECT_EQ(NumberIn(NumberRange::any(), {}), Truth::False);
}

TEST(Arithmetic, IsExactOnEnds) {
  EXPECT_EQ(Add(number("0.1"), number("0.2")), number("0.3"));
  EXPECT_EQ(Add(between(1, 3), between(10, 20)), between(11, 23));
  EXPECT_EQ(Subtract(between(1, 3), between(10, 20)), between(-19, -7));
}

TEST(Arithmetic, OpensAnEndThatLeavesTheNumbers) {
  EXPECT_TRUE(Add(NumberRange::any(), number("1")).is_any());
  EXPECT_TRUE(Subtract(number("1"), NumberRange::any()).is_any());
  NumberRange sum = number("999999999999");
  for (int i = 0; i < 20; ++i) sum = Add(sum, number("999999999999"));
  EXPECT_TRUE(sum.is_any());
  EXPECT_EQ(NumberLess(sum, number("0")), Truth::Unsure);
  EXPECT_EQ(Add(number("1"), {0, INT64_MAX}), (NumberRange{Decimal::kOne, INT64_MAX}));
}

}  // namespace
}  // namespace edict::kernel
