// Conditions of a decision graph in the plain language.
//
// Thread safety: one at a time.
#pragma once

#include <expected>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "dsl/import/edits/decision/decision_graph.h"
#include "dsl/import/edits/print/code_terms.h"
#include "dsl/import/edits/print/compatible_words.h"
#include "dsl/import/edits/print/phrase.h"
#include "dsl/import/edits/print/staging_words.h"
#include "dsl/schema/dictionary.h"

namespace edict::foreign {

class PlainWords {
 public:
  enum class Mode : std::uint8_t {
    Exact,      // what the other engine computes for every value
    Idiomatic,  // plain words, too, that mean the same for values of the form that their item has
  };

  // REQUIRES: both outlive it. Keeps its address.
  PlainWords(DecisionGraph& graph, const Dictionary& dictionary, Mode mode = Mode::Exact)
      : graph_(graph),
        dictionary_(dictionary),
        mode_(mode),
        staging_(graph),
        compatible_(graph, dictionary, [this](NodeId node, bool is_negated) { return condition(node, is_negated); }) {
    compatible_.say_texts_by([this](NodeId node) { return staging_.value(node); });
  }
  PlainWords(const PlainWords&) = delete;
  PlainWords& operator=(const PlainWords&) = delete;

  // What holds where the next conditions are asked.
  void assume(NodeId node, bool truth);
  void forget() { facts_.clear(); }
  using Facts = std::unordered_map<std::uint32_t, bool>;
  [[nodiscard]] Facts facts() const { return facts_; }
  void restore(Facts facts) { facts_ = std::move(facts); }

  // The condition as far as it is not decided by what is assumed.
  NodeId simplified(NodeId node);
  // The condition, or its contrary. REQUIRES: simplified, and not a constant.
  Said condition(NodeId node, bool is_negated = false);
  CompatibleWords& compatible() { return compatible_; }

  // What a finding says, with places for values; none if there is no word for a part.
  std::optional<std::string> message(NodeId text);

  // The staging algorithms whose package something said needs.
  [[nodiscard]] const std::set<std::string>& staging_algorithms() const { return staging_.algorithms(); }
  // Dates whose being known has been asked for; each needs its named condition.
  [[nodiscard]] const std::set<std::string>& known_dates() const { return known_dates_; }
  static std::string known_condition(const std::string& item);
  // Whether something was said that is the same only for values of the form that their item has.
  [[nodiscard]] bool is_exact() const { return is_exact_; }
  void begin_edit() {
    is_exact_ = true;
    facts_.clear();
  }

 private:
  struct CodeTest {
    std::string subject;
    CodeTerms terms;
    bool is_complement = false;
  };

  Said junction(NodeId node, bool is_and, bool is_negated);
  void join_bounds(std::vector<NodeId>& parts, bool is_and);
  Said test(NodeId node, bool is_negated);
  Said plain_test(NodeId node, bool is_negated);
  Said number_test(NodeId left, NodeId right, bool is_negated);
  Said date_test(const DecisionNode& node, NodeId other, bool is_less, bool is_left, bool is_negated);
  std::optional<CodeTest> code_test(NodeId node);
  std::optional<CodeTest> joined_test(const DecisionNode& junction);
  std::optional<CodeTest> find_code_test(NodeId node);
  std::optional<CodeTest> equal_test(const DecisionNode& node);
  std::optional<CodeTest> number_codes(const DecisionNode& test);
  // "first 4 of d" as a part of a date: "year of d", of 4 characters; no words for any other subject.
  struct DatePart {
    std::string words;
    std::size_t length = 0;
  };
  [[nodiscard]] DatePart date_part_in(std::string_view subject) const;
  std::optional<Said> order_of_dates(const DecisionNode& test, bool is_negated);
  std::optional<Said> missing_part(const DecisionNode& test, bool is_negated);
  std::optional<Said> check_digit(NodeId node, bool is_negated);
  std::optional<std::string> only_item(NodeId node);
  bool add_joined_names(NodeId node, std::vector<std::string>& names);
  [[nodiscard]] Phrase said_of_blank(const CodeTest& test, bool is_not) const;
  Phrase said(const CodeTest& test, bool is_negated) const;
  static void take_together(std::vector<CodeTest>& sets, bool is_and);
  void flatten(NodeId node, DecisionKind kind, std::vector<NodeId>& parts) const;

  // A text made of one item: "primarySite", "characters 2 to 4 of primarySite".
  std::optional<std::string> subject(NodeId node);
  std::optional<std::string> item_name(NodeId node);
  std::optional<std::string> date_item(NodeId node);
  std::optional<std::string> number(NodeId node);
  [[nodiscard]] bool is_known_date(NodeId date) const;
  [[nodiscard]] bool is_assumed_false(NodeId test) const;
  void assume_known(NodeId date);
  [[nodiscard]] std::optional<NodeId> asked_date(NodeId test) const;
  [[nodiscard]] NodeId year_is(NodeId date, std::int64_t number) const;
  std::optional<std::string> unknown_date(const std::vector<NodeId>& parts, bool is_and, std::size_t& other);
  bool filter(const std::string& subject, CodeTerms& terms) const;
  static std::unexpected<Unspeakable> unspeakable(std::string reason);
  std::string unspeakable_name(NodeId node);

  DecisionGraph& graph_;
  const Dictionary& dictionary_;
  const Mode mode_;
  StagingWords staging_;
  CompatibleWords compatible_;
  Facts facts_;
  std::set<std::string> known_dates_;
  bool is_exact_ = true;
};

}  // namespace edict::foreign
