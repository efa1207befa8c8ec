#include "dsl/import/naaccr_sentinels.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "dsl/import/csv_rows.h"

namespace edict {
namespace {

// The first phrase found decides: "not applicable, unknown primary" is not applicable.
constexpr auto kPhrases = std::to_array<std::pair<std::string_view, SpecialReason>>({
    {"not applicable", SpecialReason::NotApplicable},
    {"not collected", SpecialReason::NotApplicable},
    {"not measured", SpecialReason::NotMeasured},
    {"not done", SpecialReason::NotMeasured},
    {"not performed", SpecialReason::NotMeasured},
    {"not administered", SpecialReason::NotMeasured},
    {"cannot be assessed", SpecialReason::NotMeasured},
    {"no nodes examined", SpecialReason::NotMeasured},
    {"unknown", SpecialReason::Unknown},
    {"not documented", SpecialReason::Unknown},
    {"not in chart", SpecialReason::Unknown},
});

Result<std::map<std::string, std::string, std::less<>>> read_schemes(const std::string& path) {
  EDICT_TRY(const auto rows, read_csv(path, {"name", "scheme"}));
  std::map<std::string, std::string, std::less<>> schemes;
  for (const CsvRow& row : rows) schemes.emplace(row[0], row[1]);
  return schemes;
}

}  // namespace

SpecialReason reason_of_label(std::string_view label) {
  const auto found =
      std::ranges::find_if(kPhrases, [label](const auto& phrase) { return label.contains(phrase.first); });
  return found == kPhrases.end() ? SpecialReason::Other : found->second;
}

Result<NaaccrSentinels> NaaccrSentinels::read(const std::string& folder) {
  NaaccrSentinels sentinels;
  EDICT_TRY(sentinels.sentinel_schemes_, read_schemes(folder + "/field_sentinel_scheme.csv"));
  for (const auto& [item, scheme] : sentinels.sentinel_schemes_) {
    if (sentinels.sentinel_tables_.contains(scheme)) continue;
    EDICT_TRY(const auto rows, read_csv(folder + "/sentinel-labels/" + scheme + ".csv", {"sentinel", "label"}));
    for (const CsvRow& row : rows) {
      const ParsedEntry code = parse_code_set_entry(row[0], true);
      if (!code.entry) continue;  // an empty cell says what blank means
      sentinels.sentinel_tables_[scheme].push_back({*code.entry, reason_of_label(row[1]), row[1]});
    }
  }
  if (!std::filesystem::exists(folder + "/field_code_scheme.csv")) return sentinels;
  EDICT_TRY(sentinels.code_schemes_, read_schemes(folder + "/field_code_scheme.csv"));
  for (const auto& [item, scheme] : sentinels.code_schemes_) {
    const std::string path = folder + "/code-labels/" + scheme + ".csv";
    if (sentinels.code_tables_.contains(scheme) || !std::filesystem::exists(path)) continue;
    EDICT_TRY(const auto rows, read_csv(path, {"code", "label", "means_missing"}));
    for (const CsvRow& row : rows) {
      const ParsedEntry code = parse_code_set_entry(row[0], true);
      const SpecialReason reason = reason_of_label(row[1]);
      if (!code.entry || row[2] != "TRUE" || reason == SpecialReason::Other) continue;
      sentinels.code_tables_[scheme].push_back({*code.entry, reason, row[1]});
    }
  }
  return sentinels;
}

std::vector<SpecialCode> NaaccrSentinels::specials_of(std::string_view item) const {
  const auto look_up = [item](const Schemes& schemes, const Tables& tables) -> const std::vector<SpecialCode>* {
    const auto scheme = schemes.find(item);
    if (scheme == schemes.end()) return nullptr;
    const auto table = tables.find(scheme->second);
    return table == tables.end() ? nullptr : &table->second;
  };
  if (const auto* specials = look_up(sentinel_schemes_, sentinel_tables_)) return *specials;
  if (const auto* specials = look_up(code_schemes_, code_tables_)) return *specials;
  return {};
}

}  // namespace edict
