#include <gtest/gtest.h>

#include "compiler/ir/print.h"
#include "tests/support/sample_registry.h"

namespace edict::ir {
namespace {

std::string broken(std::string_view lines) {
  const std::string spaces =
      "space s0 file\nspace s1 patient in s0\nspace s2 tumor in s1\nspace s3 tumor in s2 product\n"
      "%site = item site : text @s2\n%sex = item sex : text @s1\n%left = in_codes %site [1] : truth! @s2\n";
  const auto program = parse_program(spaces + std::string(lines), test::sample_module());
  return program.has_value() ? verify(*program) : program.error().message;
}

TEST(Verify, FindsOperandsOfTheWrongTypeOrSpace) {
  EXPECT_EQ(broken("%3 = not %site : truth @s2"), "%3: wrong type of an operand");
  EXPECT_EQ(broken("%3 = text_equal %site %sex : truth! @s2"), "%3: operands are in the space of their user");
  EXPECT_EQ(broken("%3 = is_blank %site : truth! @s1"), "%3: operands are in the space of their user");
  EXPECT_EQ(broken("%3 = and %left : truth! @s2"), "%3: wrong number of operands");
  EXPECT_EQ(broken("%3 = item sex : text @s2"), "%3: an item is in the space of its level");
  EXPECT_EQ(broken("%3 = truth_value true : truth! @s2"), "%3: a constant is in space 0");
}

TEST(Verify, FindsMovesThatCannotBe) {
  EXPECT_EQ(broken("%3 = broadcast %site : text @s1"), "%3: broadcast goes to an inner space");
  EXPECT_EQ(broken("%3 = element %sex : text @s3"), "%3: element takes from the natural space of the product's level");
  EXPECT_EQ(broken("%3 = reduce_some %left : truth! @s0"), "%3: reduce goes to the outer space");
  EXPECT_EQ(broken("%3 = is_later : truth! @s2"), "%3: only records of one level can be the same or stand in order");
}

TEST(Verify, FindsDefiniteTruthsThatMayBeUnsure) {
  EXPECT_EQ(broken("%3 = date_of %site : date! @s2"), "%3: not definite: an operand may be unsure");
  EXPECT_EQ(broken("%3 = in_order %left %site %site : truth! @s1"), "%3: not definite: an operand may be unsure");
}

TEST(Verify, FindsCodesAndTablesThatDoNotFit) {
  EXPECT_EQ(broken("%3 = in_codes %site : truth! @s2"), "%3: in_codes, and only it, has a code set");
  EXPECT_EQ(broken("%3 = find_row SiteType %site : number! @s2"), "%3: an operand for each key");
  EXPECT_EQ(broken("%3 = find_row SiteType %site %site : number! @s2\n%4 = add %3 %3 : number @s2"),
            "%4: a found row is only for cell and row_found");
  EXPECT_EQ(broken("%3 = cell SiteType %site \"verdict\" : text @s2"), "%3: takes the row that find_row gave");
}

TEST(Verify, FindsRequiresAtAnotherLevel) {
  EXPECT_EQ(broken("require P1.1 @s2 guard %left condition %left"),
            "require P1: outcomes are at the level of the edit");
  EXPECT_EQ(broken("%m = is_blank %sex : truth! @s1\nrequire T1.1 @s2 guard %left condition %m"),
            "require T1: truths are in the space of the require");
}

TEST(Verify, FindsSpacesThatDoNotNest) {
  const auto natural = parse_program("space s0 file\nspace s1 tumor in s0\n", test::sample_module());
  EXPECT_EQ(verify(*natural), "s1: a natural space lies in the natural space of the level above");
  const auto product = parse_program("space s0 file\nspace s1 tumor in s0 product\n", test::sample_module());
  EXPECT_EQ(verify(*product), "s1: a product space multiplies records that have a parent in common");
}

}  // namespace
}  // namespace edict::ir
