#include "dsl/import/edits/script/script_calls.h"

#include <gtest/gtest.h>

namespace edict::foreign {
namespace {

std::string wrong(const std::string& text) {
  const auto script = parse_script({text, 7});
  if (!script) return script.error().problem;
  const auto fault = find_wrong_call(*script);
  return fault ? std::to_string(fault->line) + ": " + fault->problem : "";
}

TEST(ScriptCalls, CountsArguments) {
  EXPECT_EQ(wrong("return Functions.GEN_LEFT(line.x, 1)"), "");
  EXPECT_EQ(wrong("return Functions.GEN_LEFT(binding, line.x, 1)"), "");
  EXPECT_EQ(wrong("x = 1\nreturn Functions.GEN_LEFT(line.x)"), "8: `GEN_LEFT` takes 2 arguments, got 1");
  EXPECT_EQ(wrong("return Functions.GEN_VAL()"), "7: `GEN_VAL` takes 1 argument, got 0");
  EXPECT_EQ(wrong("return Functions.GEN_STRCMP(binding, a)"), "7: `GEN_STRCMP` takes 2 to 3 arguments, got 1");
  EXPECT_EQ(wrong("Functions.GEN_SAVE_TEXT(binding)"), "7: `GEN_SAVE_TEXT` takes 1 argument or more, got 0");
  EXPECT_EQ(wrong("return { a -> a?.b.substring() }"), "7: `substring` takes 1 to 2 arguments, got 0");
}

TEST(ScriptCalls, KnowsFunctionsAndMethods) {
  EXPECT_EQ(wrong("return Functions.nobodyKnows(1)"), "7: the function `nobodyKnows` is not known");
  EXPECT_EQ(wrong("return [line.a.trim()]"), "7: the method `trim` is not known");
  EXPECT_EQ(wrong("return Context.anything(1, 2, 3)"), "");
}

}  // namespace
}  // namespace edict::foreign
