// What names mean at one place of a rule: the record the edit is about, the records that quantifiers name, the rows
// that lookups found, and what a loop or template calls by a name of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/sema/hir.h"
#include "dsl/sema/names.h"

namespace edict::sema {

// What a name stands for beside an item: a condition, or a value.
struct NamedValue {
  Type type = Type::Truth;
  hir::ExprId expr;                      // invalid: not understood
  ItemId item;                           // Text: the item that each of its values is of, if it is one
  ItemId like;                           // Text: else an item of the kind that all its values are of, if there is one
  std::optional<Builtin> part_is_blank;  // Number: as in Operand
  hir::ExprId part_of;
};

struct Scope {
  struct Record {
    std::string_view name;  // empty: the quantifier names none
    hir::VariableId variable;
    LevelId level;
  };
  struct Row {
    std::string_view name;
    hir::LookupId lookup;
    const TableDefinition* table = nullptr;
    // A date of several days can mean several rows: those of the lookups from `lookup` on.
    std::size_t row_count = 1;
    bool may_be_blank = false;  // `otherwise row of blanks`, and some days may have no row
  };

  // In one turn of a loop, or one edit of a template. An item and a code list are meant by their name; a text is a
  // value.
  struct Alias {
    enum class Kind : std::uint8_t { Item, Codes, Text };
    std::string_view name;
    Kind kind = Kind::Item;
    ItemId item;
    hir::CodeSetId codes;
    std::string text;  // of the cell it comes from; of an item, its id
  };

  // A `let`: a condition or value with a name, settled where it stands.
  struct Let {
    std::string_view name;
    NamedValue value;
    bool* is_used = nullptr;
  };

  // `let first = earliest tumor by d`: a record that conditions are asked of.
  struct First {
    std::string_view name;
    NodeRef node;
    bool* is_used = nullptr;
  };

  PackageNames* package = nullptr;
  hir::VariableId subject;
  LevelId level;                // of what the edit or condition is about; items at or above it are read directly
  std::vector<Record> records;  // bound by quantifiers, innermost last
  std::vector<Row> rows;
  std::vector<Let> lets;
  std::vector<First> firsts;
  std::vector<Alias> aliases;
  bool is_ordering = false;               // inside `tumors where … in order of …`: every item is that of the tumor
  std::vector<std::string_view> figures;  // what a message may name beside items: `{percent}` of a measure

  [[nodiscard]] const Record* record_named(std::string_view name) const;
  [[nodiscard]] const Row* row_named(std::string_view name) const;
  [[nodiscard]] const Let* let_named(std::string_view name) const;
  [[nodiscard]] const First* first_named(std::string_view name) const;
  [[nodiscard]] const Alias* alias_named(std::string_view name) const;
  // The variable in whose scope a quantifier here would stand.
  [[nodiscard]] hir::VariableId innermost() const { return records.empty() ? subject : records.back().variable; }
  [[nodiscard]] LevelId innermost_level() const { return records.empty() ? level : records.back().level; }
};

// The item called `word`, by id or `#number` or a name of a loop; reports and returns an invalid id when there is none.
ItemId resolve_item(Analysis& analysis, const Scope& scope, std::string_view word, Location location);
ItemId resolve_item(Analysis& analysis, std::string_view word, Location location);
// The same without a report.
ItemId find_item(const Analysis& analysis, std::string_view word);

// How a name says which record it means: `t.primarySite`, `Bladder(t)`.
enum class NameForm : std::uint8_t { Item, Condition };

// The record meant by a bare `word` about `level`; reports and returns an invalid id when that is none or not clear.
hir::VariableId resolve_record(Analysis& analysis, const Scope& scope, LevelId level, NameForm form,
                               std::string_view word, Location location);

// A hint for a record or row that is not known: those that are.
std::string records_in_scope(const Scope& scope, std::string_view word);

// Reports a LevelName node that names no level.
void report_unknown_level(Analysis& analysis, NodeRef name);

// Reports a name of a loop that stands for something else than is needed: "a code list".
void report_alias(Analysis& analysis, const Scope::Alias& alias, std::string_view needed, Location location,
                  std::string hint = {});

// Reports a name that an item, a record, a row or a loop's name in scope already has.
void check_new_name(Analysis& analysis, const Scope& scope, std::string_view name, Location location);

}  // namespace edict::sema
