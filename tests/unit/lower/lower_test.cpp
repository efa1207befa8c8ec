#include "compiler/lower/lower.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/ir/print.h"
#include "tests/support/sample_registry.h"

namespace edict {
namespace {

using hir::ExprId;
using hir::ExprKind;
using hir::VariableId;

constexpr LevelId kPatient(1);
constexpr LevelId kTumor(2);

// Builds the HIR of one require of one edit of the sample module and lowers it.
class LowerTest : public testing::Test {
 protected:
  VariableId variable(LevelId level, VariableId outer = {}) {
    module.variables.push_back({"", level, outer});
    return VariableId(module.variables.size() - 1);
  }
  ExprId add(hir::Expr expr) {
    module.exprs.push_back(std::move(expr));
    return ExprId(module.exprs.size() - 1);
  }
  ExprId item(VariableId variable, std::string_view id) {
    hir::Expr expr;
    expr.kind = ExprKind::Item;
    expr.variable = variable;
    expr.item = module.dictionary->find(id);
    return add(std::move(expr));
  }
  ExprId call(Builtin builtin, std::initializer_list<ExprId> arguments) {
    hir::Expr expr;
    expr.kind = ExprKind::Call;
    expr.builtin = builtin;
    expr.arguments.assign(arguments.begin(), arguments.end());
    return add(std::move(expr));
  }
  ExprId date(Day day) {
    hir::Expr expr;
    expr.kind = ExprKind::DateValue;
    expr.days = DayRange::exactly(day);
    return add(std::move(expr));
  }
  ExprId quantified(hir::QuantifierKind kind, VariableId variable, ExprId condition, bool is_other = false) {
    hir::Expr expr;
    expr.kind = ExprKind::Quantified;
    expr.quantifier = kind;
    expr.variable = variable;
    expr.arguments = {condition};
    expr.count = 2;
    expr.excludes_outer = is_other;
    return add(std::move(expr));
  }

  hir::Edit& edit(std::string_view id) {
    return *std::ranges::find_if(module.edits, [&](const hir::Edit& edit) { return edit.id == id; });
  }
  // Makes `condition` the only require of an edit.
  hir::Require& require(std::string_view id, VariableId subject, ExprId condition) {
    edit(id).subject = subject;
    edit(id).requires_.resize(1);
    edit(id).requires_[0].condition = condition;
    return edit(id).requires_[0];
  }
  // The lowered edit as text, without the natural spaces.
  std::string lowered(std::string_view id) {
    const auto index = static_cast<std::uint32_t>(&edit(id) - module.edits.data());
    const ir::Program program = lower(std::make_shared<hir::Module>(module), std::span(&index, 1));
    EXPECT_EQ(ir::verify(program), "");
    const std::string text = ir::print(program);
    constexpr std::string_view kLast = "space s2 tumor in s1\n";
    return text.substr(text.find(kLast) + kLast.size());
  }

  hir::Module module = test::sample_module();
};

TEST_F(LowerTest, ARequireWithoutGuardsAlwaysApplies) {
  const VariableId tumor = variable(kTumor);
  require("T1", tumor, call(Builtin::IsBlank, {item(tumor, "site")}));
  EXPECT_EQ(lowered("T1"), R"(%0 = truth_value true : truth! @s0
%1 = broadcast %0 : truth! @s2
%2 = item site : text @s2
%3 = is_blank %2 : truth! @s2
require T1.1 @s2 guard %1 condition %3
)");
}

TEST_F(LowerTest, GuardsOfARequireAllHold) {
  const VariableId tumor = variable(kTumor);
  hir::Require& only = require("T1", tumor, call(Builtin::IsBlank, {item(tumor, "site")}));
  for (std::string_view id : {"seq", "flag", "grade"}) {
    edit("T1").guards.emplace_back().applies = call(Builtin::IsBlank, {item(tumor, id)});
  }
  only.guards = {0, 2};
  only.override_by.emplace().is_set = call(Builtin::IsValid, {item(tumor, "flag")});
  EXPECT_EQ(lowered("T1"), R"(%0 = item seq : text @s2
%1 = is_blank %0 : truth! @s2
%2 = item grade : text @s2
%3 = is_blank %2 : truth! @s2
%4 = and %1 %3 : truth! @s2
%5 = item site : text @s2
%6 = is_blank %5 : truth! @s2
%7 = item flag : text @s2
%8 = is_valid %7 : truth! @s2
require T1.1 @s2 guard %4 condition %6 override %8
)");
}

TEST_F(LowerTest, WhatIsKnownOfThePatientIsComputedOncePerPatient) {
  const VariableId tumor = variable(kTumor);
  const ExprId born = call(Builtin::DateLess, {call(Builtin::DateOf, {item(tumor, "birth")}), date(0)});
  const ExprId sex = call(Builtin::IsBlank, {item(tumor, "sex")});
  require("T1", tumor,
          call(Builtin::Or, {call(Builtin::And, {born, sex}), call(Builtin::IsBlank, {item(tumor, "site")})}));
  EXPECT_EQ(lowered("T1"), R"(%0 = truth_value true : truth! @s0
%1 = broadcast %0 : truth! @s2
%2 = item birth : text @s1
%3 = date_of %2 : date @s1
%4 = date_value 1970-01-01 : date! @s0
%5 = broadcast %4 : date! @s1
%6 = date_less %3 %5 : truth @s1
%7 = item sex : text @s1
%8 = is_blank %7 : truth! @s1
%9 = and %6 %8 : truth @s1
%10 = item site : text @s2
%11 = is_blank %10 : truth! @s2
%12 = broadcast %9 : truth @s2
%13 = or %11 %12 : truth @s2
require T1.1 @s2 guard %1 condition %13
)");
}

TEST_F(LowerTest, AQuantifierOfThePatientNeedsNoProductSpace) {
  const VariableId patient = variable(kPatient);
  const VariableId tumor = variable(kTumor, patient);
  require("P1", patient, quantified(hir::QuantifierKind::Every, tumor, call(Builtin::IsBlank, {item(tumor, "site")})));
  EXPECT_EQ(lowered("P1"), R"(%0 = truth_value true : truth! @s0
%1 = broadcast %0 : truth! @s1
%2 = item site : text @s2
%3 = is_blank %2 : truth! @s2
%4 = not %3 : truth! @s2
%5 = reduce_some %4 : truth! @s1
%6 = not %5 : truth! @s1
require P1.1 @s1 guard %1 condition %6
)");
}

TEST_F(LowerTest, OtherTumorsAreAProductSpaceWithoutTheTumorItself) {
  const VariableId tumor = variable(kTumor);
  const VariableId other = variable(kTumor, tumor);
  const ExprId same = call(Builtin::TextEqual, {item(other, "seq"), item(tumor, "seq")});
  const ExprId about_other =
      call(Builtin::And, {call(Builtin::IsBlank, {item(other, "site")}), call(Builtin::IsBlank, {item(other, "sex")})});
  require("T1", tumor, quantified(hir::QuantifierKind::AtLeast, other, call(Builtin::And, {same, about_other}), true));
  EXPECT_EQ(lowered("T1"), R"(space s3 tumor in s2 product
%0 = truth_value true : truth! @s0
%1 = broadcast %0 : truth! @s2
%2 = item seq : text @s2
%3 = element %2 : text @s3
%4 = broadcast %2 : text @s3
%5 = text_equal %3 %4 : truth! @s3
%6 = item site : text @s2
%7 = is_blank %6 : truth! @s2
%8 = item sex : text @s1
%9 = is_blank %8 : truth! @s1
%10 = broadcast %9 : truth! @s2
%11 = and %7 %10 : truth! @s2
%12 = element %11 : truth! @s3
%13 = and %5 %12 : truth! @s3
%14 = is_self : truth! @s3
%15 = not %14 : truth! @s3
%16 = and %13 %15 : truth! @s3
%17 = reduce_at_least %16 2 : truth! @s2
require T1.1 @s2 guard %1 condition %17
)");
}

TEST_F(LowerTest, NoTwoTriesEveryOrderedPair) {
  const VariableId patient = variable(kPatient);
  const VariableId a = variable(kTumor, patient);
  const VariableId b = variable(kTumor, a);
  hir::Expr no_two;
  no_two.kind = ExprKind::NoTwo;
  no_two.variable = a;
  no_two.second = b;
  no_two.arguments = {
      call(Builtin::Implies, {call(Builtin::IsBlank, {item(a, "seq")}), call(Builtin::IsBlank, {item(b, "seq")})})};
  require("P1", patient, add(std::move(no_two)));
  EXPECT_EQ(lowered("P1"), R"(space s3 tumor in s2 product
%0 = truth_value true : truth! @s0
%1 = broadcast %0 : truth! @s1
%2 = item seq : text @s2
%3 = is_blank %2 : truth! @s2
%4 = broadcast %3 : truth! @s3
%5 = element %3 : truth! @s3
%6 = implies %4 %5 : truth! @s3
%7 = is_self : truth! @s3
%8 = not %7 : truth! @s3
%9 = and %6 %8 : truth! @s3
%10 = reduce_some %9 : truth! @s2
%11 = reduce_some %10 : truth! @s1
%12 = not %11 : truth! @s1
require P1.1 @s1 guard %1 condition %12
)");
}

TEST_F(LowerTest, InOrderComparesTheTumorsOfThePatient) {
  const VariableId patient = variable(kPatient);
  const VariableId earlier = variable(kTumor, patient);
  hir::Expr in_order;
  in_order.kind = ExprKind::InOrder;
  in_order.variable = earlier;
  in_order.second = variable(kTumor, earlier);
  in_order.is_strict = true;
  in_order.arguments = {call(Builtin::IsValid, {item(earlier, "seq")}), item(earlier, "seq"),
                        call(Builtin::DateOf, {item(earlier, "diagnosis")})};
  require("P1", patient, add(std::move(in_order)));
  EXPECT_EQ(lowered("P1"), R"(%0 = truth_value true : truth! @s0
%1 = broadcast %0 : truth! @s1
%2 = item seq : text @s2
%3 = is_valid %2 : truth! @s2
%4 = item diagnosis : text @s2
%5 = date_of %4 : date @s2
%6 = in_order strictly %3 %2 %5 : truth @s1
require P1.1 @s1 guard %1 condition %6
)");
}

TEST_F(LowerTest, ALookUpIsSearchedOnce) {
  const VariableId tumor = variable(kTumor);
  module.lookups.push_back({hir::TableId(0), {item(tumor, "site"), item(tumor, "histology")}, 0, "row", {}, {}});
  hir::Expr found;
  found.kind = ExprKind::RowFound;
  found.lookup = hir::LookupId(0);
  hir::Expr cell;
  cell.kind = ExprKind::Cell;
  cell.lookup = hir::LookupId(0);
  cell.column = 3;
  const ExprId is_found = add(found);
  require("T1", tumor, call(Builtin::IsBlank, {add(cell)})).guards = {0};
  edit("T1").guards.emplace_back().applies = is_found;
  EXPECT_EQ(lowered("T1"), R"(%0 = item site : text @s2
%1 = item histology : text @s2
%2 = find_row SiteType %0 %1 : number! @s2
%3 = row_found %2 : truth! @s2
%4 = cell SiteType %2 "verdict" : text @s2
%5 = is_blank %4 : truth! @s2
require T1.1 @s2 guard %3 condition %5
)");
}

// A tumor of the second patient of a pair has that patient above it, so what is asked of the first cannot be asked of
// each tumor by itself.
TEST_F(LowerTest, AnItemOfTheFirstPatientOfAPairIsNotReadFromTheSecond) {
  const VariableId patient = variable(kPatient);
  const VariableId other = variable(kPatient, patient);
  const VariableId tumor = variable(kTumor, other);
  const ExprId same = call(Builtin::TextEqual, {item(patient, "sex"), item(tumor, "site")});
  require("P1", patient,
          quantified(hir::QuantifierKind::Some, other, quantified(hir::QuantifierKind::Some, tumor, same)));
  EXPECT_EQ(lowered("P1"), R"(space s3 patient in s1 product
space s4 tumor in s3 product
%0 = truth_value true : truth! @s0
%1 = broadcast %0 : truth! @s1
%2 = item sex : text @s1
%3 = item site : text @s2
%4 = broadcast %2 : text @s4
%5 = element %3 : text @s4
%6 = text_equal %4 %5 : truth! @s4
%7 = reduce_some %6 : truth! @s3
%8 = reduce_some %7 : truth! @s1
require P1.1 @s1 guard %1 condition %8
)");
}

TEST_F(LowerTest, ANestedQuantifierMultipliesTheSpaceAroundIt) {
  const VariableId patient = variable(kPatient);
  const VariableId a = variable(kTumor, patient);
  const VariableId b = variable(kTumor, a);
  const ExprId inner =
      quantified(hir::QuantifierKind::Some, b, call(Builtin::TextEqual, {item(a, "seq"), item(b, "sex")}), true);
  require("P1", patient, quantified(hir::QuantifierKind::No, a, inner));
  EXPECT_EQ(lowered("P1"), R"(space s3 tumor in s2 product
%0 = truth_value true : truth! @s0
%1 = broadcast %0 : truth! @s1
%2 = item seq : text @s2
%3 = item sex : text @s1
%4 = broadcast %3 : text @s2
%5 = text_equal %2 %4 : truth! @s2
%6 = is_self : truth! @s3
%7 = not %6 : truth! @s3
%8 = broadcast %5 : truth! @s3
%9 = and %7 %8 : truth! @s3
%10 = reduce_some %9 : truth! @s2
%11 = reduce_some %10 : truth! @s1
%12 = not %11 : truth! @s1
require P1.1 @s1 guard %1 condition %12
)");
}

}  // namespace
}  // namespace edict
