#include "base/closest.h"

#include <gtest/gtest.h>

#include <array>

namespace edict {
namespace {

TEST(EditDistance, CountsASwapAsOne) {
  EXPECT_EQ(edit_distance("lateralty", "laterality", 5), 1U);
  EXPECT_EQ(edit_distance("seuqence", "sequence", 5), 1U);
  EXPECT_EQ(edit_distance("abc", "xyz", 2), 3U);
}

TEST(Closest, PrefersTheNearestAndRefusesStrangers) {
  constexpr std::array<std::string_view, 3> kWords = {"primarySite", "primaryPayerAtDx", "laterality"};
  EXPECT_EQ(closest("primarysit", kWords, 1), std::vector<std::string_view>{"primarySite"});
  EXPECT_TRUE(closest("unrelated", kWords, 1).empty());
}

}  // namespace
}  // namespace edict
