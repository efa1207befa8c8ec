// The outcome of a require, on every combination of truths, and what each kind of expression means over records.
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/reference/rules.h"

namespace edict::test {
namespace {

using hir::GuardKind;
using hir::QuantifierKind;
using enum Truth;

constexpr std::string_view kOneTumor = "patient\n tumor";

TEST(Outcome, FollowsFromGuardConditionAndOverride) {
  struct Row {
    Truth guard, condition;
    std::optional<Truth> override_set;
    std::string_view outcome;
  };
  const Row rows[] = {
      {True, True, {}, "pass"},          {True, False, {}, "fail"},       {True, Unsure, {}, "unsure"},
      {False, True, {}, "skipped"},      {False, False, {}, "skipped"},   {False, Unsure, {}, "skipped"},
      {Unsure, True, {}, "pass"},        {Unsure, False, {}, "unsure"},   {Unsure, Unsure, {}, "unsure"},
      {True, False, True, "overridden"}, {True, False, False, "fail"},    {True, False, Unsure, "unsure"},
      {True, Unsure, True, "unsure"},    {Unsure, False, True, "unsure"}, {True, True, True, "pass"},
  };
  for (const Row& row : rows) {
    Rules rules("tumor");
    hir::Require& require = rules.require(rules.truth(row.condition));
    rules.guard(require, GuardKind::When, rules.truth(row.guard));
    if (row.override_set) rules.override_by(require, rules.truth(*row.override_set));
    EXPECT_EQ(outcomes(rules, kOneTumor), row.outcome)
        << static_cast<int>(row.guard) << static_cast<int>(row.condition);
  }
}

TEST(Outcome, NeedsEveryGuard) {
  Rules rules("tumor");
  hir::Require& require = rules.require(rules.truth(False));
  rules.guard(require, GuardKind::When, rules.truth(Unsure));
  rules.guard(require, GuardKind::When, rules.truth(False));
  EXPECT_EQ(outcomes(rules, kOneTumor), "skipped");
}

TEST(Subjects, AreTheRowsOfTheEditsLevel) {
  Rules rules("tumor");
  rules.require(rules.in(rules.item("sex"), "1"));
  EXPECT_EQ(outcomes(rules, "patient sex=1\n tumor\n tumor\npatient sex=2\n tumor"), "pass pass fail")
      << "an edit on tumor reads the patient's items";
}

TEST(Today, IsTheAsOfDateOfTheRun) {
  Rules rules("tumor");
  rules.require(rules.call(Builtin::DateLessEqual, {rules.date("diagnosis"), rules.call(Builtin::Today, {})}));
  EXPECT_EQ(outcomes(rules, "patient\n tumor diagnosis=20260131\n tumor diagnosis=20260201\n tumor diagnosis=2026"),
            "pass fail unsure");
}

// A condition on a tumor that is what its grade says: 1 true, 0 false, 9 unsure.
hir::ExprId by_grade(Rules& rules, hir::VariableId tumor) {
  const hir::ExprId grade = rules.item(tumor, "grade");
  return rules.call(Builtin::Or,
                    {rules.in(grade, "1"), rules.call(Builtin::And, {rules.in(grade, "9"), rules.truth(Unsure)})});
}

std::string tumors_with_grades(std::string_view grades) {
  std::string text = "patient\n";
  for (char grade : grades) text += std::string("tumor grade=") + grade + '\n';
  return text;
}

// The answer that every way of resolving the doubts gives.
std::string_view over_all_resolutions(const std::string& grades, const std::function<bool(const std::string&)>& holds) {
  const std::size_t doubt = grades.find('9');
  if (doubt == std::string::npos) return holds(grades) ? "pass" : "fail";
  std::string sure = grades;
  sure[doubt] = '1';
  const std::string_view if_true = over_all_resolutions(sure, holds);
  sure[doubt] = '0';
  return over_all_resolutions(sure, holds) == if_true ? if_true : "unsure";
}

TEST(Quantifiers, AnswerAsEveryResolutionOfDoubtDoes) {
  struct Row {
    QuantifierKind kind;
    std::uint32_t count;
    std::function<bool(std::size_t ones, std::size_t all)> holds;
  };
  const Row rows[] = {
      {QuantifierKind::Some, 0, [](std::size_t ones, std::size_t) { return ones > 0; }},
      {QuantifierKind::Every, 0, [](std::size_t ones, std::size_t all) { return ones == all; }},
      {QuantifierKind::No, 0, [](std::size_t ones, std::size_t) { return ones == 0; }},
      {QuantifierKind::AtLeast, 2, [](std::size_t ones, std::size_t) { return ones >= 2; }},
      {QuantifierKind::AtMost, 1, [](std::size_t ones, std::size_t) { return ones <= 1; }},
      {QuantifierKind::Exactly, 1, [](std::size_t ones, std::size_t) { return ones == 1; }},
  };
  const std::string_view samples[] = {"",    "0",   "1",   "9",   "00",  "01",  "09",  "11",  "19",  "99",
                                      "000", "001", "009", "011", "019", "099", "111", "119", "199", "999"};
  for (const Row& row : rows) {
    Rules rules("patient");
    const auto tumor = rules.variable("tumor", rules.subject());
    rules.require(rules.quantified(row.kind, tumor, by_grade(rules, tumor), row.count));
    for (std::string_view grades : samples) {
      const auto holds = [&](const std::string& sure) {
        return row.holds(static_cast<std::size_t>(std::count(sure.begin(), sure.end(), '1')), sure.size());
      };
      EXPECT_EQ(outcomes(rules, tumors_with_grades(grades)), over_all_resolutions(std::string(grades), holds))
          << "quantifier " << static_cast<int>(row.kind) << " over " << grades;
    }
  }
}

TEST(Quantifiers, RangeOverTheRecordsOfTheSamePatient) {
  Rules on_patient("patient");
  auto tumor = on_patient.variable("tumor", on_patient.subject());
  on_patient.require(on_patient.quantified(QuantifierKind::Some, tumor, by_grade(on_patient, tumor)));
  EXPECT_EQ(outcomes(on_patient, "patient\n tumor grade=0\npatient\n tumor grade=0\n tumor grade=1\npatient"),
            "fail pass fail");

  Rules on_tumor("tumor");
  tumor = on_tumor.variable("tumor", on_tumor.subject());
  on_tumor.require(on_tumor.other(on_tumor.quantified(QuantifierKind::Some, tumor, by_grade(on_tumor, tumor))));
  EXPECT_EQ(outcomes(on_tumor, "patient\n tumor grade=1\n tumor grade=0\npatient\n tumor grade=1"), "fail pass fail")
      << "other: not the tumor itself";

  Rules on_file("file");
  tumor = on_file.variable("tumor", on_file.subject());
  on_file.require(on_file.quantified(QuantifierKind::AtLeast, tumor, by_grade(on_file, tumor), 2));
  EXPECT_EQ(outcomes(on_file, "patient\n tumor grade=1\npatient\n tumor grade=1"), "pass");
}

TEST(Quantifiers, NestAndReadOuterRecords) {
  Rules rules("patient");
  const auto a = rules.variable("tumor", rules.subject(), "a");
  const auto b = rules.variable("tumor", a, "b");
  const auto same_site = rules.call(Builtin::TextEqual, {rules.item(a, "site"), rules.item(b, "site")});
  rules.require(
      rules.quantified(QuantifierKind::Every, a, rules.other(rules.quantified(QuantifierKind::Some, b, same_site))));
  EXPECT_EQ(outcomes(rules, "patient\n tumor site=C50\n tumor site=C50\npatient\n tumor site=C50\n tumor site=C61"),
            "pass fail");
}

TEST(NoTwo, TriesThePairBothWaysRound) {
  Rules rules("patient");
  const auto a = rules.variable("tumor", rules.subject(), "a");
  const auto b = rules.variable("tumor", a, "b");
  rules.require(rules.no_two(
      a, b, rules.call(Builtin::And, {rules.in(rules.item(a, "seq"), "00"), rules.in(rules.item(b, "seq"), "01-59")})));
  EXPECT_EQ(outcomes(rules, R"(patient
      tumor seq=00
      tumor seq=01
    patient
      tumor seq=01
      tumor seq=00
    patient
      tumor seq=00
      tumor seq=00
    patient
      tumor seq=00)"),
            "fail fail pass pass");
}

TEST(NoTwo, IsUnsureWhenAPairMaySatisfyIt) {
  Rules rules("patient");
  const auto a = rules.variable("tumor", rules.subject(), "a");
  const auto b = rules.variable("tumor", a, "b");
  rules.require(
      rules.no_two(a, b, rules.call(Builtin::DateEqual, {rules.date(a, "diagnosis"), rules.date(b, "diagnosis")})));
  EXPECT_EQ(outcomes(rules, "patient\n tumor diagnosis=20210101\n tumor diagnosis=2021"), "unsure");
  EXPECT_EQ(outcomes(rules, "patient\n tumor diagnosis=20210101\n tumor diagnosis=2021\n tumor diagnosis=20210101"),
            "fail");
}

TEST(InOrder, ComparesNeighboursByKey) {
  Rules rules("patient");
  const auto earlier = rules.variable("tumor", rules.subject(), "earlier");
  const auto later = rules.variable("tumor", earlier, "later");
  rules.require(rules.in_order(earlier, later, rules.in(rules.item(earlier, "seq"), "01-59"),
                               rules.item(earlier, "seq"), rules.date(earlier, "diagnosis")));
  EXPECT_EQ(outcomes(rules, R"(patient
      tumor seq=02 diagnosis=2015
      tumor seq=01 diagnosis=2010
      tumor seq=60 diagnosis=1990
    patient
      tumor seq=02 diagnosis=2010
      tumor seq=01 diagnosis=2015
    patient
      tumor seq=01 diagnosis=2010
      tumor seq=02 diagnosis=2010
    patient
      tumor seq=01)"),
            "pass fail unsure pass");
}

TEST(Tables, GiveCellsOfTheFirstRowThatMatches) {
  Rules rules("tumor");
  const auto row = rules.lookup({rules.item("site"), rules.item("histology")});
  hir::Require& require = rules.require(rules.in(rules.cell(row, "verdict"), "ok"));
  rules.guard(require, GuardKind::Lookup, rules.row_found(row));
  EXPECT_EQ(outcomes(rules, R"(patient
      tumor site=C501 histology=8003
      tumor site=C501 histology=9590
      tumor site=C509 histology=8140
      tumor site=C619 histology=8140
      tumor histology=8140)"),
            "pass fail skipped pass skipped");
}

TEST(Tables, InTableIsFalseWhereNoRowIs) {
  Rules rules("tumor");
  rules.require(rules.in_table({rules.item("site"), rules.item("histology")}));
  EXPECT_EQ(outcomes(rules, "patient\n tumor site=C501 histology=8003\n tumor site=C619"), "pass fail");
}

TEST(Overrides, OfSeveralRecordsHoldWhenEveryFailingPairHasTheFlag) {
  Rules rules("patient");
  const auto a = rules.variable("tumor", rules.subject(), "a");
  const auto b = rules.variable("tumor", a, "b");
  const auto same = rules.call(Builtin::TextEqual, {rules.item(a, "site"), rules.item(b, "site")});
  const auto flagged =
      rules.call(Builtin::Or, {rules.in(rules.item(a, "flag"), "1"), rules.in(rules.item(b, "flag"), "1")});
  const auto condition = rules.no_two(a, b, same);
  const auto apart = rules.no_two(a, b, rules.call(Builtin::And, {same, rules.call(Builtin::Not, {flagged})}));
  hir::Require& require = rules.require(condition);
  require.override_by.emplace().reach = hir::Override::Reach::Any;
  require.holds_apart_from_overridden = apart;
  EXPECT_EQ(outcomes(rules, R"(patient
      tumor site=C50 flag=1
      tumor site=C50
    patient
      tumor site=C50 flag=1
      tumor site=C50
      tumor site=C50
    patient
      tumor site=C50
      tumor site=C61)"),
            "overridden fail pass");
  EXPECT_EQ(findings(rules, "patient\n tumor site=C50 flag=1\n tumor site=C50\n tumor site=C50"), "a=1 b=2")
      << "what still fails is about the records without the flag";
}

}  // namespace
}  // namespace edict::test
