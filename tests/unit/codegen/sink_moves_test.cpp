#include "compiler/codegen/sink_moves.h"

#include <gtest/gtest.h>

#include "compiler/ir/print.h"
#include "tests/support/sample_registry.h"

namespace edict::native {
namespace {

constexpr std::string_view kSpaces = R"(space s0 file
space s1 patient in s0
space s2 tumor in s1
space s3 tumor in s2 product
)";

std::string sunk(std::string_view lines) {
  const auto program = ir::parse_program(std::string(kSpaces) + std::string(lines), test::sample_module());
  if (!program) return program.error().message;
  const ir::Program result = sink_moves(*program);
  EXPECT_EQ(ir::verify(result), "");
  const std::string text = ir::print(result);
  return text.substr(text.find('%'));  // without the spaces
}

TEST(SinkMoves, MovesTheTextOfAConditionOnIt) {
  EXPECT_EQ(sunk(R"(%0 = item birth : text @s1
%1 = date_of %0 : date @s1
%2 = today : date! @s0
%3 = broadcast %2 : date! @s1
%4 = date_less %1 %3 : truth @s1
%5 = broadcast %4 : truth @s2
require T1.1 @s2 guard %5 condition %5
)"),
            R"(%0 = item birth : text @s1
%1 = today : date! @s0
%2 = broadcast %1 : date! @s2
%3 = broadcast %0 : text @s2
%4 = date_of %3 : date @s2
%5 = date_less %4 %2 : truth @s2
require T1.1 @s2 guard %5 condition %5
)");
}

TEST(SinkMoves, TakesAPatientsItemsInAPairFromTheOuterTumor) {
  const std::string text = sunk(R"(%0 = item sex : text @s1
%1 = broadcast %0 : text @s2
%2 = is_blank %1 : truth! @s2
%3 = element %2 : truth! @s3
%4 = reduce_some %3 : truth! @s2
require T1.1 @s2 guard %4 condition %4
)");
  EXPECT_NE(text.find("= broadcast %0 : text @s3\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("element"), std::string::npos) << text;
}

TEST(SinkMoves, LeavesTruthsOfGroupsWhereTheyAre) {
  const std::string text = sunk(R"(%0 = item site : text @s2
%1 = is_blank %0 : truth! @s2
%2 = reduce_some %1 : truth! @s1
%3 = broadcast %2 : truth! @s2
%4 = not %3 : truth! @s2
require T1.1 @s2 guard %3 condition %4
)");
  EXPECT_NE(text.find("%3 = broadcast %2 : truth! @s2\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace edict::native
