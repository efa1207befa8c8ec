// The truth of conditions for every kind of record that they can tell apart.
//
// Each item that the conditions ask about has a few classes of values (value_classes.h), and two values that are
// compared stand to each other in a few ways (relations.h); whatever else they ask (quantifiers, tables) may come out
// either way, or unsure, and equal questions come out alike. All combinations of these are numbered, and the truth of a
// condition is two sets of numbers: where it is true and where it is false. There may be combinations that no record
// has, never a record without its combination, so what is true of all combinations is true of all records.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsl/lint/relations.h"
#include "dsl/sema/hir.h"

namespace edict::lint_rules {

// A set of combinations.
class Combinations {
 public:
  Combinations() = default;
  Combinations(std::size_t count, bool all);

  void insert(std::size_t index) { words_[index / 64] |= std::uint64_t{1} << (index % 64); }
  [[nodiscard]] bool is_empty() const;
  [[nodiscard]] bool is_within(const Combinations& other) const;
  friend Combinations operator&(Combinations a, const Combinations& b);
  friend Combinations operator|(Combinations a, const Combinations& b);
  friend Combinations operator-(Combinations a, const Combinations& b);
  friend bool operator==(const Combinations&, const Combinations&) = default;

 private:
  std::vector<std::uint64_t> words_;
};

// Where a condition is true and where it is false; elsewhere it is unsure.
struct Truths {
  Combinations yes;
  Combinations no;
  friend bool operator==(const Truths&, const Truths&) = default;
};
Truths and_(const Truths& a, const Truths& b);
Truths or_(const Truths& a, const Truths& b);

// What an expression asks, of which records: equal texts for equal questions.
std::string described(const hir::Module& module, hir::ExprId id);

class TruthTable {
 public:
  // A table for the given conditions; nothing when there would be too many combinations.
  static std::optional<TruthTable> make(const hir::Module& module, std::span<const hir::ExprId> conditions);

  // REQUIRES: `condition` is one of them, or a part of one above the questions.
  [[nodiscard]] const Truths& operator[](hir::ExprId condition);
  [[nodiscard]] bool knows(hir::ExprId condition) const;
  [[nodiscard]] const Combinations& all() const { return all_; }
  [[nodiscard]] Truths certain() const { return {all_, none_}; }
  [[nodiscard]] Truths never() const { return {none_, all_}; }

 private:
  // What may come out in one of several ways, one way for each question.
  struct Dimension {
    std::vector<hir::ExprId> questions;
    std::vector<Comparison> comparisons;   // the questions, where all compare the same two
    bool is_same = false;                  // the two are one value
    std::vector<std::vector<Truth>> ways;  // [way][question]
  };

  explicit TruthTable(const hir::Module& module) : module_(&module) {}
  bool collect(hir::ExprId id);
  std::size_t add_question(const std::string& about, hir::ExprId question);
  void add_comparison(Compared compared, hir::ExprId question);
  bool add_open_question(hir::ExprId id);
  bool settle();
  [[nodiscard]] Truths compute(hir::ExprId id);
  [[nodiscard]] Truths answers(std::size_t dimension, std::size_t question) const;

  const hir::Module* module_;
  std::vector<Dimension> dimensions_;
  std::vector<std::size_t> strides_;
  std::map<std::string, std::size_t> dimension_of_;                              // by what it is about
  std::map<std::string, std::pair<std::size_t, std::size_t>> question_at_;       // by what it asks
  std::map<hir::ExprId, std::pair<std::size_t, std::size_t>> question_of_expr_;  // dimension, question
  std::map<hir::ExprId, Truths> truths_;
  std::map<hir::ExprId, bool> collected_;
  Combinations all_;
  Combinations none_;
  std::size_t count_ = 1;
};

// What truths a condition may take at all: over all records, and whatever the questions come to.
struct Possible {
  bool yes = true;
  bool no = true;
  bool unsure = true;
};
Possible possible_truths(const hir::Module& module, hir::ExprId condition);

}  // namespace edict::lint_rules
