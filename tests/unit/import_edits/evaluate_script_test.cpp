#include "dsl/import/edits/evaluate_script.h"

#include <gtest/gtest.h>

#include <map>

#include "dsl/import/edits/decision/convert_edit.h"
#include "dsl/import/edits/decision/evaluate_decision.h"

namespace edict::foreign {
namespace {

using Record = std::map<std::string, std::string, std::less<>>;

// What conversion makes of the edit decides the same; edits over several records are not converted.
void expect_same_decision(const ParsedPackage& package, const Facts& facts, const ItemSource& items,
                          const Verdict& verdict) {
  DecisionGraph graph({false, [](std::string_view) { return std::size_t{8}; }}, &package.tables());
  const auto decision = convert_edit(graph, package, 0);
  if (!decision) return;
  const OutcomeNodes nodes = outcome_of(graph, *decision);
  DecisionEvaluator evaluator(graph, facts);
  evaluator.begin_record(items);
  EXPECT_EQ(evaluator.outcome(nodes), verdict.outcome);
  const Verdict by_steps = evaluator.verdict(*decision, package.package().edits[0].message);
  EXPECT_EQ(by_steps.outcome, verdict.outcome);
  EXPECT_EQ(by_steps.message, verdict.message);
  EXPECT_EQ(by_steps.notes, verdict.notes);
}

// "pass", "error", or "fail: message | note | note" of one expression on a record or on the records of a patient.
std::string outcome(const std::string& expression, std::vector<Record> records,
                    std::vector<ContextEntry> context = {}) {
  EditsPackage package;
  package.context = std::move(context);
  ForeignEdit& edit = package.edits.emplace_back();
  edit.message = "default";
  edit.expression = {expression, 1};
  const auto parsed = ParsedPackage::parse(std::move(package));
  for (const std::string& problem : parsed->problems()) return problem;
  const Facts facts{{2024, 6, 30}, &parsed->tables(), nullptr};
  const ItemSource items = [&](std::uint32_t record, std::string_view item) {
    const auto found = records[record].find(item);
    return found == records[record].end() ? Value() : Value(found->second);
  };
  ScriptEvaluator evaluator(*parsed, facts);
  const Verdict verdict = evaluator.evaluate(0, static_cast<std::uint32_t>(records.size()), items);
  expect_same_decision(*parsed, facts, items, verdict);
  if (verdict.outcome == Outcome::Pass) return "pass";
  if (verdict.outcome == Outcome::Error) return "error";
  std::string text = "fail: " + verdict.message;
  for (const std::string& note : verdict.notes) text += " | " + note;
  return text;
}

TEST(EvaluateScript, TakesNothingForLessThanEverything) {
  EXPECT_EQ(outcome("return line.size < '5'", {{}}), "pass");
  EXPECT_EQ(outcome("return line.size >= '5'", {{}}), "fail: default");
  EXPECT_EQ(outcome("return line.size == null && !(line.size == '')", {{}}), "pass");
}

TEST(EvaluateScript, ThrowsWhereTheLanguageThrows) {
  EXPECT_EQ(outcome("return line.site.substring(1) == '5'", {{}}), "error");
  EXPECT_EQ(outcome("return line.site == null || line.site.substring(1) == '5'", {{}}), "pass");
  EXPECT_EQ(outcome("return line.site.substring(1, 4) == '500'", {{{"site", "C5"}}}), "error");
  EXPECT_EQ(outcome("return Context.nobodyKnows(line)", {{}}), "error");
}

TEST(EvaluateScript, FailsByNotesEvenIfItReturnsTrue) {
  const std::string edit =
      "if (Functions.GEN_AT(untrimmedline.sex, \"2\") == 0)\n"
      "    Functions.GEN_SAVE_TEXT(binding, 'Sex: ${untrimmedline.sex}', 'Name: ${untrimmedline.name}')\n"
      "return true";
  EXPECT_EQ(outcome(edit, {{{"sex", "2"}}}), "pass");
  EXPECT_EQ(outcome(edit, {{{"sex", "1"}, {"name", "  "}}}), "fail: default | Sex: 1 | Name: <BLANK>");
}

TEST(EvaluateScript, TellsWhatWasWrongWithADate) {
  const std::string edit =
      "if (!Functions.GEN_VALID_DATE_IOP(binding, untrimmedline.date))\n"
      "    return Functions.GEN_ERROR_MSG(binding, 'Date ${untrimmedline.date.formatDate()}: %DC')\n"
      "return true";
  EXPECT_EQ(outcome(edit, {{{"date", "20240630"}}}), "pass");
  EXPECT_EQ(outcome(edit, {{{"date", "202407  "}}}), "fail: Date Y:2024 M:07 D:: future date");
  EXPECT_EQ(outcome(edit, {{{"date", "20241301"}}}), "fail: Date Y:2024 M:13 D:01: invalid as to month");
  EXPECT_EQ(outcome(edit, {{{"date", "20230230"}}}), "fail: Date Y:2023 M:02 D:30: %DC");
}

TEST(EvaluateScript, LooksUpRowsIntoTextsOfFixedSize) {
  const std::vector<ContextEntry> context = {
      {"T", ContextForm::Table, {"[['LOW','HIGH','GROUP'],['C10','C19','first'],['C50','C59','second']]", 1}},
      {"T_LOW", ContextForm::Index, {"['table': 'T', 'columns': 'LOW']", 1}}};
  const std::string edit =
      "char[] high = new char[3], group = new char[4]\n"
      "if (Functions.GEN_RLOOKUP(untrimmedline.site, Context.T, Context.T_LOW, ['HIGH':high, 'GROUP':group])) {\n"
      "    Functions.GEN_STRCAT(group, \"!\")\n"
      "    return Functions.GEN_ERROR_MSG(binding, group)\n"
      "}\nreturn Functions.GEN_STRCMP(high, \"\") == 0";
  EXPECT_EQ(outcome(edit, {{{"site", "C55 "}}}, context), "fail: seco");
  EXPECT_EQ(outcome(edit, {{{"site", "C05 "}}}, context), "pass");
}

TEST(EvaluateScript, RunsLoopsAndFunctionsOverOneRecord) {
  const std::vector<ContextEntry> context = {
      {"larger", ContextForm::Script, {"return { a, b -> if (a > b) return a\n return b }", 1}}};
  const std::string edit =
      "int i = 1, dots = 0\n"
      "while (i <= 4) {\n"
      "    if (Functions.GEN_SUBSTR(line.code, i, 1) == '.')\n        dots = dots + 1\n"
      "    i = i + 1\n"
      "}\n"
      "return Context.larger(dots, 2) == 2 && line.code != null";
  EXPECT_EQ(outcome(edit, {{{"code", "a.b."}}}, context), "pass");
  EXPECT_EQ(outcome(edit, {{{"code", "...."}}}, context), "fail: default");
  EXPECT_EQ(outcome(edit, {{}}, context), "fail: default");
}

TEST(EvaluateScript, RunsLoopsAndFunctionsOverThePatient) {
  const std::vector<ContextEntry> context = {
      {"byAge",
       ContextForm::Script,
       {"return [compare : { a, b -> Functions.asInt(a.age) - Functions.asInt(b.age) }]", 1}}};
  const std::string edit =
      "List found = []\n"
      "lines.each { line -> if (line.age != null) found.add(line) }\n"
      "found.sort(true, Context.byAge)\n"
      "int i = 1\n"
      "while (i < found.size()) {\n"
      "    if (found[i].site < found.get(i - 1).site) return false\n"
      "    i += 1\n"
      "}\n"
      "return true";
  EXPECT_EQ(outcome(edit, {{{"age", "50"}, {"site", "2"}}, {}, {{"age", "40"}, {"site", "1"}}}, context), "pass");
  EXPECT_EQ(outcome(edit, {{{"age", "40"}, {"site", "2"}}, {{"age", "50"}, {"site", "1"}}}, context), "fail: default");
  EXPECT_EQ(outcome("while (true) { }\nreturn true", {{}}), "error");
}

TEST(EvaluateScript, BreaksOffWhatIsTooMuch) {
  EXPECT_EQ(outcome("return (0..2147483647).size() > 1", {{}}), "error");
  EXPECT_EQ(outcome("List l = [1, 2]\nint i = 0\nwhile (i < 40) {\n  l = [*l, *l]\n  i = i + 1\n}\nreturn true", {{}}),
            "error");
  EXPECT_EQ(outcome("String t = 'abc'\nint i = 0\nwhile (i < 40) {\n  t = t + t\n  i = i + 1\n}\nreturn true", {{}}),
            "error");
  EXPECT_EQ(outcome("List l = [1]\nfor (x in l) { l << x }\nreturn true", {{}}), "error");
  EXPECT_EQ(outcome("List l = [1]\nl.each { l << it }\nreturn true", {{}}), "error");
  EXPECT_EQ(outcome("def f = { g -> g.call(g) }\nreturn f.call(f)", {{}}), "error");
  EXPECT_EQ(outcome("for (a in 1..5000) { for (b in 1..5000) { for (c in 1..5000) { } } }\nreturn true", {{}}),
            "error");
  EXPECT_EQ(outcome("return Context.A", {{}}, {{"A", ContextForm::Script, {"return Context.A", 1}}}), "error");
  EXPECT_EQ(outcome("char[] t = new char[2147483647]\nFunctions.GEN_STRCPY(t, 'a', -2147483647)\nreturn true", {{}}),
            "error");
}

// A package is shared between threads.
TEST(EvaluateScript, ChangesNoListOfThePackage) {
  const std::vector<ContextEntry> context = {{"A", ContextForm::Data, {"[1, 2]", 1}}};
  EXPECT_EQ(outcome("Context.A << 3\nreturn true", {{}}, context), "error");
  EXPECT_EQ(outcome("Context.A.add(3)\nreturn true", {{}}, context), "error");
  EXPECT_EQ(outcome("Context.A.sort({ a, b -> a - b })\nreturn true", {{}}, context), "error");
}

TEST(EvaluateScript, CalculatesIn32Bits) {
  EXPECT_EQ(outcome("return 2147483647 + 1 == -2147483647 - 1", {{}}), "pass");
  EXPECT_EQ(outcome("return 65536 * 65536 == 0 && (0 - 2147483647 - 1) % (0 - 1) == 0", {{}}), "pass");
}

// Each is a way in which an edit and its decision could part: `outcome` holds them against each other.
TEST(EvaluateScript, AgreesWithItsDecisionOnWhatIsRarelyWritten) {
  const Record record = {{"a", "1"}, {"b", "x"}};
  EXPECT_EQ(outcome("def f = { 1 }\nif (line.a == '2') f = { 2 }\nreturn f() == 1", {record}), "pass");
  EXPECT_EQ(outcome("int x = 1\ndef f = { x }\nx = 2\nreturn f() == 2", {record}), "pass");
  EXPECT_EQ(outcome("String t = Functions.asInt(line.a)\nreturn t == '1' && (String)t + 1 == '11'", {record}), "pass");
  EXPECT_EQ(outcome("String t = Functions.asInt(line.b)\nreturn t == null", {record}), "pass");
  EXPECT_EQ(outcome("return (char)65 == 'A' && (char)line.b == 'x'", {record}), "pass");
  EXPECT_EQ(outcome("return (int)line.b == 1", {record}), "error");
  EXPECT_EQ(outcome("Functions.GEN_NOOP(Functions.GEN_SAVE_TEXT('n'))\nreturn true", {record}), "fail: default | n");
  EXPECT_EQ(outcome("Functions.GEN_SAVE_TEXT(line.c, line.b)\nreturn true", {record}), "fail: default | x");
  EXPECT_EQ(outcome("return Functions.GEN_ERROR_MSG(binding, null)", {record}), "fail: null");
  EXPECT_EQ(outcome("return [1, line.a] == [1, '1'] && [[1]] == [[1]] && [1] != [2]", {record}), "pass");
  EXPECT_EQ(outcome("def m = new GregorianCalendar(2000, 1, 1)\nreturn m == m", {record}), "pass");
  EXPECT_EQ(
      outcome("def d = { Functions.GEN_VALID_DATE_IOP(line.b) }\nd()\nreturn Functions.GEN_ERROR_MSG('%DC')", {record}),
      "fail: date format must be CCYYMMDD");
}

TEST(EvaluateScript, LooksUpOnlyInTablesThatAreThere) {
  EXPECT_EQ(outcome("return Functions.GEN_LOOKUP(line.a, Context.T, Context.T_A, [:])", {{{"a", "x"}}}), "error");
}

}  // namespace
}  // namespace edict::foreign
