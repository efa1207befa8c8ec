#include "base/decimal.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

TEST(ParseDecimal, IsExact) {
  EXPECT_EQ(parse_decimal("0.1")->millionths, 100'000);
  EXPECT_EQ(parse_decimal("007")->millionths, 7'000'000);
  EXPECT_EQ(parse_decimal("-2.5")->millionths, -2'500'000);
  EXPECT_EQ(parse_decimal("999999999999.999999")->millionths, 999'999'999'999'999'999);
}

TEST(ParseDecimal, RefusesWhatIsNoNumberOfOurs) {
  for (const char* text : {"", "-", ".5", "5.", "1e3", "1,5", " 1", "1 ", "+1", "1000000000000", "0.1234567", "XX.1"}) {
    EXPECT_FALSE(parse_decimal(text)) << text;
  }
}

TEST(ToString, DropsTrailingZeros) {
  EXPECT_EQ(to_string(*parse_decimal("12.500")), "12.5");
  EXPECT_EQ(to_string(*parse_decimal("-0.000001")), "-0.000001");
  EXPECT_EQ(to_string(Decimal::whole(40)), "40");
}

}  // namespace
}  // namespace edict
