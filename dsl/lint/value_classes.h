// The values that an item can have, sorted into classes that a few questions cannot tell apart: for
// `x in [1-5]`, `x is 3` and `x is blank` these are blank, 3, the other codes from 1 to 5, and all the rest.
//
// A class is given by its answers. There may be classes that no value belongs to (patterns that overlap in ways not
// looked into), but every value belongs to one: what holds for all classes holds for all values. Values are not
// limited to the codes that the dictionary lists, since data are not.
#pragma once

#include <optional>
#include <vector>

#include "base/truth.h"
#include "dsl/sema/hir.h"

namespace edict::lint_rules {

// A question about one value: an expression that reads one item of one record, and constants.
struct Question {
  hir::ExprId item;  // the expression that is the item
  hir::ExprId whole;
};

// The question that an expression asks, if it is one whose answers can be told.
std::optional<Question> question_of(const hir::Module& module, hir::ExprId expr);

// The answer of a question about nothing but literals; nothing of other questions.
std::optional<Truth> truth_of_literals(const hir::Module& module, hir::ExprId expr);

// The answers of each class, in order of the questions; no class twice. Empty when there would be too many.
// REQUIRES: the questions are about the same item of the same record.
std::vector<std::vector<Truth>> classes_of(const hir::Module& module, const std::vector<hir::ExprId>& questions);

}  // namespace edict::lint_rules
