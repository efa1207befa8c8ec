#include "runtime/exec/duplicates.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/hash.h"

namespace edict {

bool takes_part(const OutcomeMasks& masks, std::size_t require, std::uint32_t row) {
  return masks.outcome(require, row) == Outcome::Pass;
}

std::vector<std::string> unique_key(std::span<const ItemId> unique_by, LevelId level, const Batch& batch,
                                    std::uint32_t row) {
  std::vector<std::string> key;
  for (const ItemId item : unique_by) {
    const LevelId item_level = batch.schema().dictionary()[item].level;
    const std::string_view value = batch.value(item, batch.ancestor_row(level, row, item_level));
    if (value.empty()) return {};
    key.emplace_back(value);
  }
  return key;
}

Duplicates::Hash Duplicates::hash_of(const KeyedRecord& record) {
  std::string text = std::to_string(record.require);
  for (const std::string& value : record.key) text.append(1, '\0').append(value);
  constexpr std::uint64_t kOtherSeed = 0x9E3779B97F4A7C15;
  return {hash64(text), hash64(text, kOtherSeed)};
}

void Duplicates::add(KeyedRecord&& record) {
  const auto [entry, is_new] = firsts_.try_emplace(
      hash_of(record), First{record.subject.record, First::kAlone, record.outcome, record.has_flags});
  if (is_new) return;
  First& first = entry->second;
  if (first.group == First::kAlone) {
    first.group = static_cast<std::uint32_t>(groups_.size());
    groups_.push_back({record.require, record.key, record.subject, {first.record}, 1});
    fail(record, first.record, first.outcome, first.has_flags);
  }
  DuplicateGroup& group = groups_[first.group];
  ++group.count;
  if (group.records.size() < DuplicateGroup::kMostNamed) group.records.push_back(record.subject.record);
  fail(record, record.subject.record, record.outcome, record.has_flags);
}

void Duplicates::fail(const KeyedRecord& like, std::uint64_t record, Outcome outcome, bool has_flags) {
  failing_.push_back({like.require, outcome, like.subject.level, record, has_flags});
}

std::vector<DuplicateGroup> Duplicates::groups() const {
  std::vector<DuplicateGroup> groups = groups_;
  std::ranges::sort(groups, {},
                    [](const DuplicateGroup& group) { return std::pair(group.require, group.records.front()); });
  return groups;
}

Flag make_flag(const RunPlan& plan, const DuplicateGroup& group, RenderedDuplicates&& rendered) {
  const PlannedRequire& require = plan.requires_[group.require];
  const Dictionary& dictionary = plan.schema->dictionary();
  Flag flag{group.require, group.repeats, {}, std::move(rendered.message), std::move(rendered.facts), 0, 0};
  flag.records = group.records;
  flag.record_count = group.count;
  StreamHash values;
  for (std::size_t i = 0; i < group.key.size(); ++i) {
    flag.items.push_back({require.unique_by[i], group.key[i], 0});
    values.add(dictionary[require.unique_by[i]].id);
    values.add(std::string_view("\0", 1));
    values.add(group.key[i]);
    values.add(std::string_view("\0", 1));
  }
  flag.values = values.value();
  // The key is what stays the same from file to file.
  StreamHash fingerprint;
  fingerprint.add(plan.edits[require.edit].id);
  for (const std::string& value : group.key) {
    fingerprint.add(std::string_view("\0", 1));
    fingerprint.add(value);
  }
  flag.fingerprint = fingerprint.value();
  return flag;
}

void Duplicates::count_failing(const RunPlan& plan, RunTotals& totals) const {
  std::set<std::pair<std::size_t, std::uint64_t>> flagged;  // level and record
  for (const Failing& failing : failing_) {
    auto& outcomes = totals.edits[plan.requires_[failing.require].edit].outcomes;
    --outcomes[static_cast<std::size_t>(failing.outcome)];
    ++outcomes[static_cast<std::size_t>(Outcome::Fail)];
    const bool is_first_flag = !failing.has_flags && flagged.insert({failing.level.index(), failing.record}).second;
    if (is_first_flag) ++totals.records_with_flags[failing.level.index()];
  }
  for (const DuplicateGroup& group : groups_) {
    const PlannedRequire& require = plan.requires_[group.require];
    ++totals.edits[require.edit].flags;
    ++totals.flags_by_severity[static_cast<std::size_t>(require.severity)];
  }
}

}  // namespace edict
