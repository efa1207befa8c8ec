#include "runtime/batch/value_dictionary.h"

#include <gtest/gtest.h>

#include <string>

namespace edict {
namespace {

TEST(ValueDictionary, GivesCodesInOrderOfFirstAppearance) {
  ValueDictionary values;
  EXPECT_EQ(values.intern("C509"), 1u);
  EXPECT_EQ(values.intern("C619"), 2u);
  EXPECT_EQ(values.intern("C509"), 1u);
  EXPECT_EQ(values[2], "C619");
  EXPECT_EQ(values.size(), 3u);
}

TEST(ValueDictionary, BlankIsCodeZeroFromTheStart) {
  ValueDictionary values;
  EXPECT_EQ(values.intern(""), ValueDictionary::kBlank);
  EXPECT_EQ(values[ValueDictionary::kBlank], "");
  EXPECT_EQ(values.size(), 1u);
}

TEST(ValueDictionary, KeepsEveryCodeAndValueWhileItGrows) {
  ValueDictionary values;
  constexpr std::uint32_t kCount = 100'000;
  const std::string_view early = values[values.intern("value 1")];
  for (std::uint32_t i = 1; i <= kCount; ++i) ASSERT_EQ(values.intern("value " + std::to_string(i)), i);
  for (std::uint32_t i = 1; i <= kCount; ++i) ASSERT_EQ(values[i], "value " + std::to_string(i));
  EXPECT_EQ(early, "value 1") << "a view of a value lives until reset";
}

TEST(ValueDictionary, TellsValuesApartThatDifferOnlyInZeroBytes) {
  using std::string_view_literals::operator""sv;
  ValueDictionary values;
  EXPECT_NE(values.intern("a\0"sv), values.intern("a"sv));
}

TEST(ValueDictionary, ResetForgetsValuesAndCountsGenerations) {
  ValueDictionary values;
  values.intern("C509");
  values.reset();
  EXPECT_EQ(values.size(), 1u);
  EXPECT_EQ(values.generation(), 1u);
  EXPECT_EQ(values.intern("C619"), 1u);
}

TEST(ValueDictionary, IsFullByNumberOrByBytes) {
  ValueDictionary many;
  for (std::size_t i = 0; i < ValueDictionary::kMostValues - 1; ++i) many.intern(std::to_string(i));
  EXPECT_FALSE(many.is_full());
  many.intern("one more");
  EXPECT_TRUE(many.is_full());
  many.reset();
  EXPECT_FALSE(many.is_full());

  ValueDictionary longer;
  longer.intern(std::string(ValueDictionary::kMostBytes + 1, 'x'));
  EXPECT_TRUE(longer.is_full());
}

}  // namespace
}  // namespace edict
