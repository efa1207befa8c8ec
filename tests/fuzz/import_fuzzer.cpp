// Any bytes are read as a package of edits without harm; an edit that becomes a decision decides, by its nodes and by
// its steps, what it decides as it stands, on each of a few records, wherever that has an outcome.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "dsl/compatible/blanks.h"
#include "dsl/import/edits/decision/convert_edit.h"
#include "dsl/import/edits/decision/evaluate_decision.h"
#include "dsl/import/edits/package_reader.h"

namespace {

using namespace edict::foreign;

constexpr std::size_t kMostEdits = 6;
constexpr std::uint32_t kRecords = 4;

// Dates and texts are of eight characters, all else of two.
std::size_t length_of(std::string_view item) { return item.contains("date") || item.contains("name") ? 8 : 2; }

// What an item holds is told by its name: every record has something else in it.
std::string value_of(std::uint32_t record, std::string_view item) {
  static constexpr std::array<std::string_view, 5> kShort = {"A", "", "17", " 4", "B9"};
  static constexpr std::array<std::string_view, 5> kLong = {"20240229", "", "202113", "z", "20200615"};
  std::size_t place = record;
  for (const char c : item) place += static_cast<unsigned char>(c);
  return std::string(length_of(item) == 8 ? kLong[place % kLong.size()] : kShort[place % kShort.size()]);
}

Value seen(std::uint32_t record, std::string_view item, bool is_padded) {
  std::string value = value_of(record, item);
  if (is_padded) {
    value.resize(length_of(item), ' ');
    return value;
  }
  const std::string_view trimmed = edict::compatible::without_blanks(value);
  return trimmed.empty() ? Value() : Value(trimmed);
}

void check_edit(const ParsedPackage& package, std::size_t index, bool is_padded) {
  const Facts facts{{2024, 6, 30}, &package.tables(), nullptr};
  ScriptEvaluator evaluator(package, facts);
  const ForeignEdit& edit = package.package().edits[index];
  if (edit.subject == Subject::Patient) {
    evaluator.evaluate(index, kRecords,
                       [](std::uint32_t record, std::string_view item) { return seen(record, item, false); });
    return;
  }
  DecisionGraph graph({is_padded, &length_of}, &package.tables());
  const auto decision =
      package.script(index) ? convert_edit(graph, package, index) : std::unexpected(ConversionFault{0, ""});
  const OutcomeNodes nodes = decision ? outcome_of(graph, *decision) : OutcomeNodes{};
  DecisionEvaluator by_decision(graph, facts);
  for (std::uint32_t record = 0; record < kRecords; ++record) {
    const ItemSource items = [&](std::uint32_t, std::string_view item) { return seen(record, item, is_padded); };
    const Verdict verdict = evaluator.evaluate(index, 1, items);
    if (!decision) continue;
    by_decision.begin_record(items);
    const Outcome by_nodes = by_decision.outcome(nodes);
    const Verdict by_steps = by_decision.verdict(*decision, edit.message);
    if (verdict.outcome == Outcome::Error) continue;
    EDICT_CHECK(by_nodes == verdict.outcome);
    EDICT_CHECK(by_steps.outcome == verdict.outcome);
    EDICT_CHECK(by_steps.message == verdict.message);
    EDICT_CHECK(by_steps.notes == verdict.notes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto package = read_edits_package(std::string(reinterpret_cast<const char*>(data), size), "fuzz.xml");
  if (!package) return 0;
  const auto parsed = ParsedPackage::parse(*std::move(package));
  const auto& edits = parsed->package().edits;
  const bool is_padded =
      std::ranges::any_of(edits, [](const ForeignEdit& edit) { return edit.subject == Subject::PaddedRecord; });
  for (std::size_t i = 0; i < std::min(edits.size(), kMostEdits); ++i) check_edit(*parsed, i, is_padded);
  return 0;
}
