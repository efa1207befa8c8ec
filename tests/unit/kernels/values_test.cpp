#include "runtime/kernels/values.h"

#include <gtest/gtest.h>

#include "runtime/kernels/text.h"

namespace edict::kernel {
namespace {

Item item_of(ItemKind kind) {
  Item item;
  item.kind = kind;
  item.specials = {{{CodeSetEntry::Kind::Single, "999", ""}, SpecialReason::Unknown, "unknown"},
                   {{CodeSetEntry::Kind::Single, "988", ""}, SpecialReason::NotApplicable, "not applicable"}};
  return item;
}

TEST(StateOf, FollowsTheKind) {
  EXPECT_EQ(state_of(item_of(ItemKind::Code), "any text"), ValueState::Ordinary);
  EXPECT_EQ(state_of(item_of(ItemKind::Digits), "007"), ValueState::Ordinary);
  EXPECT_EQ(state_of(item_of(ItemKind::Digits), "0O7"), ValueState::Invalid);
  EXPECT_EQ(state_of(item_of(ItemKind::Number), "1.5"), ValueState::Ordinary);
  EXPECT_EQ(state_of(item_of(ItemKind::Number), "1,5"), ValueState::Invalid);
  EXPECT_EQ(state_of(item_of(ItemKind::Date), "202102"), ValueState::Ordinary);
  EXPECT_EQ(state_of(item_of(ItemKind::Date), "20210230"), ValueState::Invalid);
}

TEST(StateOf, BlankAndSpecialComeBeforeTheKind) {
  for (ItemKind kind : {ItemKind::Code, ItemKind::Digits, ItemKind::Number, ItemKind::Date}) {
    EXPECT_EQ(state_of(item_of(kind), ""), ValueState::Blank);
    EXPECT_EQ(state_of(item_of(kind), "999"), ValueState::Special);
  }
}

TEST(States, UnknownIsTheSpecialCodeWithThatReason) {
  const Item item = item_of(ItemKind::Digits);
  EXPECT_EQ(IsUnknown({"999", &item}), Truth::True);
  EXPECT_EQ(IsUnknown({"988", &item}), Truth::False);
  EXPECT_EQ(IsSpecial({"988", &item}), Truth::True);
  EXPECT_EQ(IsUnknown({"", &item}), Truth::False);
}

TEST(States, ValidIsFalseForBlankAndTrueForSpecial) {
  const Item item = item_of(ItemKind::Digits);
  EXPECT_EQ(IsValid({"", &item}), Truth::False);
  EXPECT_EQ(IsValid({"988", &item}), Truth::True);
  EXPECT_EQ(IsValid({"12", &item}), Truth::True);
  EXPECT_EQ(IsValid({"1a", &item}), Truth::False);
}

TEST(NumberOfItem, IsAnyNumberUnlessTheItemHoldsOne) {
  const Item item = item_of(ItemKind::Digits);
  EXPECT_EQ(number_of(item, "045"), NumberRange::exactly(Decimal::whole(45)));
  for (const char* text : {"", "999", "4x"}) EXPECT_TRUE(number_of(item, text).is_any()) << text;
}

TEST(DateIn, ATimeStampCountsByItsDay) {
  const Item item = item_of(ItemKind::DateTime);
  const DayRange day = DayRange::exactly(day_from_civil({2021, 3, 4}));
  for (const char* text : {"2021-03-04", "2021-03-04T10", "2021-03-04T10:15", "2021-03-04T10:15:30",
                           "2021-03-04T10:15:30.25Z", "2021-03-04T10:15:30-05:00", "20210304"}) {
    EXPECT_EQ(days_of(item, text), day) << text;
  }
  for (const char* text : {"2021-03-04T", "2021-03-04T1", "2021-03-04T25:00", "2021-03-04T10:15:30-05", "2021-03T10:15",
                           "2021-02-30T10:15"}) {
    EXPECT_TRUE(days_of(item, text).is_any()) << text;
    EXPECT_EQ(state_of(item, text), ValueState::Invalid) << text;
  }
  EXPECT_EQ(days_of(item, "2021-03").last, day_from_civil({2021, 3, 31}));
}

TEST(DateIn, OnlyDateItemsHaveDays) { EXPECT_TRUE(days_of(item_of(ItemKind::Code), "20210304").is_any()); }

TEST(PartsOfDates, AreBlankWhereNoCharacterStands) {
  const auto blank_parts = [](std::string_view text) {
    std::string parts;
    if (YearIsBlank({text}) == Truth::True) parts += 'y';
    if (MonthIsBlank({text}) == Truth::True) parts += 'm';
    if (DayIsBlank({text}) == Truth::True) parts += 'd';
    return parts;
  };
  EXPECT_EQ(blank_parts(""), "ymd");
  EXPECT_EQ(blank_parts("2021"), "md");
  EXPECT_EQ(blank_parts("202102"), "d");
  EXPECT_EQ(blank_parts("20210230"), "");
  EXPECT_EQ(blank_parts("2021  15"), "m");
  EXPECT_EQ(blank_parts("2021-02"), "d");
  EXPECT_EQ(blank_parts("2021-02-03T10:15"), "");
}

TEST(CodeOrder, NeedsOrdinaryValuesOfOneLength) {
  const Item item = item_of(ItemKind::Code);
  EXPECT_EQ(CodeLess({"1", &item}, {"2", &item}), Truth::True);
  EXPECT_EQ(CodeLess({"2", &item}, {"2", &item}), Truth::False);
  EXPECT_EQ(CodeLessEqual({"2", &item}, {"2", &item}), Truth::True);
  EXPECT_EQ(CodeLess({"9", &item}, {"10", &item}), Truth::Unsure);
  EXPECT_EQ(CodeLess({"", &item}, {"", &item}), Truth::Unsure);
  EXPECT_EQ(CodeLess({"100", &item}, {"999", &item}), Truth::Unsure);
}

}  // namespace
}  // namespace edict::kernel
