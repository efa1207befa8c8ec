// HIR: rule text after names, kinds and codes are settled. What the engines compile and the reference evaluator runs.
//
// A Module holds everything in flat stores; expressions refer to each other and to sets, tables and variables by id.
// Every expression keeps the span it came from, so that an explanation can quote the rule text. Conditions are inlined
// where they are used (ExprKind::Named keeps the name). Immutable after analysis; shared between threads.
#pragma once

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/id.h"
#include "base/pattern.h"
#include "base/source.h"
#include "dsl/builtins/builtin.h"
#include "dsl/diagnostics/severity.h"
#include "dsl/schema/code_set.h"
#include "dsl/schema/dictionary.h"
#include "dsl/sema/table_cells.h"

namespace edict::hir {

struct ExprTag;
using ExprId = Id<ExprTag>;
struct CodeSetTag;
using CodeSetId = Id<CodeSetTag>;
struct NumberSetTag;
using NumberSetId = Id<NumberSetTag>;
struct PatternTag;
using PatternId = Id<PatternTag>;
struct TableTag;
using TableId = Id<TableTag>;
struct VariableTag;
using VariableId = Id<VariableTag>;
struct LookupTag;
using LookupId = Id<LookupTag>;
struct BaseRecordTag;
using BaseRecordId = Id<BaseRecordTag>;

// A set of whole numbers, for `year of d in [2016-2017]`: sorted, merged, inclusive ranges.
struct NumberSet {
  struct Range {
    std::int64_t low, high;
    friend bool operator==(const Range&, const Range&) = default;
  };
  std::vector<Range> ranges;
};

// A record that an expression speaks about: the subject of the edit, or what a quantifier ranges over. A quantified
// variable ranges over the records of its level under the same record of the level above (the tumors of one patient).
struct Variable {
  std::string name;  // as written; empty for the subject and for unnamed quantifiers
  LevelId level;
  VariableId outer;  // the variable in whose scope the quantifier stands; invalid for the subject. Of a pair (NoTwo,
                     // InOrder) the second's outer is the first, so what stands inside is in the scope of both
};

enum class ExprKind : std::uint8_t {
  Call,       // builtin(arguments)
  Item,       // the value of `item` of the record `variable` or of its ancestor at the item's level; Text
  TextValue,  // a literal code or text
  DateValue,  // a literal date: a bound, so one day, except beside `=`
  NumberValue,
  TruthValue,
  Named,       // a condition by name: arguments[0] is its body
  Quantified,  // `quantifier`; arguments[0] is the condition on its variable
  Count,       // how many records satisfy arguments[0]; Number, from those that certainly do to those that may
  First,       // arguments: filter, is_first, condition; of the record that is first among those that pass the filter.
               // True when there is none
  NoTwo,       // no two records a, b satisfy arguments[0], tried both ways round
  IsBefore,    // the record of `variable` stands before that of `second` in the file; `second` is bound just inside it
  InOrder,     // arguments: filter, key, value; neighbours in key order are in value order
  InTable,     // a row of `table` matches the arguments; unsure when that depends on the day
  Cell,        // column `column` of the nth row of `lookup`; Text, blank when there is none
  RowFound,    // `lookup` found a row: the nth of all that match; of one row that may be several, unsure: for nth 0, a
               // day may have none; for others, the row may be this or a later one
  Case,        // a value by cases: arguments c1, v1, c2, v2, …, otherwise; the first whose condition is true
  ByCases,     // a truth about values by cases: arguments[0] says it with the cases below, arguments[1] is the same
               // written out without them, which is what engines run
};

enum class QuantifierKind : std::uint8_t { Some, Every, No, Exactly, AtLeast, AtMost };

struct Expr {
  ExprKind kind = ExprKind::TruthValue;
  Builtin builtin = Builtin::IsBlank;  // Call
  Type type = Type::Truth;
  bool is_definite = false;  // a truth that is never unsure
  Location location;
  boost::container::small_vector<ExprId, 2> arguments;

  VariableId variable;       // Item; Quantified, Count, First and InOrder: the variable they bind; NoTwo: the first
  VariableId second;         // NoTwo: the second variable; InOrder: `later` (variable is `earlier`); IsBefore
  ItemId item;               // Item
  CodeSetId code_set;        // Call InCodes
  NumberSetId number_set;    // Call NumberIn
  PatternId pattern;         // Call Matches
  std::string text;          // TextValue; Named: the name; InCodes: the list's name, when it has one
  DayRange days;             // DateValue
  NumberRange number;        // NumberValue
  bool truth_value = false;  // TruthValue
  QuantifierKind quantifier = QuantifierKind::Some;  // Quantified
  std::uint32_t count = 0;      // Quantified Exactly, AtLeast, AtMost; Call: what BuiltinInfo::takes_count asks for
  bool excludes_outer = false;  // Quantified, Count: `other`: not the record of the outer variable
  bool is_strict = false;       // InOrder: `strictly`
  TableId table;                // InTable
  LookupId lookup;              // Cell, RowFound
  std::uint32_t column = 0;     // Cell: index among the table's columns
};

// A date, number or text as it is written in the rules.
inline bool is_literal(const Expr& expr) {
  return expr.kind == ExprKind::DateValue || expr.kind == ExprKind::NumberValue || expr.kind == ExprKind::TextValue;
}

// How a table's rows are asked for by one value. Texts are compared as they stand.
struct TableKey {
  enum class Match : std::uint8_t {
    Exact,    // the cell is the value
    Range,    // the value is in the cell's codes
    LowHigh,  // the value lies between two cells of its length
    Floor,    // the cell is the greatest at or below the value, among those of its length; at most one key of a table
    Period,   // the date lies between two cells; the last key, beside no Floor
  };
  std::string name;
  Match match = Match::Exact;
  std::uint32_t column = 0;  // the column; LowHigh, Period: that of the low end
  std::uint32_t high = 0;    // LowHigh, Period: the column of the high end
  // Range: the distinct cells of the column as codes, and which of them stands in each row.
  std::vector<CodeSet> sets;
  std::vector<std::uint32_t> set_of_row;
  std::vector<bool> blank_sets = {};  // by set: whether the cell says `blank` too; empty: none does

  // Range: whether the cell of a row says `blank`.
  [[nodiscard]] bool takes_blank(std::size_t row) const { return !blank_sets.empty() && blank_sets[set_of_row[row]]; }
};

struct Table {
  enum class Expect : std::uint8_t { OneRow, FirstRow, LastRow, AllRows };
  std::string name;
  std::vector<std::string> columns;  // of the file or of the rows in the text
  std::vector<TableKey> keys;
  std::vector<std::uint32_t> returns;  // column indices
  TableCells rows;
  std::vector<DayRange> periods;  // by row; empty when the table has no period
  Expect expect = Expect::OneRow;
  bool holds_lists = false;  // made of the code lists in one column: which (cell, code) belong together
  Location location;

  [[nodiscard]] bool has_period() const { return !keys.empty() && keys.back().match == TableKey::Match::Period; }
};

// A row of a table for the values of its keys: the one row, or the first or last that matches. In a table with periods
// a partial date may leave several rows possible, and in one that expects all rows several match; `nth` counts them
// from 0, in the order in which they are tried. How they are found: runtime/kernels/tables.h.
// INVARIANT: with Expect::OneRow at most one row matches on any one day (checked when the table is read).
struct Lookup {
  TableId table;
  std::vector<ExprId> arguments;  // Text, one per key; of a period: a date item or a written day
  std::uint32_t nth = 0;
  std::string name;  // `row`
  Location location;
  LookupId of;  // the look-up by a value by cases that this is one case of
};

enum class GuardKind : std::uint8_t {
  Effective,
  When,
  Skip,
  Lookup,
  Branch,     // the condition of this branch of a choose
  Earlier,    // no earlier branch was taken; `written` is the condition of one
  InOrder,    // `check in order`: an earlier require has not failed; `written` is its condition
  DependsOn,  // another edit has not failed, or fields hold values that they may
  FindingOne  // something of a `finding one` is asked
};

// What must hold for a require to be asked. `applies` is the condition itself (for skip: the negation of what is
// written).
struct Guard {
  GuardKind kind = GuardKind::When;
  ExprId applies;
  ExprId written;     // the expression as written, for explanations
  Location location;  // the whole clause
  std::string because;
};

struct MessagePart {
  // Records: `{tumors}`. Figure: `{percent}`, `{cases}`, `{count}`, `{level}` of a group of a measure, `{count}` of the
  // records of a `unique` finding.
  enum class Kind : std::uint8_t { Text, Item, Cell, Records, Value, Figure };
  enum class Property : std::uint8_t { Value, Label, Date, Problem };
  Kind kind = Kind::Text;
  Property property = Property::Value;
  std::string text;     // Text; Value and Figure: its name
  VariableId variable;  // Item; invalid in messages of measures and of `unique`, which speak of a key's value
  ItemId item;          // Item
  LookupId lookup;      // Cell
  std::uint32_t column = 0;
  LevelId level;  // Records
  ExprId value;   // Value: what a `let` or a calculated item comes to
};

struct Message {
  std::string language;  // empty: the default
  std::vector<MessagePart> parts;
};

// What a finding adds to its message when `holds` is false: a require under `finding one`.
struct Note {
  ExprId holds;
  std::vector<Message> messages;  // by language; empty: nothing is added
};

// An item that a finding points at, whether or not the condition reads it.
struct Highlight {
  VariableId variable;
  ItemId item;
};

// `override by F in [1] when …`. In an edit over several records the flag is asked of the records of the finding.
struct Override {
  enum class Reach : std::uint8_t { Subject, Any, Every };
  ItemId flag;
  CodeSetId codes;
  ExprId is_set;  // Subject: truth on the subject. Any, Every: see Require::override_*
  Reach reach = Reach::Subject;
  Location location;
};

enum class UnsurePolicy : std::uint8_t { Pass, Review, Fail };

struct Require {
  std::uint32_t branch = 0;  // from 1, in order of the text
  // `lookup …, otherwise not run`: asks that there is a row. Where it fails the edit was not run.
  bool is_row_check = false;
  ExprId condition;
  std::vector<std::uint32_t> guards;  // indices into Edit::guards, outermost first
  Severity severity = Severity::Error;
  std::vector<Message> messages;        // the require's own, else the edit's
  std::vector<Note> notes;              // added to the message, in order of the text
  std::vector<Highlight> highlights;    // the require's own and the edit's
  std::optional<Override> override_by;  // none: cannot be overridden
  // With Reach::Any or Every: `condition` is NoTwo, Quantified No or Every, or First; this is the same quantifier with
  // the records left out whose flag is set. It is true when every failing pair or record is overridden.
  ExprId holds_apart_from_overridden;
  // `unique by (a, b) across file`: the items of the key. `condition` is true: records of one key are found at the end
  // of the run, among those whose guards are true.
  std::vector<ItemId> unique_by;
  Location location;
};

// What an edit that is a measure adds to its two requires, which are not asked but counted: `among` and `count`.
struct Measure {
  struct Key {
    ItemId item;
    bool is_year = false;  // `year of` the item, a date
    std::string written;
  };
  struct Level {
    std::string name;
    bool is_below = true;  // `<` and `<=`, else `>` and `>=`
    bool is_inclusive = false;
    Decimal percent;
  };
  static constexpr std::size_t kAmong = 0;  // index into Edit::requires_
  static constexpr std::size_t kCount = 1;

  std::vector<Key> keys;             // `per`; none: one group
  std::uint64_t least_cases = 0;     // below it a group is not rated
  std::vector<Level> levels;         // the first that holds
  std::string otherwise;             // the level when none does; empty: no levels
  std::optional<Severity> severity;  // of the flag that a group at the `otherwise` level is
  std::vector<Message> messages;
};

struct TestRow {
  std::vector<std::string> cells;      // aligned with TestTable::items
  std::optional<std::string> outcome;  // pass, fail, overridden, unsure, skipped; none: not asked of this row
  std::string message_part;            // `fail "text"`
  std::string case_name;               // empty: the row is a patient of its own
  Location location;
};

// `record Name`: what rows of tests begin with.
struct BaseRecord {
  struct Value {
    ItemId item;
    std::string text;
    Location location;
  };
  std::string name;
  std::vector<Value> values;  // in order of the text

  [[nodiscard]] const std::string* find(ItemId item) const {
    const auto found = std::ranges::find(values, item, &Value::item);
    return found == values.end() ? nullptr : &found->text;
  }
};

struct TestTable {
  std::vector<ItemId> items;  // those that columns list, then those that only the base record has
  std::size_t columns = 0;    // how many of the items columns list
  BaseRecordId base;          // `test from Name`; invalid: rows begin blank
  std::vector<TestRow> rows;
  bool has_cases = false;
  // Of a measure: what the groups of the rows, taken as one data set, come to.
  struct Group {
    std::vector<std::string> cells;  // by `gives`
    Location location;
  };
  std::vector<std::string> gives;  // columns: keys of the measure as written, `count`, `cases`, `percent`, `level` …
  std::vector<Group> groups;
  Location location;
};

// `history 2022-01-31 "text"`.
struct Change {
  Day date = 0;
  std::string text;
};

// `retired 2024-01-01`: not in force for runs as of that day and later; without a day, for none.
struct Retirement {
  std::optional<Day> from;
};

// `depends on N0390`: a guard of every require, that the other edit has not failed.
struct Dependency {
  std::string id;
  Location location;  // the id
  Location clause;
};

struct Edit {
  std::string id;
  std::string package;
  std::string title;
  LevelId level;
  VariableId subject;
  std::string description;
  std::string agency;
  std::vector<std::string> tags;
  std::vector<std::string> restates;
  std::vector<std::string> references;
  std::vector<Change> history;             // as written
  std::vector<std::string> audience;       // whom its findings are for
  std::vector<std::string> imported_from;  // what other systems call it
  std::vector<std::string> replaced_by;    // ids of edits
  std::vector<Dependency> depends_on;
  std::optional<Retirement> retired;
  NumberSet standards;     // `for standard 24-26`: the record layout versions it is for; empty: all
  bool is_review = false;  // its findings are questions for a person, never over-ridden
  UnsurePolicy unsure = UnsurePolicy::Pass;
  std::vector<Guard> guards;
  std::vector<Require> requires_;
  std::optional<Measure> measure;  // a measure: nothing is required of single records
  std::vector<TestTable> tests;
  std::vector<ItemId> items;  // all items it reads, in order of first mention
  ItemId field;               // the automatic edit of this item (field_edits.h); invalid: a written edit
  Location location;          // the header line
  Location whole;             // from the header to `end`
};

// The runs that a part of an edit set is for, by their as-of date: from a day on, before another; or all.
struct RunPeriod {
  std::optional<Day> from;
  std::optional<Day> before;
  [[nodiscard]] bool holds(Day as_of) const { return (!from || as_of >= *from) && (!before || as_of < *before); }
};

// What an edit set changes of an edit, for the runs of a period.
struct MemberChange {
  std::optional<Severity> severity;
  std::optional<UnsurePolicy> unsure;
  RunPeriod runs;
  std::string because;
};

struct SetMember {
  std::uint32_t edit = 0;              // index into Module::edits
  std::optional<MemberChange> change;  // severity or policy other than the edit's own
  std::optional<RunPeriod> excluded;   // left out of the runs of this period; an exclusion for good is no member
};

struct EditSet {
  std::string id;
  std::string title;
  std::string version;
  std::string package;
  std::string description;
  RunPeriod valid;                 // the run dates that the set is made for
  std::vector<SetMember> members;  // in order of the text of the included packages
  Location location;
};

// A package that another builds on; the version is the oldest that will do, or empty.
struct PackageNeed {
  std::string id;
  std::string version;
  Location location;
};

// What a package says of itself: its `package` clause with the clauses under it.
struct Package {
  std::string id;
  std::string version;
  std::string title;
  std::string agency;
  std::string description;
  std::vector<PackageNeed> builds_on;
};

struct Module {
  std::shared_ptr<const Dictionary> dictionary;
  std::vector<Package> packages;
  std::vector<Expr> exprs;
  std::vector<CodeSet> code_sets;
  std::vector<NumberSet> number_sets;
  std::vector<Pattern> patterns;
  std::vector<Table> tables;
  std::vector<Lookup> lookups;
  std::vector<Variable> variables;
  std::vector<VariableId> subjects;  // by LevelId: the record that every edit on this level is about
  std::vector<BaseRecord> base_records;
  std::vector<Edit> edits;  // by file, then place
  std::vector<EditSet> sets;

  const Expr& operator[](ExprId id) const { return exprs[id.index()]; }
  const CodeSet& operator[](CodeSetId id) const { return code_sets[id.index()]; }
  const NumberSet& operator[](NumberSetId id) const { return number_sets[id.index()]; }
  const Pattern& operator[](PatternId id) const { return patterns[id.index()]; }
  const Table& operator[](TableId id) const { return tables[id.index()]; }
  const Lookup& operator[](LookupId id) const { return lookups[id.index()]; }
  const BaseRecord& operator[](BaseRecordId id) const { return base_records[id.index()]; }
  const Variable& operator[](VariableId id) const { return variables[id.index()]; }
};

// A readable dump, one expression a line: for tests and for people at work on the compiler.
std::string to_text(const Module& module);

}  // namespace edict::hir
