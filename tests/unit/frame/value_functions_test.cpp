#include "compiler/frame/value_functions.h"

#include <gtest/gtest.h>

#include "compiler/ir/print.h"
#include "tests/support/sample_registry.h"

namespace edict::frame {
namespace {

// One word a value: what it is to the frame.
std::string classes(std::string_view lines) {
  const auto program =
      ir::parse_program("space s0 file\nspace s1 patient in s0\nspace s2 tumor in s1\nspace s3 tumor in s2 product\n" +
                            std::string(lines),
                        test::sample_module());
  if (!program.has_value()) return program.error().message;
  if (const std::string broken = ir::verify(*program); !broken.empty()) return broken;
  const ValueFunctions functions(*program);
  std::string text;
  for (std::size_t i = 0; i < program->values.size(); ++i) {
    const ir::ValueId value(i);
    text += functions.is_constant(value)            ? "constant "
            : functions.is_source(value)            ? "source "
            : functions.has_table(value)            ? "table "
            : functions.source_of(value).is_valid() ? "step "
                                                    : "row ";
  }
  return text;
}

TEST(ValueFunctions, StopAtTheLastValueAboutOneText) {
  EXPECT_EQ(classes(R"(%0 = item diagnosis : text @s2
%1 = date_of %0 : date @s2
%2 = today : date! @s0
%3 = broadcast %2 : date! @s2
%4 = date_less %1 %3 : truth @s2
%5 = is_blank %0 : truth! @s2
%6 = or %4 %5 : truth @s2
%7 = item site : text @s2
%8 = is_blank %7 : truth! @s2
%9 = and %6 %8 : truth @s2
require T1.1 @s2 guard %8 condition %9
)"),
            "source step constant constant step step table source table row ");
}

TEST(ValueFunctions, ATextMadeOfOneIsAFunctionAndOfSeveralASource) {
  EXPECT_EQ(classes(R"(%0 = item site : text @s2
%1 = first_characters %0 2 : text @s2
%2 = in_codes %1 [C5] : truth! @s2
%3 = item seq : text @s2
%4 = join %1 %3 : text @s2
%5 = matches %4 "C5.*" : truth! @s2
%6 = text_value "c" : text @s0
%7 = upper_of %6 : text @s0
require T1.1 @s2 guard %2 condition %5
)"),
            "source table table source source table constant constant ");
}

TEST(ValueFunctions, AMoveEndsAFunctionAndMovedTextsStartTheirOwn) {
  EXPECT_EQ(classes(R"(%0 = item site : text @s2
%1 = is_blank %0 : truth! @s2
%2 = element %1 : truth! @s3
%3 = element %0 : text @s3
%4 = is_blank %3 : truth! @s3
%5 = and %2 %4 : truth! @s3
%6 = reduce_some %5 : truth! @s2
require T1.1 @s2 guard %6 condition %6
)"),
            "source table row source table row row ");
}

TEST(ValueFunctions, ARowFoundByOneKeyIsAFunctionOfIt) {
  EXPECT_EQ(classes(R"(%0 = item site : text @s2
%1 = find_row SiteType %0 %0 : number! @s2
%2 = cell SiteType %1 "verdict" : text @s2
%3 = in_codes %2 [ok] : truth! @s2
%4 = item histology : text @s2
%5 = find_row SiteType %0 %4 : number! @s2
%6 = cell SiteType %5 "verdict" : text @s2
%7 = in_codes %6 [ok] : truth! @s2
require T1.1 @s2 guard %3 condition %7
)"),
            "source step step table source row source table ");
}

}  // namespace
}  // namespace edict::frame
