#include "compiler/frame/space_map.h"

#include <gtest/gtest.h>

#include "compiler/ir/print.h"
#include "tests/support/sample_registry.h"

namespace edict::frame {
namespace {

using ir::SpaceId;
using Rows = std::vector<std::uint32_t>;

Rows rows(std::span<const std::uint32_t> span) { return {span.begin(), span.end()}; }

TEST(SpaceMap, LaysOutPairsAndTriplesOfOnePatient) {
  const auto program = ir::parse_program(R"(space s0 file
space s1 patient in s0
space s2 tumor in s1
space s3 tumor in s2 product
space s4 tumor in s3 product
space s5 patient in s2 product
%0 = item sex : text @s1
%1 = broadcast %0 : text @s3
%2 = is_self : truth! @s4
%3 = item registry : text @s0
%4 = broadcast %3 : text @s2
)",
                                         test::sample_module());
  ASSERT_TRUE(program.has_value()) << program.error().message;
  BatchStore store(test::sample_schema());
  Batch& batch = store.next_batch();
  test::fill(batch, "patient\n tumor\npatient\npatient\n tumor\n tumor");
  SpaceMap spaces(*program);
  spaces.update(batch);

  EXPECT_EQ(spaces.row_count(SpaceId(2)), 3U);
  EXPECT_EQ(rows(spaces.offsets(SpaceId(2))), (Rows{0, 1, 1, 3}));
  EXPECT_EQ(rows(spaces.ancestors(SpaceId(2), SpaceId(0))), (Rows{0, 0, 0}));

  EXPECT_EQ(rows(spaces.elements(SpaceId(3))), (Rows{0, 1, 2, 1, 2}));
  EXPECT_EQ(rows(spaces.offsets(SpaceId(3))), (Rows{0, 1, 3, 5}));
  EXPECT_EQ(rows(spaces.ancestors(SpaceId(3), SpaceId(1))), (Rows{0, 2, 2, 2, 2}));

  EXPECT_EQ(rows(spaces.elements(SpaceId(4))), (Rows{0, 1, 2, 1, 2, 1, 2, 1, 2}));
  EXPECT_EQ(rows(spaces.ancestors(SpaceId(4), SpaceId(3))), (Rows{0, 1, 1, 2, 2, 3, 3, 4, 4}));

  EXPECT_EQ(spaces.row_count(SpaceId(5)), 0U) << "no value is in it";
}

}  // namespace
}  // namespace edict::frame
