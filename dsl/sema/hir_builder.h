// Builds the expressions of a module: settles type and definiteness as each is made.
//
// An invalid ExprId marks an expression that could not be understood and was reported. It spreads: whatever is built on
// it is invalid too, so nothing is reported twice.
#pragma once

#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/sema/hir.h"

namespace edict::sema {

class HirBuilder {
 public:
  explicit HirBuilder(hir::Module& module) : module_(module) {}

  hir::ExprId call(Builtin builtin, std::initializer_list<hir::ExprId> arguments, Location location);
  hir::ExprId item(hir::VariableId variable, ItemId item, Location location);
  hir::ExprId text_value(std::string_view text, Location location);
  hir::ExprId date_value(Day day, Location location);
  hir::ExprId number_value(Decimal number, Location location);
  hir::ExprId in_codes(hir::ExprId text, hir::CodeSetId codes, std::string_view list_name, Location location);
  hir::ExprId call(Builtin builtin, hir::ExprId argument, std::uint32_t count, Location location);
  hir::ExprId matches(hir::ExprId text, hir::PatternId pattern, Location location);
  hir::ExprId number_in(hir::ExprId number, hir::NumberSetId numbers, Location location);
  hir::ExprId cell(hir::LookupId lookup, std::uint32_t column, Location location);
  hir::ExprId row_found(hir::LookupId lookup, Location location);
  // Folds two or more from the left: `a and b and c` is `(a and b) and c`.
  hir::ExprId fold(Builtin builtin, std::span<const hir::ExprId> arguments, Location location);
  hir::ExprId named(std::string_view name, hir::ExprId condition, Location location);
  // A value by cases: c1, v1, c2, v2, …, otherwise. What is asked of it is written out over its cases.
  hir::ExprId cases(Type type, std::span<const hir::ExprId> arguments, Location location);
  // The same expression as another place says it.
  hir::ExprId at(hir::ExprId expr, Location location);
  hir::LookupId lookup(hir::Lookup lookup);
  // Any other kind, with its fields set; type, definiteness and location of what `expr` says are settled here.
  hir::ExprId add(hir::Expr expr);

  hir::VariableId variable(std::string_view name, LevelId level, hir::VariableId outer);
  hir::CodeSetId code_set(CodeSet codes);  // equal sets have one id
  hir::NumberSetId number_set(hir::NumberSet numbers);
  hir::PatternId pattern(Pattern pattern);

  // How many quantifiers stand one inside the other in `expr`, itself included.
  [[nodiscard]] std::uint32_t quantifier_depth(hir::ExprId expr) const;

  // A place to go back to: expressions, look-ups and variables made after it are forgotten.
  struct Mark {
    std::size_t exprs, variables, lookups;
  };
  [[nodiscard]] Mark mark() const { return {module_.exprs.size(), module_.variables.size(), module_.lookups.size()}; }
  void rewind(Mark mark);

  [[nodiscard]] hir::Module& module() { return module_; }
  [[nodiscard]] const hir::Expr& operator[](hir::ExprId id) const { return module_[id]; }

 private:
  hir::ExprId settle(hir::Expr expr);
  hir::ExprId over_cases(hir::Expr expr);
  hir::ExprId written_out(hir::Expr expr);
  hir::ExprId either(hir::ExprId condition, hir::ExprId if_true, hir::ExprId if_false, Location location);
  [[nodiscard]] std::size_t first_case(std::span<const hir::ExprId> arguments) const;
  [[nodiscard]] std::span<const hir::ExprId> asked(const hir::Expr& expr) const;
  hir::Expr with_argument(hir::Expr expr, std::size_t index, hir::ExprId value);

  struct Facts {
    bool is_known = false;  // a date or number that is known exactly for every record
    std::uint32_t quantifier_depth = 0;
  };

  hir::Module& module_;
  std::vector<Facts> facts_;  // by ExprId
  std::map<std::string, hir::CodeSetId, std::less<>> code_sets_;
};

}  // namespace edict::sema
