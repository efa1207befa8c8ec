#include "runtime/kernels/call.h"

#include <gtest/gtest.h>

#include <vector>

namespace edict::kernel {
namespace {

Value value_of(Type type) {
  switch (type) {
    case Type::Truth: return Truth::Unsure;
    case Type::Text: return Text{};
    case Type::Date: return DayRange::any();
    case Type::Number: return NumberRange::any();
  }
  return Truth::Unsure;
}

TEST(Call, KnowsEveryBuiltinByItsTypesAndItsDoubt) {
  const CodeSet codes;
  const hir::NumberSet numbers{{{1, 2}}};
  const Pattern pattern = *Pattern::parse("C5.*");
  ValueDictionary made;
  const CallFacts facts{.codes = &codes, .numbers = &numbers, .pattern = &pattern, .count = {2}, .made = &made};
  for (std::size_t i = 0; i < all_builtins().size(); ++i) {
    const BuiltinInfo& info = all_builtins()[i];
    std::vector<Value> arguments;
    for (Type type : info.arguments()) arguments.push_back(value_of(type));
    const Value result = call(static_cast<Builtin>(i), arguments, facts);
    EXPECT_EQ(result.index(), value_of(info.result).index()) << info.name;
    if (const Truth* truth = std::get_if<Truth>(&result)) {
      EXPECT_EQ(*truth == Truth::Unsure, info.doubt != Doubt::Definite)
          << info.name << " on values of which nothing is known";
    }
  }
}

TEST(Call, TakesFactsFromBesideTheArguments) {
  const CodeSet codes({{CodeSetEntry::Kind::Single, "C619", ""}});
  const Value site = Text{"C619"};
  EXPECT_EQ(std::get<Truth>(call(Builtin::InCodes, {&site, 1}, {.codes = &codes})), Truth::True);
  EXPECT_EQ(std::get<DayRange>(call(Builtin::Today, {}, {.as_of = 42})), DayRange::exactly(42));
  const Pattern pattern = *Pattern::parse("C6..");
  EXPECT_EQ(std::get<Truth>(call(Builtin::Matches, {&site, 1}, {.pattern = &pattern})), Truth::True);
}

TEST(Call, KeepsTheTextsThatBuiltinsMake) {
  ValueDictionary made;
  const Value site = Text{"C619"};
  const Value first = call(Builtin::FirstCharacters, {&site, 1}, {.count = {3}, .made = &made});
  EXPECT_EQ(std::get<Text>(first).value, "C61");
  EXPECT_EQ(std::get<Text>(first).item, nullptr);
  EXPECT_EQ(made[1], "C61");
}

}  // namespace
}  // namespace edict::kernel
