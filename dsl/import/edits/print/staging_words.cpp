#include "dsl/import/edits/print/staging_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace edict::foreign {
namespace {

// The longest name of a schema; a buffer that holds it cuts nothing off.
constexpr std::int64_t kLongestName = 26;
constexpr const char* kCollaborativeStaging = "cs";

// The tables that a schema has by number: the items of the first, then the site-specific factors.
constexpr std::array<std::string_view, 9> kItemsOfTables = {
    "csTumorSize",           "csExtension",           "csTumorSizeExtEval", "csLymphNodes", "csLymphNodesEval",
    "regionalNodesPositive", "regionalNodesExamined", "csMetsAtDx",         "csMetsEval"};
constexpr std::int64_t kMostTables = 34;

std::string item_of_table(std::int64_t table) {
  const auto index = static_cast<std::size_t>(table - 1);
  if (index < kItemsOfTables.size()) return std::string(kItemsOfTables[index]);
  return fmt::format("csSiteSpecificFactor{}", index + 1 - kItemsOfTables.size());
}

// Reasons are asked for in these groups alone: by the version since which a code is obsolete, if it is kept.
struct ReasonGroup {
  std::string_view name;
  std::string_view keys;
};
constexpr std::array<ReasonGroup, 4> kReasons = {
    {{"V0200", " 1 5 6 7 16 18 "}, {"V0203", " 13 14 15 "}, {"V0202", " 17 "}, {"V0204", " 21 22 "}}};

bool is_call(const DecisionNode& node, Operation operation) {
  return node.kind == DecisionKind::Call && node.operation == operation;
}

}  // namespace

// Which records a comparison of a number with a written one holds for.
struct StagingWords::NumberTest {
  const DecisionNode* number = nullptr;  // SchemaNumber or SchemaAllows
  std::string_view way;                  // of the choice of the schema
  bool if_absent = false;                // no schema; a code that is not allowed
  bool if_present = false;
};

std::optional<std::string_view> StagingWords::way_of_choice(NodeId node) const {
  const DecisionNode& call = graph_[node];
  if (!is_call(call, Operation::SchemaNumber) || call.arguments.size() != 3) return std::nullopt;
  constexpr std::array<std::string_view, 3> kGiven = {"primarySite", "histologicTypeIcdO3", "csSiteSpecificFactor25"};
  for (std::size_t i = 0; i < kGiven.size(); ++i) {
    const DecisionNode* given = &graph_[call.arguments[i]];
    while (is_call(*given, Operation::Cut)) given = &graph_[given->arguments[0]];  // buffers hold the whole code
    const bool is_item = given->kind == DecisionKind::Item && *given->constant.text() == kGiven[i];
    const bool is_left_out = i == 2 && given->kind == DecisionKind::Constant && to_text(given->constant).empty();
    if (is_left_out) return "BySite";
    if (!is_item) return std::nullopt;
  }
  return "";
}

std::optional<std::string> StagingWords::value(NodeId node) {
  const DecisionNode& part = graph_[node];
  if (part.kind == DecisionKind::Item) {
    for (const std::string_view algorithm : {"cs", "tnm", "eod", "pediatric"}) {
      if (*part.constant.text() != fmt::format("_{}SchemaId", algorithm)) continue;
      algorithms_.emplace(algorithm);
      return fmt::format("{}SchemaId", algorithm);
    }
    return std::nullopt;
  }
  if (is_call(part, Operation::Cut)) {
    const std::int64_t* size =
        graph_.is_constant(part.arguments[1]) ? graph_.value_of(part.arguments[1]).number() : nullptr;
    const bool is_name = is_call(graph_[part.arguments[0]], Operation::SchemaName);
    return is_name && size != nullptr && *size >= kLongestName ? value(part.arguments[0]) : std::nullopt;
  }
  if (is_call(part, Operation::SchemaName)) {
    const auto way = way_of_choice(part.arguments[0]);
    if (way) algorithms_.emplace(kCollaborativeStaging);
    return way ? std::optional(fmt::format("csSchemaName{}", *way)) : std::nullopt;
  }
  if (is_call(part, Operation::ObsoleteReason) && graph_.is_constant(part.arguments[1])) {
    const std::string* item = graph_.value_of(part.arguments[1]).text();
    const DecisionNode& code = graph_[part.arguments[2]];
    const bool is_own_code = item != nullptr && code.kind == DecisionKind::Item && *code.constant.text() == *item;
    if (!is_own_code || !value(part.arguments[0])) return std::nullopt;
    return *item + "Obsolete";
  }
  return std::nullopt;
}

std::optional<StagingWords::NumberTest> StagingWords::number_test(NodeId node) const {
  const DecisionNode& test = graph_[node];
  const bool is_truth = is_call(test, Operation::IsTrue);
  const bool is_less = is_call(test, Operation::Less);
  if (!is_truth && !is_less && !is_call(test, Operation::Equal)) return std::nullopt;
  const std::size_t at = !is_truth && graph_.is_constant(test.arguments[0]) ? 1 : 0;
  const DecisionNode& number = graph_[test.arguments[at]];
  const bool is_allowed = is_call(number, Operation::SchemaAllows);
  if (!is_allowed && !way_of_choice(test.arguments[at])) return std::nullopt;
  std::int64_t other = 0;
  if (!is_truth) {
    const NodeId beside = test.arguments[1 - at];
    const std::int64_t* written = graph_.is_constant(beside) ? graph_.value_of(beside).number() : nullptr;
    if (written == nullptr || (!is_allowed && *written > 0)) return std::nullopt;
    other = *written;
  }
  const auto holds = [&](std::int64_t value) {
    if (is_truth) return value != 0;
    if (!is_less) return value == other;
    return at == 0 ? value < other : other < value;
  };
  const std::string_view way = is_allowed ? "" : *way_of_choice(test.arguments[at]);
  return NumberTest{&number, way, holds(is_allowed ? 0 : -1), holds(1)};
}

std::optional<bool> StagingWords::decided(NodeId node) const {
  const DecisionNode& part = graph_[node];
  const bool is_above_all = is_call(part, Operation::Less) &&
                            is_call(graph_[part.arguments[0]], Operation::SchemaCount) &&
                            is_call(graph_[part.arguments[1]], Operation::SchemaNumber);
  if (is_above_all) return false;
  const auto test = number_test(node);
  return test && test->if_absent == test->if_present ? std::optional(test->if_absent) : std::nullopt;
}

std::optional<std::string> StagingWords::allows(std::string_view item, NodeId code, bool is_negated,
                                                const Subject& subject) {
  const auto of = subject(code);
  if (!of) return std::nullopt;
  algorithms_.emplace(kCollaborativeStaging);
  return fmt::format("(csSchemaId, \"{}\", {}) {}in table CsCodes", item, *of, is_negated ? "not " : "");
}

std::optional<std::string> StagingWords::condition(NodeId node, bool is_negated, const Subject& subject) {
  const DecisionNode& part = graph_[node];
  if (is_call(part, Operation::IsStagingCode)) {
    const bool is_known = graph_.is_constant(part.arguments[1]) && value(part.arguments[0]);
    const std::string* item = is_known ? graph_.value_of(part.arguments[1]).text() : nullptr;
    return item == nullptr ? std::nullopt : allows(*item, part.arguments[2], is_negated, subject);
  }
  const auto test = number_test(node);
  if (!test || test->if_absent == test->if_present) return std::nullopt;
  const bool is_absent = test->if_absent != is_negated;
  if (!is_call(*test->number, Operation::SchemaAllows)) {
    algorithms_.emplace(kCollaborativeStaging);
    return fmt::format("csSchemaNumber{} is {}blank", test->way, is_absent ? "" : "not ");
  }
  const auto& [schema, table, code] =
      std::tie(test->number->arguments[0], test->number->arguments[1], test->number->arguments[2]);
  const std::int64_t* number = graph_.is_constant(table) ? graph_.value_of(table).number() : nullptr;
  if (number == nullptr || *number < 1 || *number > kMostTables || way_of_choice(schema) != "") return std::nullopt;
  return allows(item_of_table(*number), code, is_absent, subject);
}

void StagingWords::name_reasons(const std::string& subject, CodeTerms& terms) {
  if (!subject.ends_with("Obsolete")) return;
  for (std::string& code : terms.codes) {
    const std::string key = " " + code + " ";
    const auto group = std::ranges::find_if(kReasons, [&](const ReasonGroup& each) { return each.keys.contains(key); });
    code = group == kReasons.end() ? "converted" : group->name;
  }
  std::ranges::sort(terms.codes);
  const auto [last, end] = std::ranges::unique(terms.codes);
  terms.codes.erase(last, end);
}

}  // namespace edict::foreign
