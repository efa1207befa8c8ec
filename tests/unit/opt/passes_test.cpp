#include <gtest/gtest.h>

#include "compiler/ir/print.h"
#include "compiler/opt/optimise.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

constexpr std::string_view kSpaces = "space s0 file\nspace s1 patient in s0\nspace s2 tumor in s1\n";

// What a pass makes of a program, without the lines of the natural spaces.
std::string after(bool (*pass)(ir::Program&), std::string_view lines) {
  auto program = ir::parse_program(std::string(kSpaces) + std::string(lines), test::sample_module());
  if (!program.has_value()) return program.error().message;
  if (const std::string broken = ir::verify(*program); !broken.empty()) return broken;
  const std::string before = ir::print(*program);
  const bool has_changed = pass(*program);
  if (const std::string broken = ir::verify(*program); !broken.empty()) return broken;
  const std::string text = ir::print(*program);
  EXPECT_EQ(has_changed, text != before);
  return text.substr(kSpaces.size());
}

TEST(FoldConstants, ComputesWithLiteralsWhereverTheyStand) {
  EXPECT_EQ(after(fold_constants, R"(%0 = number_value 1 : number! @s0
%1 = broadcast %0 : number! @s2
%2 = add %1 %1 : number @s2
%3 = text_value "C509" : text @s0
%4 = in_codes %3 [C500-C509] : truth! @s0
)"),
            R"(%0 = number_value 1 : number! @s0
%1 = broadcast %0 : number! @s2
%2 = number_value 2 : number! @s0
%3 = broadcast %2 : number! @s2
%4 = text_value "C509" : text @s0
%5 = truth_value true : truth! @s0
)");
}

TEST(FoldConstants, LeavesWhatOnlyTheRunKnowsAndWhatIsUnsure) {
  constexpr std::string_view kText = R"(%0 = today : date! @s0
%1 = date_value 2018-01-01..2018-12-31 : date @s0
%2 = date_less %1 %0 : truth @s0
%3 = date_less %1 %1 : truth @s0
)";
  EXPECT_EQ(after(fold_constants, kText), kText);
}

TEST(SimplifyTruth, DropsWhatOneOperandDecides) {
  EXPECT_EQ(after(simplify_truth, R"(%0 = item site : text @s2
%1 = is_blank %0 : truth! @s2
%2 = truth_value true : truth! @s0
%3 = broadcast %2 : truth! @s2
%4 = and %1 %3 : truth! @s2
%5 = or %4 %3 : truth! @s2
%6 = implies %4 %5 : truth! @s2
%7 = not %6 : truth! @s2
%8 = not %7 : truth! @s2
%9 = definitely %4 : truth! @s2
require T1.1 @s2 guard %5 condition %4
require T1.2 @s2 guard %6 condition %8
require T1.3 @s2 guard %7 condition %9
)"),
            R"(%0 = item site : text @s2
%1 = is_blank %0 : truth! @s2
%2 = truth_value true : truth! @s0
%3 = broadcast %2 : truth! @s2
%4 = not %3 : truth! @s2
require T1.1 @s2 guard %3 condition %1
require T1.2 @s2 guard %3 condition %3
require T1.3 @s2 guard %4 condition %1
)");
}

TEST(SimplifyTruth, KeepsWhatIsUnsure) {
  constexpr std::string_view kText = R"(%0 = item diagnosis : text @s2
%1 = date_of %0 : date @s2
%2 = date_less %1 %1 : truth @s2
%3 = not %2 : truth @s2
%4 = or %2 %3 : truth @s2
%5 = definitely %2 : truth! @s2
)";
  EXPECT_EQ(after(simplify_truth, kText), kText);
}

TEST(ShareSubexpressions, GivesEqualComputationsOneValue) {
  EXPECT_EQ(after(share_subexpressions, R"(%0 = item site : text @s2
%1 = in_codes %0 [C500, C501] : truth! @s2
%2 = item site : text @s2
%3 = in_codes %2 [C500, C501] : truth! @s2
%4 = in_codes %2 [C501, C500] : truth! @s2
%5 = and %1 %4 : truth! @s2
%6 = and %4 %3 : truth! @s2
require T1.1 @s2 guard %5 condition %6
)"),
            R"(%0 = item site : text @s2
%1 = in_codes %0 [C500, C501] : truth! @s2
%2 = in_codes %0 [C501, C500] : truth! @s2
%3 = and %1 %2 : truth! @s2
require T1.1 @s2 guard %3 condition %3
)");
}

TEST(DropUnused, DropsValuesAndProductSpaces) {
  EXPECT_EQ(after(drop_unused, R"(space s3 tumor in s2 product
space s4 tumor in s2 product
%0 = is_later : truth! @s3
%1 = is_self : truth! @s4
%2 = reduce_some %0 : truth! @s2
%3 = reduce_some %1 : truth! @s2
require T1.1 @s2 guard %3 condition %3
)"),
            R"(space s3 tumor in s2 product
%0 = is_self : truth! @s3
%1 = reduce_some %0 : truth! @s2
require T1.1 @s2 guard %1 condition %1
)");
}

TEST(Optimise, RunsThePassesUntilNothingChanges) {
  auto program = ir::parse_program(std::string(kSpaces) + R"(%0 = item site : text @s2
%1 = is_blank %0 : truth! @s2
%2 = number_value 1 : number! @s0
%3 = number_value 2 : number! @s0
%4 = number_less %3 %2 : truth! @s0
%5 = broadcast %4 : truth! @s2
%6 = and %1 %5 : truth! @s2
%7 = not %6 : truth! @s2
%8 = implies %7 %1 : truth! @s2
%9 = or %8 %1 : truth! @s2
require T1.1 @s2 guard %7 condition %9
)",
                                   test::sample_module());
  EXPECT_EQ(ir::print(optimise(std::move(*program), {})), std::string(kSpaces) + R"(%0 = item site : text @s2
%1 = is_blank %0 : truth! @s2
%2 = truth_value true : truth! @s0
%3 = broadcast %2 : truth! @s2
require T1.1 @s2 guard %3 condition %1
)");
}

}  // namespace
}  // namespace edict
