// HIR by hand, and the reference engine on it: what the tests of this folder are written with.
//
//   Rules rules("tumor");                                         // an edit on tumor
//   rules.require(rules.in(rules.item("laterality"), "1-5, 9"));
//   EXPECT_EQ(outcomes(rules, "patient\n tumor laterality=0"), "fail");
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/reference/reference.h"
#include "dsl/sema/hir.h"
#include "runtime/batch/batch.h"

namespace edict::test {

// The sample registry with what explanations show: `seq` is the key of tumors, codes have labels, `birth` identifies
// the person.
std::shared_ptr<const Dictionary> labelled_dictionary();

class Rules {
 public:
  explicit Rules(std::string_view level);

  hir::Module module;
  SourceMap sources;

  [[nodiscard]] hir::Edit& edit() { return module.edits.back(); }
  [[nodiscard]] hir::VariableId subject() { return edit().subject; }

  // Expressions. Items are the subject's unless a variable is given; codes are written as between brackets.
  hir::ExprId item(std::string_view id) { return item(subject(), id); }
  hir::ExprId item(hir::VariableId variable, std::string_view id);
  hir::ExprId date(std::string_view id) { return date(subject(), id); }
  hir::ExprId date(hir::VariableId variable, std::string_view id);
  hir::ExprId number(hir::VariableId variable, std::string_view id);
  hir::ExprId day(CivilDate date);
  hir::ExprId truth(Truth truth);  // unsure: a comparison of two dates of which nothing is known
  hir::ExprId in(hir::ExprId text, std::string_view codes);
  hir::ExprId call(Builtin builtin, std::initializer_list<hir::ExprId> arguments);
  hir::ExprId named(std::string name, hir::ExprId body);
  // Says the rule text of an expression.
  hir::ExprId as(std::string text, hir::ExprId expr);

  hir::VariableId variable(std::string_view level, hir::VariableId outer, std::string name = "");
  hir::ExprId quantified(hir::QuantifierKind kind, hir::VariableId variable, hir::ExprId condition,
                         std::uint32_t count = 0);
  hir::ExprId other(hir::ExprId quantified);  // … that is not the record of the outer variable
  hir::ExprId no_two(hir::VariableId first, hir::VariableId second, hir::ExprId condition);
  hir::ExprId in_order(hir::VariableId earlier, hir::VariableId later, hir::ExprId filter, hir::ExprId key,
                       hir::ExprId value);

  hir::LookupId lookup(std::vector<hir::ExprId> keys);  // in the table SiteType
  hir::ExprId row_found(hir::LookupId lookup);
  hir::ExprId cell(hir::LookupId lookup, std::string_view column);
  hir::ExprId in_table(std::vector<hir::ExprId> keys);

  // Clauses of the edit.
  hir::Require& require(hir::ExprId condition);
  void guard(hir::Require& require, hir::GuardKind kind, hir::ExprId applies, hir::ExprId written = {});
  void override_by(hir::Require& require, hir::ExprId is_set);
  // A message: text with {item}, {variable.item}, {item.property}, {row.column} of the lookup and {tumors}.
  void message(hir::Require& require, std::string_view text, std::string language = "");

 private:
  hir::ExprId add(hir::Expr expr);
  hir::MessagePart placeholder(std::string_view text);
};

// A batch of the labelled registry, filled from lines as in sample_registry.h.
class Data {
 public:
  explicit Data(std::string_view text);
  [[nodiscard]] const Batch& batch() const { return *batch_; }

 private:
  std::unique_ptr<BatchStore> store_;
  Batch* batch_;
};

inline constexpr RunParameters kRun{.as_of = day_from_civil({2026, 1, 31})};

// The outcomes of the edit's first require, one word a row of its level. Engine and explanation must agree.
std::string outcomes(const Rules& rules, std::string_view data);

// The findings of the first require on row 0: "a=0 b=2; c=1" with the names of the variables.
std::string findings(const Rules& rules, std::string_view data);
// The message of each of those findings.
std::vector<std::string> messages(const Rules& rules, std::string_view data, std::string_view language = "");
// The parts on row 0, a line each: "* laterality in [1-5]: false", deeper parts indented, `*` on those that decided.
std::string parts(const Rules& rules, std::string_view data, std::int32_t guard = -1);

}  // namespace edict::test
