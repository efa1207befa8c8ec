// What edits ask of a staging library, in the words of the packages that `edict import staging` makes.
//
// Thread safety: one at a time.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "dsl/import/edits/decision/decision_graph.h"
#include "dsl/import/edits/print/code_terms.h"

namespace edict::foreign {

class StagingWords {
 public:
  // REQUIRES: it outlives it.
  explicit StagingWords(const DecisionGraph& graph) : graph_(graph) {}

  // The calculated item that a text is: csSchemaId, csSchemaName, csExtensionObsolete.
  std::optional<std::string> value(NodeId node);
  // Whether a condition is the same for every record, and which: no schema has a number above the greatest.
  [[nodiscard]] std::optional<bool> decided(NodeId node) const;
  // A condition on schemas and their codes: `csSchemaNumber is blank`, `(csSchemaId, "csExtension", csExtension) in
  // table CsCodes`. `subject` says the text that a code is taken from.
  using Subject = std::function<std::optional<std::string>(NodeId)>;
  std::optional<std::string> condition(NodeId node, bool is_negated, const Subject& subject);
  // The reasons why a code is obsolete, as the package names them; nothing changes for other subjects.
  static void name_reasons(const std::string& subject, CodeTerms& terms);

  // The algorithms whose package something said needs: "cs".
  [[nodiscard]] const std::set<std::string>& algorithms() const { return algorithms_; }

 private:
  struct NumberTest;
  [[nodiscard]] std::optional<NumberTest> number_test(NodeId node) const;
  // How the schema whose number this is was chosen: "" by site, histology and discriminator, "BySite" without the last;
  // none if it is no such number.
  [[nodiscard]] std::optional<std::string_view> way_of_choice(NodeId node) const;
  std::optional<std::string> allows(std::string_view item, NodeId code, bool is_negated, const Subject& subject);

  const DecisionGraph& graph_;
  std::set<std::string> algorithms_;
};

}  // namespace edict::foreign
