#include "compiler/ir/print.h"

#include <gtest/gtest.h>

#include "tests/support/sample_registry.h"

namespace edict::ir {
namespace {

constexpr std::string_view kSpaces = R"(space s0 file
space s1 patient in s0
space s2 tumor in s1
space s3 tumor in s2 product
)";

constexpr std::string_view kEveryOperation = R"(%0 = item site : text @s2
%1 = in_codes %0 [C500-C509, "8000-3", 95*, C5?0, "a, \"b\""] : truth! @s2
%2 = item diagnosis : text @s2
%3 = date_of %2 : date @s2
%4 = date_value 2018-01-01 : date! @s0
%5 = broadcast %4 : date! @s2
%6 = date_less_equal %5 %3 : truth @s2
%7 = year_of %3 : number @s2
%8 = number_in %7 [2016-2017, 2019] : truth @s2
%9 = text_value "C\\5\"0" : text @s0
%10 = date_value 2018-01-01..2018-12-31 : date @s0
%11 = date_value *..2018-12-31 : date @s0
%12 = number_value -1.5 : number! @s0
%13 = number_value 1..* : number @s0
%14 = truth_value false : truth! @s0
%15 = broadcast %14 : truth! @s3
%16 = element %1 : truth! @s3
%17 = is_self : truth! @s3
%18 = is_later : truth! @s3
%19 = reduce_some %16 : truth! @s2
%20 = reduce_exactly %16 1 : truth! @s2
%21 = reduce_at_least %16 2 : truth! @s2
%22 = reduce_at_most %6 0 : truth @s1
%23 = item seq : text @s2
%24 = in_order %1 %23 %3 : truth @s1
%25 = in_order strictly %1 %23 %3 : truth @s1
%26 = in_table SiteType %0 %23 : truth! @s2
%27 = find_row SiteType %0 %23 : number! @s2
%28 = row_found %27 : truth! @s2
%29 = cell SiteType %27 "verdict" : text @s2
%30 = today : date! @s0
%31 = reduce_count %6 : number @s1
%32 = reduce_count %16 : number! @s2
%33 = matches %0 "C\\d \"x" : truth! @s2
%34 = first_characters %0 2 : text @s2
%35 = length_of %34 : number! @s2
require T1.1 @s2 guard %1 condition %6 override %8
require P1.2 @s1 guard %22 condition %24
)";

TEST(Print, GivesBackEveryOperationThatWasParsed) {
  const std::string text = std::string(kSpaces) + std::string(kEveryOperation);
  const Result<Program> program = parse_program(text, test::sample_module());
  ASSERT_TRUE(program.has_value()) << program.error().message;
  EXPECT_EQ(print(*program), text);
  EXPECT_EQ(verify(*program), "");
}

TEST(Parse, TakesAnyNamesAndComments) {
  const auto program = parse_program(R"(
# the file level
space sFile file
%yes = truth_value true : truth! @sFile
require F1.3 @sFile guard %yes condition %yes)",
                                     test::sample_module());
  ASSERT_TRUE(program.has_value()) << program.error().message;
  EXPECT_EQ(print(*program),
            "space s0 file\n%0 = truth_value true : truth! @s0\nrequire F1.3 @s0 guard %0 condition %0\n");
}

std::string error_of(std::string_view line) {
  const auto program = parse_program(std::string(kSpaces) + std::string(line), test::sample_module());
  return program.has_value() ? "" : program.error().message;
}

TEST(Parse, NamesLineAndFault) {
  EXPECT_EQ(error_of("%0 = item sites : text @s2"), "IR line 5: `sites` is not expected here");
  EXPECT_EQ(error_of("%0 = itme site : text @s2"), "IR line 5: no operation `itme`");
  EXPECT_EQ(error_of("%0 = item site : text @s9"), "IR line 5: `s9` is not defined above");
  EXPECT_EQ(error_of("%0 = item site : code @s2"), "IR line 5: no type `code`");
  EXPECT_EQ(error_of("%0 = is_blank %1 : truth @s2"), "IR line 5: `%1` is not defined above");
  EXPECT_EQ(error_of("%0 = item site : text @s2 @s2"), "IR line 5: `@s2` is not expected here");
  EXPECT_EQ(error_of("%0 = item site :"), "IR line 5: the line ends too early");
  EXPECT_EQ(error_of("require T9.1 @s2 guard %0 condition %0"), "IR line 5: no require `T9.1`");
  EXPECT_EQ(error_of("item site"), "IR line 5: a line starts with space, require or %, not `item`");
}

TEST(ItemsRead, AreEachNamedOnceInDictionaryOrder) {
  const hir::Module module = test::sample_module();
  const auto program = parse_program(std::string(kSpaces) + std::string(kEveryOperation), module);
  std::string names;
  for (ItemId item : items_read(*program)) names += (*module.dictionary)[item].id + " ";
  EXPECT_EQ(names, "site seq diagnosis ");
}

}  // namespace
}  // namespace edict::ir
