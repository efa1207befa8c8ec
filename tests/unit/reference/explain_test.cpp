// Which clause decided, which records a failure is about, and what is said about them.
#include <gtest/gtest.h>

#include "tests/unit/reference/rules.h"

namespace edict::test {
namespace {

using hir::GuardKind;
using hir::QuantifierKind;
using enum Truth;

TEST(DecidingGuard, IsTheFirstFalseThenTheFirstUnsureThenTheRequire) {
  const auto deciding = [](Truth first, Truth second, Truth condition) {
    Rules rules("tumor");
    hir::Require& require = rules.require(rules.truth(condition));
    rules.guard(require, GuardKind::Effective, rules.truth(first));
    rules.guard(require, GuardKind::When, rules.truth(second));
    const Data data("patient\n tumor");
    const auto module = std::make_shared<hir::Module>(rules.module);
    const auto edit = static_cast<std::uint32_t>(module->edits.size() - 1);
    return Explainer(module, kRun).explain(data.batch(), edit, 0, 0).deciding_guard;
  };
  EXPECT_EQ(deciding(False, False, True), 0);
  EXPECT_EQ(deciding(Unsure, False, True), 1);
  EXPECT_EQ(deciding(True, Unsure, False), 1);
  EXPECT_EQ(deciding(Unsure, Unsure, Unsure), 0);
  EXPECT_EQ(deciding(True, True, Unsure), -1);
  EXPECT_EQ(deciding(True, True, False), -1);
}

// A patient with the given grades, and a rule over its tumors t.
struct OverTumors {
  Rules rules{"patient"};
  hir::VariableId t = rules.variable("tumor", rules.subject(), "t");
  hir::ExprId has_grade(std::string_view codes) { return rules.in(rules.item(t, "grade"), codes); }
};

constexpr std::string_view kGrades132 = "patient\n tumor grade=1\n tumor grade=3\n tumor grade=2";

TEST(Findings, OfAConditionOnTheSubjectHaveNoRecords) {
  Rules rules("tumor");
  rules.require(rules.truth(False));
  EXPECT_EQ(findings(rules, "patient\n tumor"), "subject");
}

TEST(Findings, AreOneForEachRecordOfNoAndEvery) {
  OverTumors no;
  no.rules.require(no.rules.quantified(QuantifierKind::No, no.t, no.has_grade("1, 2")));
  EXPECT_EQ(findings(no.rules, kGrades132), "t=0; t=2");

  OverTumors every;
  every.rules.require(every.rules.quantified(QuantifierKind::Every, every.t, every.has_grade("1, 2")));
  EXPECT_EQ(findings(every.rules, kGrades132), "t=1");
}

TEST(Findings, AreOneForAllRecordsThatCount) {
  OverTumors over;
  over.rules.require(over.rules.quantified(QuantifierKind::AtMost, over.t, over.has_grade("1, 2"), 1));
  EXPECT_EQ(findings(over.rules, kGrades132), "t=0 t=2");
}

TEST(Findings, OfSomeHaveNoRecords) {
  OverTumors over;
  over.rules.require(over.rules.quantified(QuantifierKind::Some, over.t, over.has_grade("9")));
  EXPECT_EQ(findings(over.rules, kGrades132), "subject");
}

TEST(Findings, AreFoundBelowLogicAndNames) {
  OverTumors over;
  Rules& rules = over.rules;
  const auto some = rules.quantified(QuantifierKind::Some, over.t, over.has_grade("3"));
  const auto no_such = rules.call(Builtin::Not, {rules.named("HasThree", some)});
  rules.require(
      rules.call(Builtin::Implies, {rules.truth(True), rules.call(Builtin::And, {rules.truth(True), no_such})}));
  EXPECT_EQ(findings(rules, kGrades132), "t=1");
}

TEST(Findings, OfADoubtThatCountsAsFailureAreTheRecordsInDoubt) {
  Rules rules("patient");
  const auto t = rules.variable("tumor", rules.subject(), "t");
  const auto recent = rules.call(Builtin::DateLess, {rules.day({2020, 6, 1}), rules.date(t, "diagnosis")});
  rules.require(rules.call(Builtin::Definitely, {rules.quantified(QuantifierKind::No, t, recent)}));
  EXPECT_EQ(findings(rules, "patient\n tumor diagnosis=2019\n tumor diagnosis=2020"), "t=1");
}

TEST(Findings, KeepWhatAnAntecedentFound) {
  Rules rules("patient");
  const auto t = rules.variable("tumor", rules.subject(), "t");
  const auto u = rules.variable("tumor", rules.subject(), "u");
  rules.require(rules.call(Builtin::Implies,
                           {rules.quantified(QuantifierKind::Some, t, rules.in(rules.item(t, "grade"), "3")),
                            rules.quantified(QuantifierKind::No, u, rules.in(rules.item(u, "grade"), "1, 2"))}));
  EXPECT_EQ(findings(rules, kGrades132), "t=1 u=0; t=1 u=2");
}

Rules no_two_of_one_site() {
  Rules rules("patient");
  const auto a = rules.variable("tumor", rules.subject(), "a");
  const auto b = rules.variable("tumor", a, "b");
  rules.message(
      rules.require(rules.no_two(
          a, b,
          rules.as("a.site = b.site", rules.call(Builtin::TextEqual, {rules.item(a, "site"), rules.item(b, "site")})))),
      "Tumors {tumors} share site {a.site}.");
  return rules;
}

TEST(Findings, AreOneForEachGroupOfRecordsThatPairsConnect) {
  EXPECT_EQ(findings(no_two_of_one_site(), R"(patient
      tumor site=C50
      tumor site=C61
      tumor site=C50
      tumor site=C61
      tumor site=C50
      tumor site=C18)"),
            "a=0 b=2 b=4; a=1 b=3");
}

TEST(Findings, GiveThePairItsRoles) {
  Rules rules("patient");
  const auto a = rules.variable("tumor", rules.subject(), "a");
  const auto b = rules.variable("tumor", a, "b");
  rules.require(rules.no_two(
      a, b, rules.call(Builtin::And, {rules.in(rules.item(a, "seq"), "00"), rules.in(rules.item(b, "seq"), "01")})));
  EXPECT_EQ(findings(rules, "patient\n tumor seq=01\n tumor seq=00"), "a=1 b=0");
}

Rules in_order_of_diagnosis(std::string_view sequences) {
  Rules rules("patient");
  const auto earlier = rules.variable("tumor", rules.subject(), "earlier");
  const auto later = rules.variable("tumor", earlier, "later");
  const auto order = rules.in_order(earlier, later, rules.in(rules.item(earlier, "seq"), sequences),
                                    rules.item(earlier, "seq"), rules.date(earlier, "diagnosis"));
  rules.message(rules.require(rules.as("tumors are in order", order)),
                "Sequence {earlier.seq} of {earlier.diagnosis.date} is after {later.seq}.");
  return rules;
}

TEST(Findings, AreEachPairOfNeighboursOutOfOrder) {
  const Rules rules = in_order_of_diagnosis("01-59");
  constexpr std::string_view kData = R"(patient
      tumor seq=03 diagnosis=2012
      tumor seq=01 diagnosis=201506
      tumor seq=02 diagnosis=2014)";
  EXPECT_EQ(findings(rules, kData), "earlier=1 later=2; earlier=2 later=0");
  EXPECT_EQ(messages(rules, kData).front(), "Sequence 01 of 2015-06 is after 02.");
}

TEST(Messages, FillValuesLabelsDatesAndProblems) {
  Rules rules("tumor");
  hir::Require& require = rules.require(rules.truth(False));
  rules.message(require,
                "{laterality.label} {laterality} at {site}, {diagnosis} is {diagnosis.date}: {contact.problem}");
  EXPECT_EQ(messages(rules, "patient\n tumor laterality=0 diagnosis=20211202 contact=20210230").front(),
            "Laterality 0 at (blank), 20211202 is 2021-12-02: no such day");
}

TEST(Messages, MaskWhatIdentifiesAPerson) {
  Rules rules("tumor");
  rules.message(rules.require(rules.truth(False)), "born {birth}, {birth.date}");
  EXPECT_EQ(messages(rules, "patient birth=19500101\n tumor").front(), "born •••, •••");
  EXPECT_EQ(messages(rules, "patient\n tumor").front(), "born (blank), (blank)");
}

TEST(Messages, NameRecordsByKeyOrByNumber) {
  const Rules rules = no_two_of_one_site();
  EXPECT_EQ(messages(rules, "patient\n tumor seq=03 site=C50\n tumor\n tumor seq=01 site=C50").front(),
            "Tumors 03 and 01 share site C50.");
  EXPECT_EQ(messages(rules, "patient\n tumor seq=03 site=C50\n tumor\n tumor site=C50").front(),
            "Tumors 1 and 3 share site C50.")
      << "a tumor without a key";
  EXPECT_EQ(messages(rules, "patient\n tumor seq=01 site=C50\n tumor seq=01 site=C50\n tumor seq=02 site=C50").front(),
            "Tumors 1, 2 and 3 share site C50.")
      << "two tumors of one key";
}

TEST(Messages, FillCellsOfTheRowFound) {
  Rules rules("tumor");
  const auto row = rules.lookup({rules.item("site"), rules.item("histology")});
  rules.message(rules.require(rules.in(rules.cell(row, "verdict"), "ok")), "{site} with {histology}: {row.verdict}");
  EXPECT_EQ(messages(rules, "patient\n tumor site=C501 histology=9590").front(), "C501 with 9590: impossible");
}

TEST(Messages, FallBackFromRegionToLanguageToDefault) {
  Rules rules("tumor");
  hir::Require& require = rules.require(rules.truth(False));
  rules.message(require, "wrong");
  rules.message(require, "faux", "fr");
  const auto in = [&](std::string_view language) { return messages(rules, "patient\n tumor", language).front(); };
  EXPECT_EQ(in("fr"), "faux");
  EXPECT_EQ(in("fr-CA"), "faux");
  EXPECT_EQ(in("es"), "wrong");
  EXPECT_EQ(in(""), "wrong");
}

TEST(Messages, AreTheTitleWhereNoneIsWritten) {
  Rules rules("tumor");
  rules.require(rules.truth(False));
  EXPECT_EQ(messages(rules, "patient\n tumor").front(), "The edit");
}

TEST(Parts, ShowEveryValueAndWhatDecided) {
  Rules rules("tumor");
  const auto site = rules.as("site in [C50*]", rules.in(rules.item("site"), "C50*"));
  const auto side = rules.as("laterality in [1-5]", rules.in(rules.item("laterality"), "1-5"));
  const auto date = rules.as("diagnosis from 2004",
                             rules.call(Builtin::DateLessEqual, {rules.day({2004, 1, 1}), rules.date("diagnosis")}));
  rules.require(rules.as("site in [C50*] and\n    (laterality in [1-5] or diagnosis from 2004)",
                         rules.call(Builtin::And, {site, rules.call(Builtin::Or, {side, date})})));
  EXPECT_EQ(parts(rules, "patient\n tumor site=C501 laterality=0 diagnosis=2004"),
            R"(* site in [C50*] and (laterality in [1-5] or diagnosis from 2004): true
  * site in [C50*]: true
    * site: C501
  * : true
      laterality in [1-5]: false
        laterality: 0 Not a paired site
    * diagnosis from 2004: true
      * diagnosis: 2004-01-01 to 2004-12-31
)");
}

TEST(Parts, FollowTheWordsOfTheRuleNotItsLowering) {
  Rules rules("tumor");
  const auto chain = [&](hir::ExprId a, hir::ExprId b) { return rules.call(Builtin::And, {a, b}); };
  const auto side = rules.as("laterality is not 1", rules.in(rules.item("laterality"), "1"));
  const auto not_one = rules.call(Builtin::Not, {side});
  rules.module.exprs[not_one.index()].location = rules.module[side].location;
  const auto from = rules.call(Builtin::DateLessEqual, {rules.day({2004, 1, 1}), rules.date("diagnosis")});
  const auto to = rules.call(Builtin::DateLessEqual, {rules.date("diagnosis"), rules.day({2017, 12, 31})});
  const auto period = rules.as("diagnosis from 2004 to 2017", chain(from, to));
  for (auto bound : {from, to}) rules.module.exprs[bound.index()].location = rules.module[period].location;
  const auto site = rules.as("site in [C50*]", rules.in(rules.item("site"), "C50*"));
  rules.require(rules.as("all three", chain(rules.as("two of them", chain(not_one, period)), site)));
  EXPECT_EQ(parts(rules, "patient\n tumor site=C509 laterality=1 diagnosis=20100203"), R"(* all three: false
  * laterality is not 1: false
    * laterality: 1 Right
    diagnosis from 2004 to 2017: true
      diagnosis: 2010-02-03
    site in [C50*]: true
      site: C509
)");
}

TEST(Parts, SayWhetherALookupFoundARow) {
  Rules rules("tumor");
  const auto row = rules.lookup({rules.item("site"), rules.item("histology")});
  const auto found = rules.as("lookup SiteType(site, histology) as row", rules.row_found(row));
  const auto verdict = rules.as("row.verdict is ok", rules.in(rules.cell(row, "verdict"), "ok"));
  rules.require(
      rules.as("require row.verdict is ok", rules.call(Builtin::Or, {rules.call(Builtin::Not, {found}), verdict})));
  EXPECT_EQ(parts(rules, "patient\n tumor site=C501 histology=9590"), R"(* require row.verdict is ok: false
  * lookup SiteType(site, histology) as row: a row
    * site: C501
    * histology: 9590
  * row.verdict is ok: false
    * row.verdict: impossible
      * site: C501
      * histology: 9590
)");
}

TEST(Parts, SayWhyADateOrNumberIsNotKnown) {
  Rules rules("tumor");
  const auto small =
      rules.as("number of size < number of size",
               rules.call(Builtin::NumberLess, {rules.as("number of size", rules.number(rules.subject(), "size")),
                                                rules.as("number of size", rules.number(rules.subject(), "size"))}));
  const auto before =
      rules.as("contact < diagnosis", rules.call(Builtin::DateLess, {rules.date("contact"), rules.date("diagnosis")}));
  rules.require(rules.as("both", rules.call(Builtin::And, {small, before})));
  EXPECT_EQ(parts(rules, "patient\n tumor size=999 contact=20210230"), R"(* both: unsure
  * number of size < number of size: unsure
    * number of size: any number
      * size: 999 unknown
    * number of size: any number
      * size: 999 unknown
  * contact < diagnosis: unsure
    * contact: 20210230 (no such day)
    * diagnosis: (blank)
)");
}

TEST(Parts, ShowTheRecordsThatDecided) {
  OverTumors over;
  over.rules.require(over.rules.as("every tumor t has t.grade in [1, 2]",
                                   over.rules.quantified(QuantifierKind::Every, over.t,
                                                         over.rules.as("t.grade in [1, 2]", over.has_grade("1, 2")))));
  EXPECT_EQ(parts(over.rules, "patient\n tumor seq=01 grade=1\n tumor seq=02 grade=3"),
            R"(* every tumor t has t.grade in [1, 2]: false
  * tumor 02: false
    * t.grade in [1, 2]: false
      * t.grade: 3
)");
  EXPECT_EQ(parts(no_two_of_one_site(), "patient\n tumor seq=01 site=C50\n tumor seq=02\n tumor seq=03 site=C50"),
            R"(* : false
  * tumor 01 and tumor 03: true
    * a.site = b.site: true
      * a.site: C50
      * b.site: C50
)");
}

TEST(Parts, ShowNeighboursOutOfOrderAndWhatLeavesTheOrderOpen) {
  const Rules rules = in_order_of_diagnosis("01-59");
  EXPECT_EQ(parts(rules, "patient\n tumor seq=01 diagnosis=2015\n tumor seq=02 diagnosis=2014"),
            R"(* tumors are in order: false
  * tumor 01 before tumor 02: false
    * earlier.diagnosis of tumor 01: 2015-01-01 to 2015-12-31
    * earlier.diagnosis of tumor 02: 2014-01-01 to 2014-12-31
)");
  EXPECT_EQ(parts(in_order_of_diagnosis("*"), "patient\n tumor seq=1\n tumor seq=02"), R"(* tumors are in order: unsure
  * tumor 1: true
    * : true
      * earlier.seq: 1
    * earlier.seq: 1
  * tumor 02: true
    * : true
      * earlier.seq: 02
    * earlier.seq: 02
)");
}

TEST(Parts, OfAGuardAreThoseOfTheClauseAsWritten) {
  Rules rules("tumor");
  const auto written = rules.as("site in [C61*]", rules.in(rules.item("site"), "C61*"));
  hir::Require& require = rules.require(rules.truth(True));
  rules.guard(require, GuardKind::Skip, rules.call(Builtin::Not, {written}), written);
  EXPECT_EQ(parts(rules, "patient\n tumor site=C619", 0), "* site in [C61*]: true\n  * site: C619\n");
}

TEST(Parts, TellTheOverrideAfterAFailure) {
  Rules rules("tumor");
  hir::Require& require = rules.require(rules.as("site is C61", rules.in(rules.item("site"), "C61")));
  rules.override_by(require, rules.as("flag in [1]", rules.in(rules.item("flag"), "1")));
  EXPECT_EQ(parts(rules, "patient\n tumor site=C50 flag=1"),
            "* site is C61: false\n  * site: C50\n* flag in [1]: true\n  * flag: 1\n");
}

}  // namespace
}  // namespace edict::test
