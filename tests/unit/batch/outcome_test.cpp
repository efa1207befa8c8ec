#include <gtest/gtest.h>

#include "runtime/exec/executable.h"

namespace edict {
namespace {

TEST(OutcomeMasks, ARowInNoMaskPasses) {
  OutcomeMasks masks;
  masks.resize(1);
  masks[0] = {{0, 1}, {1, 0}, {2, 0}, {4, 0}};
  EXPECT_EQ(masks.outcome(0, 0), Outcome::Overridden);
  EXPECT_EQ(masks.outcome(0, 1), Outcome::Unsure);
  EXPECT_EQ(masks.outcome(0, 2), Outcome::Skipped);
  EXPECT_EQ(masks.outcome(0, 3), Outcome::Pass);
  EXPECT_EQ(masks.outcome(0, 64), Outcome::Fail);
}

}  // namespace
}  // namespace edict
