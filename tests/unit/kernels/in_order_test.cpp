#include "runtime/kernels/in_order.h"

#include <gtest/gtest.h>

namespace edict::kernel {
namespace {

// Records of a patient: a sequence number, its date, and whether the filter lets it in.
struct Record {
  NumberRange key;
  DayRange value;
  Truth filter = Truth::True;
};

NumberRange key(std::int64_t n) { return NumberRange::exactly(Decimal::whole(n)); }
DayRange day(Day n) { return DayRange::exactly(n); }

Truth in_order(const std::vector<Record>& records, bool is_strict = false) {
  std::vector<Truth> filter;
  std::vector<NumberRange> keys;
  std::vector<DayRange> values;
  for (const Record& record : records) {
    filter.push_back(record.filter);
    keys.push_back(record.key);
    values.push_back(record.value);
  }
  return InOrder(std::span<const Truth>(filter), std::span<const NumberRange>(keys), std::span<const DayRange>(values),
                 is_strict);
}

TEST(InOrder, ComparesNeighboursInKeyOrderNotInFileOrder) {
  EXPECT_EQ(in_order({{key(2), day(20)}, {key(1), day(10)}, {key(3), day(30)}}), Truth::True);
  EXPECT_EQ(in_order({{key(2), day(10)}, {key(1), day(20)}}), Truth::False);
}

TEST(InOrder, AllowsTiesUnlessStrict) {
  EXPECT_EQ(in_order({{key(1), day(10)}, {key(2), day(10)}}), Truth::True);
  EXPECT_EQ(in_order({{key(1), day(10)}, {key(2), day(10)}}, true), Truth::False);
}

TEST(InOrder, KeepsFileOrderAmongEqualKeys) {
  EXPECT_EQ(in_order({{key(1), day(10)}, {key(1), day(20)}}), Truth::True);
  EXPECT_EQ(in_order({{key(1), day(20)}, {key(1), day(10)}}), Truth::False);
}

TEST(InOrder, LeavesOutRowsThatTheFilterDoes) {
  EXPECT_EQ(in_order({{key(1), day(10)}, {key(2), day(5), Truth::False}, {key(3), day(20)}}), Truth::True);
  EXPECT_EQ(in_order({{key(1), day(10)}, {NumberRange::any(), day(5), Truth::False}, {key(3), day(20)}}), Truth::True);
}

TEST(InOrder, IsTrueForAtMostOneRow) {
  EXPECT_EQ(in_order({}), Truth::True);
  EXPECT_EQ(in_order({{NumberRange::any(), DayRange::any(), Truth::Unsure}}), Truth::True);
}

TEST(InOrder, IsUnsureWhenFilterOrKeyIs) {
  EXPECT_EQ(in_order({{key(1), day(10)}, {key(2), day(20), Truth::Unsure}}), Truth::Unsure);
  EXPECT_EQ(in_order({{key(1), day(10)}, {NumberRange::any(), day(20)}}), Truth::Unsure);
}

TEST(InOrder, IsFalseWhenOneNeighbourIsWhateverTheUnsureOnesAre) {
  EXPECT_EQ(in_order({{key(1), day(10)}, {key(2), DayRange::any()}, {key(3), day(5)}}), Truth::Unsure);
  EXPECT_EQ(in_order({{key(1), day(10)}, {key(2), day(5)}, {key(3), DayRange::any()}}), Truth::False);
}

TEST(InOrder, OrdersCodesOfOneLength) {
  const std::vector<Truth> filter(2, Truth::True);
  const std::vector<NumberRange> keys{key(1), key(2)};
  const auto with = [&](Text a, Text b) {
    const std::vector<Text> values{a, b};
    return InOrder(std::span(filter), std::span(keys), std::span<const Text>(values), false);
  };
  EXPECT_EQ(with({"01"}, {"02"}), Truth::True);
  EXPECT_EQ(with({"02"}, {"01"}), Truth::False);
  EXPECT_EQ(with({"2"}, {"10"}), Truth::Unsure);
  EXPECT_EQ(with({""}, {"10"}), Truth::Unsure);
}

TEST(InOrder, IsUnsureForTextKeysOfDifferentLength) {
  const std::vector<Truth> filter(2, Truth::True);
  const std::vector<Text> keys{{"1"}, {"10"}};
  const std::vector<DayRange> values{day(1), day(2)};
  EXPECT_EQ(InOrder(std::span(filter), std::span(keys), std::span(values), false), Truth::Unsure);
}

}  // namespace
}  // namespace edict::kernel
