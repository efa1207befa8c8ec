#include "compiler/ir/builder.h"

#include <gtest/gtest.h>

#include "compiler/ir/print.h"
#include "tests/support/sample_registry.h"

namespace edict::ir {
namespace {

class BuilderTest : public testing::Test {
 protected:
  ValueId item(std::string_view id) { return builder.item(builder.program().module->dictionary->find(id)); }

  Builder builder{std::make_shared<hir::Module>(test::sample_module())};
};

TEST_F(BuilderTest, GivesEqualComputationsOneValue) {
  const ValueId a = builder.call(Builtin::IsBlank, {item("site")});
  const ValueId b = builder.call(Builtin::IsBlank, {item("flag")});
  EXPECT_EQ(builder.call(Builtin::IsBlank, {item("site")}), a);
  EXPECT_EQ(builder.call(Builtin::And, {b, a}), builder.call(Builtin::And, {a, b}));
  EXPECT_NE(builder.call(Builtin::Implies, {b, a}), builder.call(Builtin::Implies, {a, b}));
}

TEST_F(BuilderTest, SharesProductSpacesByOuterSpaceAndLevel) {
  const LevelId tumor(2);
  const SpaceId pairs = builder.product(builder.natural(tumor), tumor);
  EXPECT_EQ(builder.product(builder.natural(tumor), tumor), pairs);
  EXPECT_NE(builder.product(pairs, tumor), pairs);
}

TEST_F(BuilderTest, BroadcastsFromTheOriginInOneStep) {
  const ValueId yes = builder.truth(true);
  const ValueId patient = builder.broadcast(yes, SpaceId(1));
  const ValueId tumor = builder.broadcast(patient, SpaceId(2));
  EXPECT_EQ(builder[tumor].arguments[0], yes);
  EXPECT_EQ(builder.broadcast(yes, SpaceId(0)), yes);
}

TEST_F(BuilderTest, KnowsWhatCanBeUnsure) {
  const ValueId date = builder.call(Builtin::DateOf, {item("diagnosis")});
  const ValueId today = builder.broadcast(builder.call(Builtin::Today, {}), SpaceId(2));
  const ValueId before = builder.call(Builtin::DateLess, {date, today});
  EXPECT_TRUE(builder[today].is_definite);
  EXPECT_FALSE(builder[before].is_definite);
  EXPECT_TRUE(builder[builder.call(Builtin::Definitely, {before})].is_definite);
  EXPECT_TRUE(builder[builder.call(Builtin::DateLess, {today, today})].is_definite);
}

}  // namespace
}  // namespace edict::ir
