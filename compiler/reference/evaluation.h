// The value of an expression for given records of a batch, by the plainest route: recursion over HIR, quantifiers as
// loops. What the reference engine and every explanation stand on.
//
// Not thread safe: one evaluation per task. Module and batch must outlive it.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/truth.h"
#include "dsl/sema/hir.h"
#include "runtime/batch/batch.h"
#include "runtime/exec/executable.h"
#include "runtime/kernels/call.h"
#include "runtime/kernels/tables.h"

namespace edict::reference {

// Rows [begin, end) of one level.
struct RowRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The rows of `wanted` that a record of `level` is about: those under it when it stands above them, else those under
// the record of the level above `wanted` that it belongs to.
RowRange related_rows(const Batch& batch, LevelId level, std::uint32_t row, LevelId wanted);

// Rows in the roles of the two variables of a pair.
struct RowPair {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};

class Evaluation {
 public:
  static constexpr std::uint32_t kUnbound = UINT32_MAX;

  // `indexes`, by TableId, makes look-ups fast; without it tables are searched from the top.
  Evaluation(const hir::Module& module, std::span<const kernel::TableIndex> indexes, RunParameters parameters,
             const Batch& batch);

  [[nodiscard]] const hir::Module& module() const { return module_; }
  [[nodiscard]] const Batch& batch() const { return batch_; }

  // Which record a variable stands for. An unbound variable has no record; its items are blank.
  void bind(hir::VariableId variable, std::uint32_t row) {
    rows_[variable.index()] = row;
    state_ = ++states_;
  }
  // The record that an edit is about, and those above it.
  void bind_subject(const hir::Edit& edit, std::uint32_t row);
  [[nodiscard]] std::uint32_t row_of(hir::VariableId variable) const { return rows_[variable.index()]; }

  kernel::Value value(hir::ExprId expr);
  Truth truth(hir::ExprId expr);
  // What an expression may come to: one value, or several where the condition of a case is unsure.
  std::vector<kernel::Value> possible_values(hir::ExprId expr);
  // The value of an item of the variable's record or of its ancestor at the item's level.
  [[nodiscard]] kernel::Text item(hir::VariableId variable, ItemId item) const;
  kernel::FoundRows meant_rows(const hir::Lookup& lookup);  // all that a date of several days can mean

  // Steps of the quantifiers, for explaining them. REQUIRES: the outer variables are bound.
  [[nodiscard]] RowRange records(hir::VariableId variable) const;                       // what a variable ranges over
  [[nodiscard]] std::vector<std::uint32_t> members(const hir::Expr& quantified) const;  // … without an excluded outer
  Truth holds_for(const hir::Expr& quantified, std::uint32_t row);                      // its condition on one record
  Truth holds_for(const hir::Expr& no_two, RowPair pair);                               // … on a pair, this way round
  Truth is_first(const hir::Expr& first, std::uint32_t row);
  Truth holds_for_first(const hir::Expr& first, std::uint32_t row);
  std::optional<std::vector<std::uint32_t>> in_key_order(const hir::Expr& in_order);
  Truth are_in_order(const hir::Expr& in_order, RowPair neighbours);

 private:
  friend class Binding;

  kernel::Value compute(hir::ExprId expr);
  Truth quantified(const hir::Expr& expr);
  Truth first(const hir::Expr& expr);
  NumberRange count(const hir::Expr& expr);
  Truth no_two(const hir::Expr& expr);
  Truth in_order(const hir::Expr& expr);
  using Values = boost::container::small_vector<kernel::Value, 4>;
  Values values(std::span<const hir::ExprId> exprs);
  kernel::Value call(const hir::Expr& expr);
  Truth by_cases(hir::ExprId said);
  std::vector<kernel::Value> possible_results(const hir::Expr& expr, std::span<const hir::ExprId> arguments);
  using Texts = boost::container::small_vector<kernel::Text, 4>;
  static Texts texts_of(std::span<const kernel::Value> values);
  [[nodiscard]] kernel::FoundRows find_rows(hir::TableId table, std::span<const kernel::Text> keys) const;
  kernel::Value apply(const hir::Expr& expr, std::span<const kernel::Value> arguments);

  const hir::Module& module_;
  std::span<const kernel::TableIndex> indexes_;
  RunParameters parameters_;
  const Batch& batch_;
  std::vector<std::uint32_t> rows_;  // by VariableId

  // Truths are remembered: HIR shares expressions, and a walk over it as a tree can take long. What is remembered holds
  // in one state of the bindings.
  struct Known {
    std::uint64_t state = 0;
    Truth truth = Truth::False;
  };
  std::unordered_map<hir::ExprId, Known> known_;
  std::uint64_t state_ = 1;   // of the bindings now
  std::uint64_t states_ = 1;  // how many there were
  ValueDictionary made_;             // the texts that builtins made
};

// A variable stands for a record until the end of the block.
class Binding {
 public:
  Binding(Evaluation& evaluation, hir::VariableId variable, std::uint32_t row)
      : evaluation_(evaluation),
        variable_(variable),
        before_(evaluation.row_of(variable)),
        state_before_(evaluation.state_) {
    evaluation.bind(variable, row);
  }
  ~Binding() {
    evaluation_.bind(variable_, before_);
    evaluation_.state_ = state_before_;
  }
  Binding(const Binding&) = delete;
  Binding& operator=(const Binding&) = delete;

 private:
  Evaluation& evaluation_;
  hir::VariableId variable_;
  std::uint32_t before_;
  std::uint64_t state_before_;
};

}  // namespace edict::reference
