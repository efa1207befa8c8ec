// What lint may say of a clause that stands for many turns: what holds in each, and nothing within a clause of which a
// turn is not known.
#include "dsl/lint/claims.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <random>

namespace edict::lint_rules {
namespace {

Location at(std::size_t file, std::uint32_t begin, std::uint32_t end) { return {FileId(file), {begin, end}}; }

std::string proved(const Claims& claims) {
  std::string text;
  claims.for_each_proved([&](Code, Location place, const std::string& what) {
    text += fmt::format("{}:{}-{} {}\n", place.file.index(), place.span.begin, place.span.end, what);
  });
  return text;
}

TEST(Claims, HoldInEveryTurnOrAreNotMade) {
  Claims claims;
  claims.add(Code::NeverAsked, at(0, 10, 20), "never holds", true);
  claims.add(Code::NeverAsked, at(0, 10, 20), "never holds", true);
  claims.add(Code::NeverAsked, at(0, 30, 40), "never holds", true);
  claims.add(Code::NeverAsked, at(0, 30, 40), "never holds", false);
  EXPECT_EQ(proved(claims), "0:10-20 never holds\n");
}

TEST(Claims, AreNotMadeWithinAClauseThatIsNotKnown) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Claims claims;
    std::vector<Location> unknown, places;
    const auto some_place = [&] {
      const auto begin = static_cast<std::uint32_t>(random() % 60);
      return at(random() % 2, begin, begin + 1 + static_cast<std::uint32_t>(random() % 20));
    };
    for (int i = 0; i < 6; ++i) claims.give_up(unknown.emplace_back(some_place()));
    for (int i = 0; i < 12; ++i) places.push_back(some_place());
    std::ranges::sort(places, {},
                      [](Location place) { return std::tuple(place.file, place.span.begin, place.span.end); });
    std::string expected;
    for (const Location place : places) {
      const bool is_unknown = std::ranges::any_of(unknown, [&](Location clause) {
        return clause.file == place.file && clause.span.begin <= place.span.begin && place.span.end <= clause.span.end;
      });
      const std::string line = fmt::format("{}:{}-{} so\n", place.file.index(), place.span.begin, place.span.end);
      if (!is_unknown && !expected.ends_with(line)) expected += line;
      claims.add(Code::NeverAsked, place, "so", true);
    }
    EXPECT_EQ(proved(claims), expected);
  }
}

// A rule set has as many clauses as a book has words.
TEST(Claims, AreManyInAMoment) {
  constexpr std::uint32_t kMany = 200'000;
  Claims claims;
  for (std::uint32_t i = 0; i < kMany; ++i) {
    claims.give_up(at(0, 20 * i, 20 * i + 9));
    claims.add(Code::NeverAsked, at(0, 20 * i + 10, 20 * i + 19), "so", true);
  }
  std::uint32_t count = 0;
  const auto start = std::chrono::steady_clock::now();
  claims.for_each_proved([&](Code, Location, const std::string&) { ++count; });
  EXPECT_EQ(count, kMany);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace edict::lint_rules
