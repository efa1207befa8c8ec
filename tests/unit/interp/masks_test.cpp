#include "compiler/interp/masks.h"

#include <gtest/gtest.h>

#include <array>

namespace edict::masks {
namespace {

constexpr std::array kAll = {Truth::False, Truth::True, Truth::Unsure};

// A mask of the given truths, one row each.
TruthMasks masks_of(const std::vector<Truth>& truths) {
  TruthMasks masks;
  masks.resize(truths.size(), false);
  pack({reinterpret_cast<const std::uint8_t*>(truths.data()), truths.size()}, masks);
  return masks;
}

std::vector<Truth> truths_of(const TruthMasks& masks) {
  std::vector<Truth> truths;
  for (std::size_t row = 0; row < masks.row_count(); ++row) truths.push_back(masks.view().at(row));
  return truths;
}

TEST(Masks, LogicIsKleeneOnEveryPairOfTruths) {
  std::vector<Truth> left, right, conjunction, disjunction, implication, negation, sure, possible;
  for (int repeat = 0; repeat < 15; ++repeat) {  // 135 rows: two whole words and a part
    for (Truth a : kAll) {
      for (Truth b : kAll) {
        left.push_back(a);
        right.push_back(b);
        conjunction.push_back(edict::and_(a, b));
        disjunction.push_back(edict::or_(a, b));
        implication.push_back(edict::implies_(a, b));
        negation.push_back(edict::not_(a));
        sure.push_back(edict::definitely(a));
        possible.push_back(edict::possibly(a));
      }
    }
  }
  const TruthMasks a = masks_of(left);
  const TruthMasks b = masks_of(right);
  TruthMasks out;
  out.resize(left.size(), false);
  and_(a.view(), b.view(), out);
  EXPECT_EQ(truths_of(out), conjunction);
  or_(a.view(), b.view(), out);
  EXPECT_EQ(truths_of(out), disjunction);
  implies(a.view(), b.view(), out);
  EXPECT_EQ(truths_of(out), implication);
  not_(a.view(), out);
  EXPECT_EQ(truths_of(out), negation);
  EXPECT_EQ(out.view().is_true.back() >> (left.size() % 64), 0U);
  EXPECT_EQ(out.view().may_be_true.back() >> (left.size() % 64), 0U);
  out.resize(left.size(), true);
  definitely(a.view(), out);
  EXPECT_EQ(truths_of(out), sure);
  possibly(a.view(), out);
  EXPECT_EQ(truths_of(out), possible);
}

TEST(Masks, CountsGroupsAcrossWords) {
  std::vector<Truth> truths(200, Truth::False);
  for (std::size_t row : {0U, 63U, 64U, 127U, 128U, 199U}) truths[row] = Truth::True;
  truths[100] = Truth::Unsure;
  const TruthMasks from = masks_of(truths);
  const std::array<std::uint32_t, 6> offsets = {0, 0, 64, 128, 192, 200};
  TruthMasks out;
  out.resize(5, false);
  using enum Truth;
  at_least(from.view(), offsets, 1, out);
  EXPECT_EQ(truths_of(out), (std::vector{False, True, True, True, True}));
  at_least(from.view(), offsets, 3, out);
  EXPECT_EQ(truths_of(out), (std::vector{False, False, Unsure, False, False}));
  at_most(from.view(), offsets, 1, out);
  EXPECT_EQ(truths_of(out), (std::vector{True, False, False, True, True}));
  at_most(from.view(), offsets, 2, out);
  EXPECT_EQ(truths_of(out), (std::vector{True, True, Unsure, True, True}));
  exactly(from.view(), offsets, 2, out);
  EXPECT_EQ(truths_of(out), (std::vector{False, True, Unsure, False, False}));
  exactly(from.view(), offsets, 0, out);
  EXPECT_EQ(truths_of(out), (std::vector{True, False, False, False, False}));

  std::array<NumberRange, 5> numbers;
  count(from.view(), offsets, numbers);
  const auto from_to = [](std::int64_t low, std::int64_t high) {
    return NumberRange{Decimal::whole(low).millionths, Decimal::whole(high).millionths};
  };
  EXPECT_EQ(numbers, (std::array{from_to(0, 0), from_to(2, 2), from_to(2, 3), from_to(1, 1), from_to(1, 1)}));
}

}  // namespace
}  // namespace edict::masks
