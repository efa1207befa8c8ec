// Random rules and records over the sample registry, for finding where engines disagree. The same seed gives the same.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "dsl/sema/hir.h"

namespace edict::test {

class RandomRules {
 public:
  explicit RandomRules(std::uint32_t seed) : random_(seed) {}

  // The sample module with conditions, guards and over-rides for its edits on patient and tumor, and none for F1.
  hir::Module module();
  // Records as fill() takes them: some patients, with few values each, so that equal ones are frequent. Among the
  // values are blanks, special codes, partial dates and texts that are no dates or numbers.
  std::string records();

 private:
  using ExprId = hir::ExprId;
  using Variables = std::vector<hir::VariableId>;  // in scope, the subject first

  void fill_edit(hir::Edit& edit);
  ExprId truth(const Variables& scope, int depth);
  ExprId text(const Variables& scope, int depth);
  ExprId date(const Variables& scope, int depth);
  ExprId number(const Variables& scope, int depth);
  ExprId of_type(Type type, const Variables& scope, int depth);
  ExprId builtin(Type result, const Variables& scope, int depth);
  ExprId item(const Variables& scope);
  ExprId quantified(const Variables& scope, int depth);
  ExprId count(const Variables& scope, int depth);
  ExprId first(const Variables& scope, int depth);
  ExprId no_two(const Variables& scope, int depth);
  ExprId in_order(const Variables& scope, int depth);
  ExprId table_search(const Variables& scope, int depth);
  hir::LookupId lookup(const Variables& scope, int depth);

  hir::VariableId variable(LevelId level, hir::VariableId outer);
  ExprId add(hir::Expr expr);
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_()) % bound; }
  template <class Choices>
  const auto& one_of(const Choices& choices) {
    return choices[below(static_cast<std::uint32_t>(std::size(choices)))];
  }

  std::mt19937 random_;
  hir::Module module_;
};

}  // namespace edict::test
