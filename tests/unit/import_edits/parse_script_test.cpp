#include <gtest/gtest.h>

#include <tao/pegtl/contrib/analyze.hpp>

#include "dsl/import/edits/script/script.h"
#include "dsl/import/edits/script/script_grammar.h"

namespace edict::foreign {
namespace {

// The tree as nested calls: "Add(1, x)".
std::string shown(const Script& script, ScriptNodeId id) {
  static constexpr std::string_view kNames[] = {
#define SCRIPT(name, what, children) #name,
#include "dsl/import/edits/script/script_kinds.def"
#undef SCRIPT
  };
  const ScriptNode& node = script[id];
  if (node.kind == ScriptKind::Number) return std::to_string(node.number);
  if (!node.text.empty()) return node.text;
  std::string text(kNames[static_cast<std::size_t>(node.kind)]);
  text += '(';
  for (const ScriptNodeId child : script.children(id)) {
    if (!text.ends_with('(')) text += ", ";
    text += shown(script, child);
  }
  return text + ')';
}

std::string parsed(std::string text) {
  const auto script = parse_script({std::move(text), 10});
  return script ? shown(*script, script->root()) : std::to_string(script.error().line) + ": " + script.error().problem;
}

TEST(ParseScript, KnowsPrecedence) {
  EXPECT_EQ(parsed("return a + b * 2 < c && !d || e"),
            "Script(Return(Or(And(Less(Add(a, Multiply(b, 2)), c), Not(d)), e)))");
  EXPECT_EQ(parsed("x = a == null ? b : c ?: 1"), "Script(Assign(x, Choose(Equal(a, Null()), b, Elvis(c, 1))))");
  EXPECT_EQ(parsed("return (Integer)Context.A >= (a)"),
            "Script(Return(GreaterEqual(Cast(Integer, Property(Context, A)), a)))");
}

TEST(ParseScript, EndsStatementsAtNewLinesOutsideBrackets) {
  EXPECT_EQ(parsed("int a, b\na = f.g(1,\n  2)\n"),
            "Script(Declare(int, Declared(a), Declared(b)), Assign(a, Call(f, g, 1, 2)))");
  EXPECT_EQ(parsed("if (a)\n  return b\nelse {\n  c = 1\n}"), "Script(If(a, Return(b), Block(Assign(c, 1))))");
  EXPECT_EQ(parsed("return a &&  // why\n  b\n  || c"), "Script(Return(Or(And(a, b), c)))");
}

TEST(ParseScript, ReadsListsMapsClosuresAndPatterns) {
  EXPECT_EQ(parsed("x = [1, *y, 2..3]"), "Script(Assign(x, ListOf(1, Spread(y), Range(2, 3))))");
  EXPECT_EQ(parsed("x = ['K': a]"), "Script(Assign(x, MapOf(Entry(K, a))))");
  EXPECT_EQ(parsed("return a ==~ /^\\d\\/[ab]$/"), "Script(Return(MatchesWhole(a, ^\\d/[ab]$)))");
  EXPECT_EQ(parsed("l.each { Map m, n -> m << n }"),
            "Script(Evaluate(Call(l, each, Lambda(Parameter(Map, m), Parameter(n), Evaluate(Append(m, n))))))");
}

TEST(ParseScript, NamesTheLineOfAFault) {
  EXPECT_EQ(parsed("a = 1\nb = = 2"), "11: cannot be read from `= = 2` on");
  EXPECT_EQ(parsed("a = \"${b}\""), "10: cannot be read from `= \"${b}\"` on");
  EXPECT_EQ(parsed("a = 99999999999"), "10: the number 99999999999 is too large");
  EXPECT_EQ(parsed("return " + std::string(5000, '(') + "a"), "10: nested too deeply");
  EXPECT_EQ(parsed("x = [1: 2,\n3]"), "10: a list holds values with keys and without");
  EXPECT_EQ(parsed("x = [1, 2: 3]"), "10: a list holds values with keys and without");
}

TEST(ParseScript, ReadsBracesThatAreNeverClosedInAFewPasses) {
  const auto nested = [](std::string_view opening, int count = 100) {
    std::string text;
    for (int i = 0; i < count; ++i) text += opening;
    return parsed(text);
  };
  EXPECT_EQ(nested("{"), "10: the statement cannot be read: its end is missing");
  EXPECT_EQ(nested("a.b {"), "10: the statement cannot be read: its end is missing");
  EXPECT_EQ(nested("x[{ a -> f(", 30), "10: the statement cannot be read: its end is missing");
  EXPECT_EQ(nested("if (a) { x = f(1, { y - {"), "10: nested too deeply");
}

TEST(ParseScript, LimitsHowDeepOperatorsInARowMakeATree) {
  const auto repeated = [](std::string first, std::string_view further) {
    for (int i = 0; i < 20000; ++i) first += further;
    return parsed(first);
  };
  EXPECT_EQ(repeated("return\n a", " + a"), "11: nested too deeply");
  EXPECT_EQ(repeated("return a", ".b"), "10: nested too deeply");
  EXPECT_EQ(repeated("return a", "[1]"), "10: nested too deeply");
  EXPECT_EQ(repeated("return a", " ?: a"), "10: nested too deeply");
}

TEST(ParseScript, TellsBlocksFromFunctions) {
  EXPECT_EQ(parsed("{ a, b -> a }"), "Script(Evaluate(Lambda(Parameter(a), Parameter(b), Evaluate(a))))");
  EXPECT_EQ(parsed("{ a = b }"), "Script(Block(Assign(a, b)))");
}

TEST(ParseScript, HasNoRuleThatLoops) { EXPECT_EQ(tao::pegtl::analyze<grammar::script>(), 0U); }

}  // namespace
}  // namespace edict::foreign
