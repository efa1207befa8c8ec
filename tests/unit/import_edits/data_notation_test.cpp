#include "dsl/import/edits/data_notation.h"

#include <gtest/gtest.h>

namespace edict::foreign {
namespace {

// Lists as [a, b], maps as {key: value}.
std::string shown(const Value& value) {
  std::string text;
  if (const List* list = value.as<List>()) {
    for (const Value& element : (*list)->elements) text += (text.empty() ? "" : ", ") + shown(element);
    return "[" + text + "]";
  }
  if (const Map* map = value.as<Map>()) {
    for (const auto& [key, entry] : (*map)->entries)
      text += (text.empty() ? "" : ", ") + shown(key) + ": " + shown(entry);
    return "{" + text + "}";
  }
  return value.text() != nullptr ? "'" + *value.text() + "'" : to_text(value);
}

std::string read(std::string_view text) {
  const auto value = read_data(text, [](std::string_view id) { return id == "OTHER" ? Value("there") : Value(); });
  return value ? shown(*value) : std::to_string(value.error().line) + ": " + value.error().problem;
}

TEST(DataNotation, ReadsListsMapsAndRanges) {
  EXPECT_EQ(read("7"), "7");
  EXPECT_EQ(read("['a', \"b\", 008]"), "['a', 'b', 8]");
  EXPECT_EQ(read("[1..3, 5]"), "[1, 2, 3, 5]");
  EXPECT_EQ(read("['x': [1], 'y': OTHER]"), "{'x': [1], 'y': 'there'}");
  EXPECT_EQ(read("[['a', 'b']: 1]"), "{'a': 1, 'b': 1}");
}

// Published data has all of these faults, and its own engine mends them.
TEST(DataNotation, MendsFaults) {
  EXPECT_EQ(read("['a','b',]>"), "['a', 'b']");
  EXPECT_EQ(read("['a' 'b']"), "['a', 'b']");
  EXPECT_EQ(read("[1: 2], [3"), "[{1: 2}, [3]]");
  EXPECT_EQ(read("['k'] : ['v'],\n['l'] : ['w']]"), "{'k': ['v'], 'l': ['w']}");
  EXPECT_EQ(read("['a"), "['a']");
  EXPECT_EQ(read("[3..1, 2.."), "[2]");
}

TEST(DataNotation, RefusesWhatIsTooMuch) {
  EXPECT_EQ(read("[1,\n0..9223372036854775807]"), "1: its ranges have more than 1000000 numbers");
  EXPECT_EQ(read("[-9223372036854775808..9223372036854775807]"), "0: its ranges have more than 1000000 numbers");
  EXPECT_EQ(read("[9223372036854775806..9223372036854775807]"), "[9223372036854775806, 9223372036854775807]");
  std::string keys = "[";
  for (int i = 0; i < 30; ++i) keys += "[1..40000]: 1, ";
  EXPECT_EQ(read(keys + "]"), "0: its ranges have more than 1000000 numbers");
  EXPECT_EQ(read(std::string(65, '[')), "0: nested too deeply");
}

}  // namespace
}  // namespace edict::foreign
