// Conditions and values: syntax to HIR, kinds settled. One file a group of forms:
//
//   conditions.cpp        logic, and which form a node is
//   values.cpp            paths, literals, arithmetic; conversion to date, number, text
//   text_values.cpp       first 2 of, &, upper of …
//   comparisons.cpp       < <= > >= = != and periods
//   date_distances.cpp    6 months after d, more than 5 years after, apart, same year as
//   membership.cpp        is, in, in table
//   number_forms.cpp      a number from 0.1 to 9.9 with 1 decimal
//   compatible_calls.cpp  edits.val(x) …
//   text_tests.cpp        starts with, ends with, contains, matches, check digits
//   several_values.cpp    all of, any of, at least 2 of
//   quantifiers.cpp       some, every, no, counts
//   pairs.cpp             no two, some two, earlier and later, the same
//   orders.cpp            earliest, latest, in order
//   named_conditions.cpp  conditions by name, written out where they are used
//   cases.cpp             values by cases, values looked up, and values by name
//   calculations.cpp      calculated items, written out where they are used
//
// All report what they do not understand and return an invalid id or an Operand of kind Error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsl/sema/analysis.h"
#include "dsl/sema/scope.h"

namespace edict::sema {

// What a value turned out to be, before it is known what is asked of it.
struct Operand {
  enum class Kind : std::uint8_t {
    Error,
    Text,           // an item, a cell or a text made of values: `expr`
    Number,         // a computed number: `expr`
    Date,           // `today`, `6 months after d`: `expr`
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
  std::optional<std::uint32_t> longest;  // Text made of values: it has no more characters
  std::optional<Builtin> part_is_blank;  // Number made by `year of d`: the test whether d has that part
  hir::ExprId part_of;                   // … and d, as text
  Location location;
  std::string_view source;  // as written

  [[nodiscard]] bool is_error() const { return kind == Kind::Error; }
};

// Which day of a written date is meant: `from` and `before` its first, `to` and `after` its last, `=` its only one.
enum class Bound : std::uint8_t { First, Last, OneDay };

// How exactly two dates are compared: to the day, or `by year` or `by month`.
enum class Precision : std::uint8_t { Day, Month, Year };

// What is said of a value. `node` is the whole test; its first child is the value, or stands for several of which this
// is one.
struct Test {
  NodeRef value;
  NodeRef node;
  Location location;  // as an explanation quotes it
};

hir::ExprId analyse_condition(Analysis& analysis, const Scope& scope, NodeRef node);
// The condition of a clause: where it names the record of a `let`, it is asked of that record (orders.cpp).
hir::ExprId analyse_asked(Analysis& analysis, const Scope& scope, NodeRef node);
Precision precision_of(NodeRef test);
hir::ExprId analyse_test(Analysis& analysis, const Scope& scope, const Test& test);
hir::ExprId analyse_test_of_several(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId analyse_comparison(Analysis& analysis, const Scope& scope, const Test& test);
hir::ExprId analyse_period(Analysis& analysis, const Operand& date, NodeRef period, const Scope& scope,
                           Location location, Precision precision = Precision::Day);
// `from … to …` of a date, or of a number.
hir::ExprId analyse_period_test(Analysis& analysis, const Scope& scope, const Test& test);
hir::ExprId analyse_is_test(Analysis& analysis, const Scope& scope, const Test& test);
hir::ExprId analyse_in_test(Analysis& analysis, const Scope& scope, const Test& test);
hir::ExprId analyse_text_test(Analysis& analysis, const Scope& scope, const Test& test);
hir::ExprId analyse_same_test(Analysis& analysis, const Scope& scope, const Test& test);
hir::ExprId analyse_distance(Analysis& analysis, const Scope& scope, const Test& test);
hir::ExprId analyse_apart(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId analyse_number_form(Analysis& analysis, const Operand& subject, NodeRef alternative, Location location);
hir::ExprId analyse_quantifier(Analysis& analysis, const Scope& scope, NodeRef node);
hir::ExprId analyse_count(Analysis& analysis, const Scope& scope, NodeRef node);     // a number
hir::ExprId analyse_in_order(Analysis& analysis, const Scope& scope, NodeRef node);  // a whole require only

Operand analyse_case(Analysis& analysis, const Scope& scope, NodeRef node);
Operand analyse_looked_up(Analysis& analysis, const Scope& scope, NodeRef node);
// The condition or value of a `let` or `calculate` clause; the value that `path` means by its name.
NamedValue named_value(Analysis& analysis, const Scope& scope, const ClauseRef& clause);
Operand value_named(Analysis& analysis, const NamedValue& named, NodeRef path);
// The calculated item `name`, as `path` names it, of this package or one that it builds on; null when there is none.
CalculationDefinition* calculation_named(Analysis& analysis, const Scope& scope, std::string_view name, NodeRef path);
NamedValue calculated(Analysis& analysis, CalculationDefinition& calculation, hir::VariableId record);
// Whether an expression reads as a condition: by its form, and a name by what it stands for.
bool is_condition(const Analysis& analysis, const Scope& scope, NodeRef node);

// `name`, used bare, and `name(a)`.
hir::ExprId use_condition(Analysis& analysis, const Scope& scope, ConditionDefinition& condition, Location location);
hir::ExprId call_condition(Analysis& analysis, const Scope& scope, NodeRef call);

Operand analyse_value(Analysis& analysis, const Scope& scope, NodeRef node);
Operand analyse_text_value(Analysis& analysis, const Scope& scope, NodeRef node);  // first 2 of x, x & y, length of x …
Operand compatible_value(Analysis& analysis, const Scope& scope, NodeRef node);    // edits.val(x), a text or number
hir::ExprId analyse_compatible_call(Analysis& analysis, const Scope& scope, NodeRef node);  // of any type
bool is_compatible_condition(NodeRef call);
Operand analyse_shift(Analysis& analysis, const Scope& scope, NodeRef node);  // 6 months after d
Operand operand_at(NodeRef node);                                             // of kind Error
hir::ExprId as_text(Analysis& analysis, const Operand& operand);
hir::ExprId as_date(Analysis& analysis, const Operand& operand, Bound bound);
hir::ExprId as_number(Analysis& analysis, const Operand& operand);
// The text of a value of which something is asked that texts alone have; reports and returns an invalid id for others.
hir::ExprId text_of(Analysis& analysis, const Operand& operand, std::string_view asked);
hir::ExprId cut(Analysis& analysis, hir::ExprId date, Precision precision);
bool is_date(const Analysis& analysis, const Operand& operand);  // a date item or a computed date
// The most characters, years or blocks that rule text may speak of.
inline constexpr std::uint32_t kGreatestCount = 1'000'000;
// The number of a `NumberLiteral` that counts characters, days or items; reports one that is too great.
std::optional<std::uint32_t> written_count(Analysis& analysis, NodeRef number);
// The most characters that a text has, where that is known.
std::optional<std::uint32_t> longest_of(const Analysis& analysis, const Operand& operand);
bool is_number(const Analysis& analysis, const Operand& operand);    // a computed number or a number item
bool is_constant(const Analysis& analysis, const Operand& operand);  // the text of a cell that a loop names
bool is_ordered_code(const Analysis& analysis, const Operand& operand);
std::string describe(const Analysis& analysis, const Operand& operand);  // "a code", "a date"

// The values of a table's keys, checked against their number and the rows; the date of its period is the last.
std::vector<hir::ExprId> table_arguments(Analysis& analysis, const Scope& scope, TableDefinition& table,
                                         const std::vector<NodeRef>& values, Location location);

// The table called by a TableName or Name node; reports and returns null when there is none.
TableDefinition* resolve_table(Analysis& analysis, const Scope& scope, NodeRef name);

}  // namespace edict::sema
