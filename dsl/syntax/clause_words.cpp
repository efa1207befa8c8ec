#include "dsl/syntax/clause_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/check.h"

namespace edict {
namespace {

constexpr Place operator|(Place a, Place b) { return static_cast<Place>(static_cast<unsigned>(a) | b); }

constexpr auto kClauses = std::to_array<ClauseInfo>({
#define CLAUSE(kind, word, rule, stands_in, opens) {NodeKind::kind, word, stands_in, opens},
#include "dsl/syntax/clauses.def"
#undef CLAUSE
});

// The clauses by the first letter of their words, those of one letter in their order.
struct ClauseIndex {
  struct Entry {
    std::string_view word;
    std::string_view next;  // the second word; empty if there is one only
    const ClauseInfo* clause;
  };
  std::array<Entry, kClauses.size()> entries;
  std::array<std::size_t, 129> begins;  // where the entries of each letter begin, and those of the next

  [[nodiscard]] constexpr std::span<const Entry> with_letter(char letter) const {
    const auto at = static_cast<std::uint8_t>(letter);
    if (at >= begins.size() - 1) return {};
    return std::span(entries).subspan(begins[at], begins[at + 1U] - begins[at]);
  }
};

constexpr ClauseIndex kIndex = [] {
  ClauseIndex index{};
  std::size_t count = 0;
  for (std::size_t letter = 0; letter + 1 < index.begins.size(); ++letter) {
    for (const ClauseInfo& clause : kClauses) {
      if (static_cast<std::uint8_t>(clause.word.front()) != letter) continue;
      const std::size_t end = std::min(clause.word.find(' '), clause.word.size());
      const std::size_t next = std::min(end + 1, clause.word.size());
      index.entries[count++] = {clause.word.substr(0, end), clause.word.substr(next), &clause};
    }
    index.begins[letter + 1] = count;
  }
  return index;
}();

}  // namespace

bool begins_clause(std::string_view word) { return find_clause(word, {}) != nullptr; }

const ClauseInfo* find_clause(std::string_view word, std::string_view next) {
  if (word.empty()) return nullptr;
  const ClauseInfo* found = nullptr;
  for (const ClauseIndex::Entry& entry : kIndex.with_letter(word.front())) {
    if (entry.word != word) continue;
    if (!entry.next.empty() && entry.next == next) return entry.clause;
    if (found == nullptr) found = entry.clause;
  }
  return found;
}

const ClauseInfo& info_of(NodeKind clause) {
  const auto* found = std::ranges::find(kClauses, clause, &ClauseInfo::kind);
  EDICT_CHECK(found != kClauses.end());
  return *found;
}

bool is_ended(NodeKind clause) {
  return clause == NodeKind::EditClause || clause == NodeKind::EditSetClause || clause == NodeKind::TableClause ||
         clause == NodeKind::RecordClause || clause == NodeKind::TemplateClause || clause == NodeKind::MeasureClause;
}

std::vector<std::string_view> words_of(Place place) {
  std::vector<std::string_view> words;
  for (const ClauseInfo& clause : kClauses) {
    if ((clause.stands_in & place) != 0 && clause.kind != NodeKind::RowClause) words.push_back(clause.word);
  }
  return words;
}

}  // namespace edict
