#include <gtest/gtest.h>

#include <array>

#include "compiler/ir/print.h"
#include "tests/support/engine.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

constexpr std::string_view kSpaces = R"(space s0 file
space s1 patient in s0
space s2 tumor in s1
space s3 tumor in s2 product
space s4 tumor in s3 product
%yes = truth_value true : truth! @s0
%yes1 = broadcast %yes : truth! @s1
%yes2 = broadcast %yes : truth! @s2
)";

// Programs over the sample registry; an outcome a row: F fail, O overridden, U unsure, S skipped, . pass.
class InterpretTest : public testing::Test {
 protected:
  void load(std::string_view lines) {
    const auto program = ir::parse_program(std::string(kSpaces) + std::string(lines), test::sample_module());
    ASSERT_TRUE(program.has_value()) << program.error().message;
    ASSERT_EQ(ir::verify(*program), "");
    levels.clear();
    for (const ir::RequireOutput& output : program->outputs) levels.push_back((*program)[output.space].level);
    executable = test::make_engine(*program, {.as_of = day_from_civil({2020, 6, 15})});
    evaluator = executable->make_evaluator();
  }
  // The outcomes of all requires, one word each.
  std::string outcomes(std::string_view rows) {
    Batch& batch = store.next_batch();
    test::fill(batch, rows);
    OutcomeMasks masks;
    evaluator->evaluate(batch, masks);
    std::string text;
    for (std::size_t i = 0; i < masks.size(); ++i) {
      if (i > 0) text += ' ';
      for (std::uint32_t row = 0; row < batch.rows(levels[i]).row_count; ++row) {
        text += letter(masks.outcome(i, row));
      }
    }
    return text;
  }
  static char letter(Outcome outcome) {
    switch (outcome) {
      case Outcome::Fail: return 'F';
      case Outcome::Overridden: return 'O';
      case Outcome::Unsure: return 'U';
      case Outcome::Skipped: return 'S';
      case Outcome::Pass: return '.';
      case Outcome::NotRun: return 'N';
    }
    return '?';
  }

  std::unique_ptr<Executable> executable;
  std::unique_ptr<Evaluator> evaluator;
  std::vector<LevelId> levels;
  BatchStore store{test::sample_schema()};
};

TEST_F(InterpretTest, DecidesEachTumorByItsOwnCodes) {
  load(R"(
%site = item site : text @s2
%breast = in_codes %site [C500-C509] : truth! @s2
%side = item laterality : text @s2
%coded = in_codes %side [1-5, 9] : truth! @s2
require T1.1 @s2 guard %breast condition %coded)");
  EXPECT_EQ(outcomes(R"(
    patient
      tumor site=C500 laterality=1
      tumor site=C500 laterality=0
    patient
      tumor site=C509
      tumor site=C619 laterality=0
      tumor)"),
            ".FFSS");
}

TEST_F(InterpretTest, CombinesGuardConditionAndOverrideByTheRule) {
  // Three dates give three truths each: before 2000 true, after false, a blank unsure.
  load(R"(
%day = date_value 2000-01-01 : date! @s0
%day2 = broadcast %day : date! @s2
%g = item diagnosis : text @s2
%gd = date_of %g : date @s2
%guard = date_less %gd %day2 : truth @s2
%c = item contact : text @s2
%cd = date_of %c : date @s2
%condition = date_less %cd %day2 : truth @s2
%birth = item birth : text @s1
%bd = date_of %birth : date @s1
%day1 = broadcast %day : date! @s1
%before = date_less %bd %day1 : truth @s1
%override = broadcast %before : truth @s2
require T1.1 @s2 guard %guard condition %condition override %override
require T1.2 @s2 guard %guard condition %condition)");
  const auto nine = [](std::string_view patient) {
    std::string rows = std::string(patient);
    for (std::string_view guard : {" diagnosis=1999", " diagnosis=2001", ""}) {
      for (std::string_view condition : {" contact=1999", " contact=2001", ""}) {
        rows += "\n tumor" + std::string(guard) + std::string(condition);
      }
    }
    return rows;
  };
  EXPECT_EQ(outcomes(nine("patient birth=1999")), ".OUSSS.UU .FUSSS.UU");
  EXPECT_EQ(outcomes(nine("patient birth=2001")), ".FUSSS.UU .FUSSS.UU");
  EXPECT_EQ(outcomes(nine("patient")), ".UUSSS.UU .FUSSS.UU");
}

TEST_F(InterpretTest, QuantifiesOverTheTumorsOfEachPatient) {
  load(R"(
%seq = item seq : text @s2
%n = number_of %seq : number @s2
%zero = number_value 0 : number! @s0
%zero2 = broadcast %zero : number! @s2
%first = number_equal %n %zero2 : truth @s2
%some = reduce_some %first : truth @s1
%exactly = reduce_exactly %first 1 : truth @s1
%least = reduce_at_least %first 2 : truth @s1
%most = reduce_at_most %first 1 : truth @s1
require P1.1 @s1 guard %yes1 condition %some
require P1.2 @s1 guard %yes1 condition %exactly
require P1.3 @s1 guard %yes1 condition %least
require P1.4 @s1 guard %yes1 condition %most)");
  EXPECT_EQ(outcomes(R"(
    patient
    patient
      tumor seq=00
    patient
      tumor seq=01
      tumor
    patient
      tumor seq=00
      tumor
    patient
      tumor seq=00
      tumor
      tumor seq=00
    patient)"),
            "F.U..F F.UUFF FFFU.F ...UF.");
}

TEST_F(InterpretTest, PairsEachTumorWithTheTumorsOfItsPatient) {
  load(R"(
%seq = item seq : text @s2
%mine = broadcast %seq : text @s3
%other = element %seq : text @s3
%same = text_equal %mine %other : truth! @s3
%self = is_self : truth! @s3
%notself = not %self : truth! @s3
%twin = and %same %notself : truth! @s3
%hastwin = reduce_some %twin : truth! @s2
%none = not %hastwin : truth! @s2
%later = is_later : truth! @s3
%follower = reduce_some %later : truth! @s2
%two = reduce_some %hastwin : truth! @s1
%distinct = not %two : truth! @s1
require T1.1 @s2 guard %yes2 condition %none
require T1.2 @s2 guard %yes2 condition %follower
require P1.1 @s1 guard %yes1 condition %distinct)");
  EXPECT_EQ(outcomes(R"(
    patient
      tumor seq=01
      tumor seq=02
      tumor seq=01
    patient
    patient
      tumor seq=01
    patient
      tumor
      tumor)"),
            "F.F.FF ..FF.F F..F");
}

TEST_F(InterpretTest, NestsProductSpaces) {
  // Three different tumors: the third is neither the second nor the first.
  load(R"(
%self3 = is_self : truth! @s3
%two = not %self3 : truth! @s3
%two4 = broadcast %two : truth! @s4
%self4 = is_self : truth! @s4
%notsecond = not %self4 : truth! @s4
%seq = item seq : text @s2
%first = broadcast %seq : text @s4
%third = element %seq : text @s4
%sameseq = text_equal %first %third : truth! @s4
%notfirst = not %sameseq : truth! @s4
%a = and %two4 %notsecond : truth! @s4
%three = and %a %notfirst : truth! @s4
%r3 = reduce_some %three : truth! @s3
%r2 = reduce_some %r3 : truth! @s2
%r1 = reduce_some %r2 : truth! @s1
require P1.1 @s1 guard %yes1 condition %r1)");
  EXPECT_EQ(outcomes("patient\n tumor seq=1\n tumor seq=2\npatient\n tumor seq=1\n tumor seq=2\n tumor seq=3\npatient"),
            "F.F");
}

TEST_F(InterpretTest, OrdersTheTumorsOfAPatient) {
  load(R"(
%seq = item seq : text @s2
%counted = in_codes %seq [01-59] : truth! @s2
%diagnosis = item diagnosis : text @s2
%date = date_of %diagnosis : date @s2
%order = in_order %counted %seq %date : truth @s1
%strict = in_order strictly %counted %seq %date : truth @s1
require P1.1 @s1 guard %yes1 condition %order
require P1.2 @s1 guard %yes1 condition %strict)");
  EXPECT_EQ(outcomes(R"(
    patient
      tumor seq=02 diagnosis=20200102
      tumor seq=01 diagnosis=20200101
    patient
      tumor seq=01 diagnosis=20200102
      tumor seq=02 diagnosis=20200101
    patient
      tumor seq=01 diagnosis=20200101
      tumor seq=60
      tumor seq=02 diagnosis=20200101
    patient
      tumor seq=01 diagnosis=2020
      tumor seq=02 diagnosis=202006
    patient)"),
            ".F.U. .FFU.");
}

TEST_F(InterpretTest, LooksUpRowsAndReadsTheirCells) {
  load(R"(
%site = item site : text @s2
%histology = item histology : text @s2
%row = find_row SiteType %site %histology : number! @s2
%found = row_found %row : truth! @s2
%verdict = cell SiteType %row "verdict" : text @s2
%possible = in_codes %verdict [ok] : truth! @s2
%in = in_table SiteType %site %histology : truth! @s2
%limit = cell SiteType %row "limit" : text @s2
%most = number_of %limit : number @s2
%size = item size : text @s2
%actual = number_of %size : number @s2
%fits = number_less_equal %actual %most : truth @s2
%row3 = broadcast %row : number! @s3
%found3 = row_found %row3 : truth! @s3
%verdict3 = cell SiteType %row3 "verdict" : text @s3
%bad3 = in_codes %verdict3 [impossible] : truth! @s3
%any = and %found3 %bad3 : truth! @s3
%someBad = reduce_some %any : truth! @s2
%noneBad = not %someBad : truth! @s2
require T1.1 @s2 guard %found condition %possible
require T1.2 @s2 guard %yes2 condition %in
require T1.3 @s2 guard %yes2 condition %fits
require T1.4 @s2 guard %yes2 condition %noneBad)");
  EXPECT_EQ(outcomes(R"(
    patient
      tumor site=C501 histology=8003 size=100
      tumor site=C501 histology=9000 size=8
      tumor site=C501 histology=7000 size=8
      tumor site=C619 histology=8140 size=8
      tumor
      tumor site=C501 histology=8500 size=999)"),
            ".FS.S. ..F.F. .FUUUU .F....");
}

TEST_F(InterpretTest, ComparesTextsOfSeveralColumns) {
  load(R"(
%grade = item grade : text @s2
%path = item gradePath : text @s2
%less = code_less %grade %path : truth @s2
%same = text_equal %grade %path : truth! @s2
%sex = item sex : text @s1
%sex2 = broadcast %sex : text @s2
%sexgrade = text_equal %sex2 %grade : truth! @s2
require T1.1 @s2 guard %yes2 condition %less
require T1.2 @s2 guard %yes2 condition %same
require T1.3 @s2 guard %yes2 condition %sexgrade)");
  EXPECT_EQ(outcomes(R"(
    patient sex=2
      tumor grade=1 gradePath=2
      tumor grade=2 gradePath=2
      tumor grade=2
      tumor grade=2 gradePath=10
    patient
      tumor)"),
            ".FUUU F.FF. F....");
}

TEST_F(InterpretTest, ComputesWithDatesAndNumbersOfSeveralItems) {
  load(R"(
%birth = item birth : text @s1
%bd = date_of %birth : date @s1
%bd2 = broadcast %bd : date @s2
%diagnosis = item diagnosis : text @s2
%dd = date_of %diagnosis : date @s2
%age = years_between %bd2 %dd : number @s2
%adult = number_value 18 : number! @s0
%adult2 = broadcast %adult : number! @s2
%isAdult = number_less_equal %adult2 %age : truth @s2
%today = today : date! @s0
%today2 = broadcast %today : date! @s2
%past = date_less_equal %dd %today2 : truth @s2
%year = year_of %dd : number @s2
%recent = number_in %year [2019-2020] : truth @s2
%size = item size : text @s2
%n = number_of %size : number @s2
%sum = add %n %age : number @s2
%big = number_less %adult2 %sum : truth @s2
require T1.1 @s2 guard %yes2 condition %isAdult
require T1.2 @s2 guard %past condition %recent
require T1.3 @s2 guard %yes2 condition %big)");
  EXPECT_EQ(outcomes(R"(
    patient birth=20000615
      tumor diagnosis=20180615 size=1
      tumor diagnosis=20180614 size=0.5
      tumor diagnosis=2018
      tumor diagnosis=20200616
      tumor size=999
    patient
      tumor diagnosis=2020 size=5)"),
            ".FU.UU FFFSU. .FUUUU");
}

TEST_F(InterpretTest, HasNoRowsToDecideInAnEmptyBatch) {
  load(R"(
%site = item site : text @s2
%blank = is_blank %site : truth! @s2
%three = element %blank : truth! @s3
%some = reduce_some %three : truth! @s2
%patients = reduce_some %some : truth! @s1
require T1.1 @s2 guard %yes2 condition %some
require P1.1 @s1 guard %yes1 condition %patients
require F1.1 @s0 guard %yes condition %yes)");
  EXPECT_EQ(outcomes(""), "  .");
  EXPECT_EQ(outcomes("patient"), " F .");
}

TEST_F(InterpretTest, KeepsTablesUpToDateWhenBatchesBringNewValues) {
  load(R"(
%site = item site : text @s2
%breast = in_codes %site [C500-C509] : truth! @s2
require T1.1 @s2 guard %yes2 condition %breast)");
  EXPECT_EQ(outcomes("patient\n tumor site=C500"), ".");
  EXPECT_EQ(outcomes("patient\n tumor site=C619\n tumor site=C509"), "F.");
  std::string many = "patient\n";
  for (std::uint32_t i = 0; i <= ValueDictionary::kMostValues; ++i) many += " tumor site=" + std::to_string(i) + "\n";
  EXPECT_EQ(outcomes(many), std::string(ValueDictionary::kMostValues + 1, 'F'));
  EXPECT_EQ(outcomes("patient\n tumor site=C619\n tumor site=C509"), "F.");  // after a reset of the dictionary
}

TEST_F(InterpretTest, TextsMadeOfValuesFollowThemThroughBatches) {
  load(R"(
%site = item site : text @s2
%seq = item seq : text @s2
%first = first_characters %site 2 : text @s2
%both = join %first %seq : text @s2
%last = last_characters %both 1 : text @s2
%upper = upper_of %both : text @s2
%isC5 = in_codes %upper [C501] : truth! @s2
%same = text_equal %last %seq : truth! @s2
%moved = element %both : text @s3
%other = broadcast %both : text @s3
%equal = text_equal %moved %other : truth! @s3
%self = is_self : truth! @s3
%another = not %self : truth! @s3
%twin = and %equal %another : truth! @s3
%some = reduce_some %twin : truth! @s2
require T1.1 @s2 guard %yes2 condition %isC5
require T1.2 @s2 guard %yes2 condition %same
require T1.3 @s2 guard %yes2 condition %some)");
  const std::string rows = "patient\n tumor site=c509 seq=01\n tumor site=C51 seq=1\n tumor site=c508 seq=01\n";
  EXPECT_EQ(outcomes(rows), ".F. F.F .F.");
  std::string many;
  for (std::uint32_t i = 0; i <= ValueDictionary::kMostValues; ++i) {
    many += "patient\n tumor seq=" + std::to_string(i) + "\n";
  }
  EXPECT_EQ(outcomes(many).substr(0, 3), "FFF");
  EXPECT_EQ(outcomes(rows), ".F. F.F .F.");  // after a reset of the dictionaries, of values and of what was made of them
}

// Each row alone and all in one batch give the same, whatever the batch's size.
class InterpretSizes : public InterpretTest, public testing::WithParamInterface<std::uint32_t> {};

TEST_P(InterpretSizes, TheRowsOfABatchDoNotDependOnEachOther) {
  load(R"(
%diagnosis = item diagnosis : text @s2
%date = date_of %diagnosis : date @s2
%day = date_value 2020-01-01 : date! @s0
%day2 = broadcast %day : date! @s2
%early = date_less %date %day2 : truth @s2
%site = item site : text @s2
%breast = in_codes %site [C50*] : truth! @s2
%implied = implies %early %breast : truth @s2
%none = not %implied : truth @s2
%some = reduce_some %none : truth @s1
%possibly = possibly %some : truth! @s1
require T1.1 @s2 guard %early condition %breast
require T1.2 @s2 guard %yes2 condition %implied
require P1.1 @s1 guard %yes1 condition %possibly)");
  const std::array<std::string_view, 5> rows = {" tumor diagnosis=2019 site=C500", " tumor diagnosis=2019 site=C1",
                                                " tumor diagnosis=2021 site=C1", " tumor site=C1", " tumor site=C500"};
  std::string first;
  std::string second;
  std::string third;
  std::string all;
  for (std::uint32_t i = 0; i < GetParam(); ++i) {
    all += "patient\n" + std::string(rows[i % 5]) + "\n";
    first += ".FSU."[i % 5];
    second += ".F.U."[i % 5];
    third += "F.F.F"[i % 5];
  }
  EXPECT_EQ(outcomes(all), first + " " + second + " " + third);
}

INSTANTIATE_TEST_SUITE_P(Rows, InterpretSizes, testing::Values(0, 1, 63, 64, 65, 1000));

}  // namespace
}  // namespace edict
