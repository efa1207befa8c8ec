#include "dsl/import/naaccr_code_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace edict {
namespace {

constexpr std::size_t kMostLabelled = 60;

// The code that follows in counting, when only digits at the end change: C009 after C008, nothing after C999 or A0X.
std::optional<std::string> successor(std::string code) {
  for (std::size_t at = code.size(); at > 0 && code[at - 1] >= '0' && code[at - 1] <= '9'; --at) {
    if (code[at - 1] != '9') {
      ++code[at - 1];
      return code;
    }
    code[at - 1] = '0';
  }
  return std::nullopt;
}

// Joins runs of three and more consecutive codes to ranges. A run keeps its length and letters, so the range holds
// exactly the codes of the run.
std::vector<CodeSetEntry> joined(const std::vector<CodeSetEntry>& entries) {
  std::vector<CodeSetEntry> result;
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin + 1;
    const auto follows = [&](std::size_t at) {
      return entries[at].kind == CodeSetEntry::Kind::Single && successor(entries[at - 1].low) == entries[at].low;
    };
    while (entries[begin].kind == CodeSetEntry::Kind::Single && end < entries.size() && follows(end)) ++end;
    if (end - begin >= 3) {
      result.push_back({CodeSetEntry::Kind::Range, entries[begin].low, entries[end - 1].low});
    } else {
      result.insert(result.end(), entries.begin() + static_cast<std::ptrdiff_t>(begin),
                    entries.begin() + static_cast<std::ptrdiff_t>(end));
    }
    begin = end;
  }
  return result;
}

}  // namespace

NaaccrCodeList naaccr_code_list(const std::vector<CsvRow>& rows, CodeListUse use, std::uint32_t item_length) {
  NaaccrCodeList list;
  if (use == CodeListUse::None) return list;
  std::vector<CodeSetEntry> entries;
  std::set<std::string, std::less<>> seen;
  std::vector<CodeLabel> labels;
  for (const CsvRow& row : rows) {
    if (row[0] == "Blank" || row[0].empty() || !seen.insert(row[0]).second) continue;
    ParsedEntry parsed = parse_code_set_entry(row[0]);
    if (!parsed.entry) {
      list.problem = fmt::format("code `{}`: {}", row[0], parsed.problem);
      return list;
    }
    if (item_length != 0 && parsed.entry->low.size() > item_length) {
      list.problem = fmt::format("code `{}` is longer than the item, which has length {}", row[0], item_length);
      return list;
    }
    const std::string label = row.size() > 1 ? single_line(row[1]) : std::string();
    if (!label.empty() && label.size() <= kLongestLabel) labels.push_back({*parsed.entry, label});
    entries.push_back(*std::move(parsed.entry));
  }
  const bool is_labelled = use != CodeListUse::Codes && entries.size() <= kMostLabelled && !labels.empty();
  if (is_labelled) list.labels = std::move(labels);
  if (use != CodeListUse::Labels) list.codes.emplace(is_labelled ? std::move(entries) : joined(entries));
  return list;
}

}  // namespace edict
