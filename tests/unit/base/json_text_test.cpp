#include "base/json_text.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonString, EscapesWhatMustBe) {
  EXPECT_EQ(quoted("a\"b\\c\n\x01"), R"("a\"b\\c\n\u0001")");
  EXPECT_EQ(quoted("größer"), "\"größer\"");
}

TEST(JsonString, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(quoted("a\xE4z"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(quoted("\xC0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(quoted("\xE2\x82"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(JsonText, PlacesCommas) {
  JsonText json;
  json.begin_object();
  json.field("a", 1);
  json.key("b");
  json.begin_array();
  json.value("x");
  json.value(true);
  json.begin_object();
  json.end_object();
  json.end_array();
  json.field("c", "y");
  json.end_object();
  EXPECT_EQ(json.text(), R"({"a":1,"b":["x",true,{}],"c":"y"})");
}

}  // namespace
}  // namespace edict
