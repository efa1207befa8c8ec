// Conditions in words, made from HIR: what an edit does, said anew, for a reader to hold against its title and prose.
//
// Items are called by their ids, as in the rules. What has no words of its own is quoted from the rule text.
// Thread safety: immutable.
#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "dsl/sema/hir.h"

namespace edict {

// A statement: a line, or a line that introduces others ("all of these hold:").
struct Wording {
  std::string text;
  std::vector<Wording> parts;
};

// The statement on one line, its parts joined: "x is 1 and (y is 2 or z is blank)".
std::string on_one_line(const Wording& wording);

class Speaker {
 public:
  Speaker(const hir::Module& module, const SourceMap& sources) : module_(module), sources_(sources) {}

  // What must be so for the condition to be true; for its negation, with `is_negated`.
  [[nodiscard]] Wording condition(hir::ExprId expr, bool is_negated = false) const;
  [[nodiscard]] std::string value(hir::ExprId expr) const;  // "the year of dateOfDiagnosis"

  // The comparisons through which doubt enters the condition, as the rule text says them, each with what makes it
  // unsure.
  [[nodiscard]] std::vector<std::string> doubts(hir::ExprId expr) const;

 private:
  [[nodiscard]] Wording call(const hir::Expr& expr, bool is_negated) const;
  [[nodiscard]] Wording joined(const hir::Expr& expr, Builtin chain, bool is_negated) const;
  [[nodiscard]] Wording quantified(const hir::Expr& expr, bool is_negated) const;
  [[nodiscard]] std::string variable(hir::VariableId id) const;
  [[nodiscard]] std::string listed(const std::vector<hir::ExprId>& values) const;
  [[nodiscard]] std::string quoted(const hir::Expr& expr) const;
  [[nodiscard]] std::string by_cases(const hir::Expr& expr) const;
  void add_chain(hir::ExprId id, Builtin chain, bool is_negated, std::vector<Wording>& parts) const;
  void add_doubts(hir::ExprId id, std::vector<std::string>& doubts) const;
  void add_uncertain_values(hir::ExprId id, std::vector<std::string>& reasons) const;

  const hir::Module& module_;
  const SourceMap& sources_;
};

}  // namespace edict
