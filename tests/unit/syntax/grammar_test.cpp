#include "dsl/syntax/grammar_rules.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <tao/pegtl/contrib/analyze.hpp>

#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

std::string to_text(const NodeRef& node) {
  std::string text(name_of(node.kind()));
  const std::vector<NodeRef> children = node.children();
  if (children.empty()) return std::string(node.text());
  for (const NodeRef& child : children) text += fmt::format(" {}", to_text(child));
  return fmt::format("({})", text);
}

// The tree of one clause, under an edit or at the margin; leaves are shown as their text. "error" if it has one.
std::string tree_of(const std::string& clause) {
  SourceMap sources;
  DiagnosticSink sink;
  const bool is_top = clause.starts_with("code ");
  const std::string header = is_top ? "" : "edit N1 \"title\" on tumor\n  ";
  const FileId file = sources.add("test.edict", fmt::format("{}{}\n{}", header, clause, is_top ? "" : "end\n"));
  const SyntaxTree tree = parse(sources[file], file, sink);
  if (sink.has_errors()) return std::string(info_of(sink.all().front().code).code);
  return to_text(tree.root_of(tree[ClauseId(is_top ? 0 : 1)]));
}

// The tree of the condition of a require.
std::string condition(const std::string& text) {
  const std::string tree = tree_of("require " + text);
  const std::string_view root = "(RequireClause ";
  return tree.starts_with(root) ? tree.substr(root.size(), tree.size() - root.size() - 1) : tree;
}

TEST(Grammar, HasNoRuleThatLoopsWithoutReading) {
#define CLAUSE(kind, word, rule, stands_in, opens) EXPECT_EQ(tao::pegtl::analyze<grammar::rule>(), 0U) << word;
#include "dsl/syntax/clauses.def"
#undef CLAUSE
}

TEST(Grammar, AlternativesKeepTheSubject) {
  EXPECT_EQ(condition("x is blank or 88 or in [90-95]"), "(IsTest x blank 88 (InAlt (CodeList 90-95)))");
  EXPECT_EQ(condition("x is neither blank nor XX8"), "(IsNeitherTest x blank XX8)");
  EXPECT_EQ(condition("x is blank or not valid"), "(IsTest x blank not valid)");
  EXPECT_EQ(condition("x is not blank or 88"), "E0108");
}

TEST(Grammar, ABareWordBehindOrIsAnAlternativeOnlyWhereNoConditionFollows) {
  EXPECT_EQ(condition("x is 1 or y is 2"), "(OrExpr (IsTest x 1) (IsTest y 2))");
  EXPECT_EQ(condition("x is 1 or Young"), "(IsTest x 1 Young)");
  EXPECT_EQ(condition("x is blank or year of d < 2019"), "(OrExpr (IsTest x blank) (LessTest (YearOfExpr d) 2019))");
  EXPECT_EQ(condition("(x is 1 or 2) and y is 3"), "(AndExpr (ParenExpr (IsTest x 1 2)) (IsTest y 3))");
}

TEST(Grammar, AndMixedWithOrNeedsParentheses) {
  EXPECT_EQ(condition("a is 1 and b is 2 or c is 3"), "E0106");
  EXPECT_EQ(condition("a is 1 or b is 2 and c is 3"), "E0106");
  EXPECT_EQ(condition("x is 1 or 2 and y is 3"), "E0106");
  EXPECT_EQ(condition("A and B and C"), "(AndExpr A B C)");
  EXPECT_EQ(condition("A or B implies C and D"), "(ImpliesExpr (OrExpr A B) (AndExpr C D))");
}

TEST(Grammar, IsTakesTheNextWordAsItsCode) {
  EXPECT_EQ(condition("x is IN and y is OR"), "(AndExpr (IsTest x IN) (IsTest y OR))");
  EXPECT_EQ(condition("x is p0I- and y is 8000/3"), "(AndExpr (IsTest x p0I-) (IsTest y 8000/3))");
  EXPECT_EQ(condition("x is \"unknown\""), "(IsTest x \"unknown\")");
  EXPECT_EQ(condition("x is in [1]"), "E0103");
}

TEST(Grammar, MinusHasBlanksAroundIt) {
  EXPECT_EQ(condition("number of x - 1 > 3"), "(GreaterTest (SubtractExpr (NumberOfExpr x) 1) 3)");
  EXPECT_EQ(condition("x - 1 + 2 > -3"), "(GreaterTest (AddExpr (SubtractExpr x 1) 2) -3)");
  EXPECT_EQ(condition("x-1 > 3"), "E0103");
}

TEST(Grammar, DatesStandBeforeNumbers) {
  EXPECT_EQ(condition("d from 2018 to 2020-06"), "(PeriodTest d (Period (PeriodFrom 2018) (PeriodTo 2020-06)))");
  EXPECT_EQ(condition("d before today"), "(PeriodTest d (Period (PeriodBefore today)))");
  EXPECT_EQ(condition("d >= 2018-01-01"), "(GreaterEqualTest d 2018-01-01)");
  EXPECT_EQ(condition("years from a to b + 1 >= 18"), "(GreaterEqualTest (AddExpr (YearsSpan a b) 1) 18)");
}

TEST(Grammar, NotStandsBeforeWholeConditions) {
  EXPECT_EQ(condition("not (x is 1) and not Young"), "(AndExpr (NotExpr (ParenExpr (IsTest x 1))) (NotExpr Young))");
  EXPECT_EQ(condition("not definitely (a < b)"), "(NotExpr (DefinitelyExpr (LessTest a b)))");
  EXPECT_EQ(condition("not x is 1"), "E0107");
  EXPECT_EQ(condition("not x in [1]"), "E0107");
}

TEST(Grammar, QuantifiersReachToTheEnd) {
  EXPECT_EQ(condition("some other tumor t where t.x is 1 and y is 2"),
            "(SomeQuant other tumor t (AndExpr (IsTest t.x 1) (IsTest y 2)))");
  EXPECT_EQ(condition("at least 2 tumors where x is 1"), "(AtLeastQuant 2 tumors (IsTest x 1))");
  EXPECT_EQ(condition("no two tumors a, b where a.x = b.x"), "(NoTwoQuant tumors a b (EqualTest a.x b.x))");
  EXPECT_EQ(condition("tumors where x is 1 or 2 in order of y are strictly in order of z"),
            "(InOrderTest tumors (InOrderWhere (IsTest x 1 2)) y strictly z)");
}

TEST(Grammar, SayWhichPairsAndWhichRecord) {
  EXPECT_EQ(
      condition("no two tumors a, b among tumors where x is 1 or 2 have a.x = b.x except when y(a)"),
      "(NoTwoQuant tumors a b (AmongRecords tumors (IsTest x 1 2)) (EqualTest a.x b.x) (ExceptWhen (CallExpr y a)))");
  EXPECT_EQ(condition("no earlier tumor a, later tumor b by d where a.x is 1"),
            "(NoEarlierQuant tumor a tumor b (OrderBy d) (IsTest a.x 1))");
  EXPECT_EQ(condition("every tumor has the same x"), "(EverySameQuant tumor x)");
  EXPECT_EQ(condition("every tumor has the = 1"), "(EveryQuant tumor (EqualTest the 1))");
  EXPECT_EQ(condition("earliest tumor t where t.x is 1 or 2 by d has t.y is 3"),
            "(EarliestQuant tumor t (RecordsWhere (IsTest t.x 1 2)) (OrderBy d) (IsTest t.y 3))");
  EXPECT_EQ(condition("unique by (a, b) across file"), "(UniqueTest a b)");
}

TEST(Grammar, CountsAreValuesWithTheirConditionInParentheses) {
  EXPECT_EQ(condition("count of other tumors t where (t.x is 1) + 1 <= count of tumors"),
            "(LessEqualTest (AddExpr (CountOfExpr other tumors t (IsTest t.x 1)) 1) (CountOfExpr tumors))");
  EXPECT_EQ(condition("count of tumors where x is 1"), "E0103");
}

TEST(Grammar, TuplesStandBeforeTables) {
  EXPECT_EQ(condition("(a, #400) not in table T"), "(NotInTest (Tuple a #400) T)");
  EXPECT_EQ(condition("(a, b) = c"), "E0103");
}

TEST(Grammar, WordsOfTheLanguageMayNameItemsWhereNothingElseIsMeant) {
  EXPECT_EQ(condition("year = 4 and count = 3"), "(AndExpr (EqualTest year 4) (EqualTest count 3))");
  EXPECT_EQ(condition("exactly = 1 and no is 1"), "E0103");
}

TEST(Grammar, CodeListsAreRawText) {
  EXPECT_EQ(tree_of("code list A = [C50?, 95*, N0(i-), \"a,b\", p0I-, in,]"),
            "(CodeListClause A (CodeList C50? 95* N0(i-) \"a,b\" p0I- in))");
}

TEST(Grammar, LimitsNesting) {
  const auto nested = [](int depth) {
    return condition(std::string(static_cast<std::size_t>(depth), '(') + "x is 1" +
                     std::string(static_cast<std::size_t>(depth), ')'));
  };
  EXPECT_NE(nested(60), "E0109");
  EXPECT_EQ(nested(70), "E0109");
  EXPECT_EQ(nested(10000), "E0109");
  std::string calls;
  for (int i = 0; i < 30000; ++i) calls += "edits.val(";
  EXPECT_EQ(condition(calls + "x" + std::string(30000, ')') + " = 0"), "E0109");
}

}  // namespace
}  // namespace edict
