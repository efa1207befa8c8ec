#include "runtime/exec/measures.h"

#include <gtest/gtest.h>

#include "tests/unit/exec/testing.h"

namespace edict {
namespace {

using enum Truth;

MeasureCounts counts(std::initializer_list<std::pair<Truth, Truth>> records) {
  MeasureCounts counts;
  for (const auto& [among, counted] : records) counts.add(among, counted);
  return counts;
}

// Every way in which records in doubt can turn out, tried one by one.
std::pair<double, double> least_and_greatest(const std::vector<std::pair<Truth, Truth>>& records) {
  std::pair<double, double> ends{2, -1};
  std::size_t ways = 1;
  for (std::size_t i = 0; i < records.size(); ++i) ways *= 4;
  for (std::size_t way = 0; way < ways; ++way) {
    std::size_t choice = way;
    int part = 0;
    int whole = 0;
    bool is_possible = true;
    for (const auto& [among, counted] : records) {
      const Truth is_among = truth((choice & 1) != 0);
      const Truth is_counted = truth((choice & 2) != 0);
      choice /= 4;
      is_possible =
          is_possible && (among == Unsure || among == is_among) && (counted == Unsure || counted == is_counted);
      whole += is_among == True ? 1 : 0;
      part += is_among == True && is_counted == True ? 1 : 0;
    }
    if (!is_possible || whole == 0) continue;
    ends.first = std::min(ends.first, static_cast<double>(part) / whole);
    ends.second = std::max(ends.second, static_cast<double>(part) / whole);
  }
  return ends;
}

TEST(Measures, BoundTheShareExactly) {
  constexpr std::array kTruths = {False, True, Unsure};
  // All data sets of up to four records, up to order.
  std::vector<std::pair<Truth, Truth>> kinds;
  for (Truth among : kTruths) {
    for (Truth counted : kTruths) kinds.emplace_back(among, counted);
  }
  for (std::size_t a = 0; a < 9; ++a) {
    for (std::size_t b = a; b < 9; ++b) {
      for (std::size_t c = b; c < 9; ++c) {
        for (std::size_t d = c; d < 9; ++d) {
          const std::vector records = {kinds[a], kinds[b], kinds[c], kinds[d]};
          MeasureCounts sums;
          for (const auto& [among, counted] : records) sums.add(among, counted);
          const MeasureShares shares = shares_of(sums);
          const auto [least, greatest] = least_and_greatest(records);
          if (greatest < 0) {
            EXPECT_EQ(shares.low.whole, 0U) << a << b << c << d;
            continue;
          }
          const auto share = [](Share s) { return static_cast<double>(s.part) / static_cast<double>(s.whole); };
          EXPECT_EQ(share(shares.low), least) << a << b << c << d;
          EXPECT_EQ(share(shares.high), greatest) << a << b << c << d;
        }
      }
    }
  }
}

TEST(Measures, RoundHalfUpToOneDecimal) {
  EXPECT_EQ(percent_text({29, 1000}), "2.9");
  EXPECT_EQ(percent_text({1, 8}), "12.5");
  EXPECT_EQ(percent_text({1, 16}), "6.3");  // 6.25
  EXPECT_EQ(percent_text({1, 3}), "33.3");
  EXPECT_EQ(percent_text({7, 7}), "100.0");
  EXPECT_EQ(percent_text({0, 0}), "");
}

PlannedMeasure rated() {
  PlannedMeasure measure;
  measure.least_cases = 10;
  measure.levels = {{"gold", true, false, Decimal::whole(3)}, {"silver", true, true, Decimal::whole(5)}};
  measure.otherwise = "fail";
  measure.severity = Severity::Error;
  return measure;
}

MeasureCounts of(std::uint64_t counted, std::uint64_t cases) {
  MeasureCounts sums;
  for (std::uint64_t i = 0; i < cases; ++i) sums.add(True, truth(i < counted));
  return sums;
}

TEST(Measures, TakeTheFirstLevelThatHolds) {
  const PlannedMeasure measure = rated();
  EXPECT_EQ(level_of(measure, of(2, 100)), "gold");
  EXPECT_EQ(level_of(measure, of(3, 100)), "silver");  // not below 3 %
  EXPECT_EQ(level_of(measure, of(5, 100)), "silver");  // at most 5 %
  EXPECT_EQ(level_of(measure, of(6, 100)), "fail");
  EXPECT_EQ(level_of(measure, of(0, 9)), "not rated");
  EXPECT_EQ(level_of(measure, counts({})), "not rated");
  EXPECT_TRUE(is_flag(measure, of(6, 100)));
  EXPECT_FALSE(is_flag(measure, of(0, 9)));
}

TEST(Measures, AddUpOverBatchesByGroup) {
  FakeRules rules = fake_rules();
  RunPlan plan = *rules.plan;
  PlannedMeasure measure = rated();
  measure.id = "M";
  measure.level = LevelId(2);
  measure.items = {rules.item("laterality")};
  measure.keys = {{rules.item("sex"), false, "sex"}};
  plan.measures = {measure};
  std::vector<FakeExecutable::Require> all =
      static_cast<const FakeExecutable&>(*plan.executable).all();  // NOLINT: it is one
  all.push_back({LevelId(2), by_letter(rules.item("laterality"))});
  all.push_back({LevelId(2), by_letter(rules.item("primarySite"))});
  plan.executable = std::make_shared<FakeExecutable>(all);
  rules.plan = std::make_shared<const RunPlan>(plan);

  std::string content;
  for (int i = 0; i < 50; ++i) {
    content += "<Patient>" + item_text("sex", i % 5 == 0 ? "2" : "1") + "<Tumor>" +
               item_text("laterality", i % 7 == 0 ? "F" : "p") + item_text("primarySite", i % 3 == 0 ? "U" : "p") +
               "</Tumor></Patient>";
  }
  const auto groups_with = [&](PipelineOptions options) {
    return run_document(rules, content, options).result.totals.measures.at(0).groups;
  };
  const MeasureGroups groups = groups_with({.threads = 1, .batch_rows = 1000});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups.at({"2"}).cases(), 8U);   // 10 less 0 and 35
  EXPECT_EQ(groups.at({"2"}).count(), 5U);   // … less 15, 30 and 45, which may or may not count
  EXPECT_EQ(groups.at({"1"}).cases(), 34U);  // 40 less 7, 14, 21, 28, 42 and 49
  EXPECT_EQ(groups_with({.threads = 3, .batch_rows = 4}), groups);
}

}  // namespace
}  // namespace edict
