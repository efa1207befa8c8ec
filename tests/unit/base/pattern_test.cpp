#include "base/pattern.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

TEST(Pattern, IsOfTheWholeText) {
  const Pattern pattern = *Pattern::parse("C[0-9]{3}");
  EXPECT_TRUE(pattern.matches("C509"));
  EXPECT_FALSE(pattern.matches("C5091"));
  EXPECT_FALSE(pattern.matches("xC509"));
}

TEST(Pattern, SaysWhereItsFaultIs) {
  const auto pattern = Pattern::parse("C50(1|2");
  ASSERT_FALSE(pattern.has_value());
  EXPECT_EQ(pattern.error().problem, "missing )");
  const auto look_ahead = Pattern::parse("C5(?=0)");
  ASSERT_FALSE(look_ahead.has_value());
  EXPECT_EQ(look_ahead.error().place, 2U);
}

// A matcher that tries alternatives one after the other would need 2^5000 steps.
TEST(Pattern, TakesLinearTimeWhateverItSays) {
  const Pattern pattern = *Pattern::parse("(a|aa)*(a|aa)*b");
  EXPECT_FALSE(pattern.matches(std::string(5000, 'a')));
}

TEST(Pattern, ThatNeedsTooMuchMemoryIsRefused) {
  EXPECT_FALSE(Pattern::parse("((a{100}){100}){100}").has_value());
}

}  // namespace
}  // namespace edict
