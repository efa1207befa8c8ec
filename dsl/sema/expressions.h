// Conditions and values: syntax to HIR, kinds settled. One file a group of forms:
//
//   conditions.cpp        logic, and which form a node is
//   values.cpp            paths, literals, arithmetic; conversion to date, number, text
//   comparisons.cpp       < <= > >= = != and periods
//   membership.cpp        is, in, in table
//   quantifiers.cpp       some, every, no, counts
//   pairs.cpp             no two, some two, earlier and later, the same
//   orders.cpp            earliest, latest, in order
//   named_conditions.cpp  conditions by name, written out where they are used
//   cases.cpp             values by cases, values looked up, and values by name
//   calculations.cpp      calculated items, written out where they are used
//
// All report what they do not understand and return an invalid id or an Operand of kind Error.
#pragma once

#include <string>
#include <string_view>

#include "dsl/sema/analysis.h"
#include "dsl/sema/scope.h"

namespace edict::sema {

// What a value turned out to be, before it is known what is asked of it.
struct Operand {
  enum class Kind : std::uint8_t {
    Error,
    Text,           // an item or a cell: `expr`
    Number,         // a computed number: `expr`
    Date,           // `today`: `expr`
    WrittenNumber,  // 40, 2018: a number, or a date beside dates
    WrittenDate,    // 2018-06-01
    WrittenText,    // "C509"
  };
  Kind kind = Kind::Error;
  hir::ExprId expr;
  ItemId item;                           // Text: the item it is
  ItemId like;                           // Text by cases: else an item of the kind that all its values are of
  const Scope::Row* row = nullptr;       // Text: the row it is a cell of
  std::uint32_t column = 0;              // … and its column
  std::optional<Builtin> part_is_blank;  // Number made by `year of d`: the test whether d has that part
  hir::ExprId part_of;                   // … and d, as text
  Location location;
  std::string_view source;  // as written

  [[nodiscard]] bool is_error() const { return kind == Kind::Error; }
};

// Which day of a written date is meant: `from` and `before` its first, `to` and `after` its last, `=` its only one.
enum class Bound : std::uint8_t { First, Last, OneDay };

hir::ExprId analyse_condition(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId analyse_comparison(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId analyse_period(Analysis& analysis, const Operand& date, NodeRef period, const Scope& scope,
                           Location location);
hir::ExprId analyse_is_test(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId analyse_in_test(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId analyse_quantifier(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId analyse_count(Analysis& analysis, const Scope& scope, NodeRef node);     // a number
hir::ExprId analyse_in_order(Analysis& analysis, const Scope& scope, NodeRef node);  // a whole require only

Operand analyse_case(Analysis& analysis, const Scope& scope, NodeRef node);
Operand analyse_looked_up(Analysis& analysis, const Scope& scope, NodeRef node);
// The condition or value of a `let` or `calculate` clause; the value that `path` means by its name.
NamedValue named_value(Analysis& analysis, const Scope& scope, const ClauseRef& clause);
Operand value_named(Analysis& analysis, const NamedValue& named, NodeRef path);
NamedValue calculated(Analysis& analysis, const Scope& scope, CalculationDefinition& calculation,
                      hir::VariableId record);
// Whether an expression reads as a condition: by its form, and a name by what it stands for.
bool is_condition(const Analysis& analysis, const Scope& scope, NodeRef node);

// `name`, used bare, and `name(a)`.
hir::ExprId use_condition(Analysis& analysis, const Scope& scope, ConditionDefinition& condition, Location location);
hir::ExprId call_condition(Analysis& analysis, const Scope& scope, NodeRef call);

Operand analyse_value(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId as_text(Analysis& analysis, const Operand& operand);
hir::ExprId as_date(Analysis& analysis, const Operand& operand, Bound bound);
hir::ExprId as_number(Analysis& analysis, const Operand& operand);
bool is_date(const Analysis& analysis, const Operand& operand);    // a date item or `today`
bool is_number(const Analysis& analysis, const Operand& operand);  // a computed number or a number item
bool is_ordered_code(const Analysis& analysis, const Operand& operand);
std::string describe(const Analysis& analysis, const Operand& operand);  // "a code", "a date"

// The values of a table's keys, checked against their number.
std::vector<hir::ExprId> table_arguments(Analysis& analysis, const Scope& scope, const hir::Table& table,
                                         const std::vector<NodeRef>& values, Location location);

// The table called by a TableName or Name node; reports and returns null when there is none.
TableDefinition* resolve_table(Analysis& analysis, const Scope& scope, NodeRef name);

}  // namespace edict::sema
