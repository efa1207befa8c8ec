// Values and tests of a decision graph with the functions `edits.…`, which compute what the other engine computes: what
// has no plain word, or one that means the same for well-formed values only, is said so.
//
// Thread safety: one at a time.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "dsl/import/edits/decision/decision_graph.h"
#include "dsl/import/edits/print/phrase.h"
#include "dsl/schema/dictionary.h"

namespace edict::foreign {

// A value in words. `is_single`: it may stand behind `of`, and beside an operator, without parentheses.
struct SpokenValue {
  std::string text;
  bool is_single = true;
};

class CompatibleWords {
 public:
  // Says a condition, or its contrary.
  using SayCondition = std::function<Said(NodeId node, bool is_negated)>;
  // Says a text that others know: a cell of a table, a staging schema.
  using SayText = std::function<std::optional<std::string>(NodeId node)>;

  // REQUIRES: both outlive it.
  CompatibleWords(DecisionGraph& graph, const Dictionary& dictionary, SayCondition say_condition)
      : graph_(graph), dictionary_(dictionary), say_condition_(std::move(say_condition)) {}
  void say_texts_by(SayText say_text) { say_text_ = std::move(say_text); }

  // A truth that is no junction of others.
  Said test(NodeId node, bool is_negated);
  // A text with the blanks that fill it up; a number. Nothing where there is no word for an operation in it: `reason`.
  std::optional<SpokenValue> text(NodeId node);
  std::optional<SpokenValue> number(NodeId node);

 private:
  using Spoken = std::optional<SpokenValue>;

  Spoken nothing(std::string reason);
  [[nodiscard]] const DecisionNode& node(NodeId id) const { return graph_[id]; }
  [[nodiscard]] std::optional<std::int64_t> whole(NodeId call, std::size_t index) const;
  [[nodiscard]] const std::string* written(NodeId call, std::size_t index) const;
  [[nodiscard]] bool is_number(NodeId id) const;

  Spoken item(NodeId id, bool fills);
  Spoken date_part(std::string_view name);
  Spoken argument(NodeId id);  // a text as functions take it: they fill items up themselves
  Spoken text_call(NodeId id);
  Spoken part_of(NodeId text, std::int64_t start, std::int64_t count);
  Spoken by_cases(NodeId id, bool are_texts);
  Spoken number_call(NodeId id);
  Spoken arithmetic(NodeId id);
  std::optional<std::string> call(std::string_view function, std::initializer_list<NodeId> texts,
                                  std::string_view behind = {});

  Said spoken(std::optional<std::string> call, bool is_negated);
  Said unspoken() const { return std::unexpected(Unspeakable{reason_}); }
  Said equal(NodeId id, bool is_negated);
  Said less(NodeId id, bool is_negated);
  Said compare_texts(NodeId compared, NodeId number, bool is_equal, bool is_left, bool is_negated);
  Said compare_numbers(NodeId left, NodeId right, std::string_view sign, std::string_view contrary, bool is_negated);
  Said in_list(NodeId id, bool is_negated);
  Said contains(NodeId id, bool is_negated);
  Said between(NodeId id, bool is_negated);
  Said months_within(NodeId months, bool is_negated);
  Said is_true(NodeId id, bool is_negated);

  DecisionGraph& graph_;
  const Dictionary& dictionary_;
  SayCondition say_condition_;
  SayText say_text_;
  std::string reason_;
};

// The functions `edits.…` that a rule text calls, each once, in order of the alphabet.
std::vector<std::string> functions_in(std::string_view rule_text);

}  // namespace edict::foreign
