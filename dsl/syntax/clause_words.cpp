#include "dsl/syntax/clause_words.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace edict {
namespace {

constexpr Place operator|(Place a, Place b) { return static_cast<Place>(static_cast<unsigned>(a) | b); }

constexpr auto kClauses = std::to_array<ClauseInfo>({
#define CLAUSE(kind, word, rule, stands_in, opens) {NodeKind::kind, word, stands_in, opens},
#include "dsl/syntax/clauses.def"
#undef CLAUSE
});

}  // namespace

bool begins_clause(std::string_view word) { return find_clause(word, {}) != nullptr; }

const ClauseInfo* find_clause(std::string_view word, std::string_view next) {
  const ClauseInfo* found = nullptr;
  for (const ClauseInfo& clause : kClauses) {
    const std::size_t end = std::min(clause.word.find(' '), clause.word.size());
    if (clause.word.substr(0, end) != word) continue;
    if (end < clause.word.size() && clause.word.substr(end + 1) == next) return &clause;
    if (found == nullptr) found = &clause;
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
         clause == NodeKind::TemplateClause || clause == NodeKind::MeasureClause;
}

std::vector<std::string_view> words_of(Place place) {
  std::vector<std::string_view> words;
  for (const ClauseInfo& clause : kClauses) {
    if ((clause.stands_in & place) != 0 && clause.kind != NodeKind::RowClause) words.push_back(clause.word);
  }
  return words;
}

}  // namespace edict
