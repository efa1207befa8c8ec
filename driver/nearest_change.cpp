#include "driver/nearest_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "base/closest.h"
#include "driver/engine.h"
#include "runtime/kernels/values.h"

namespace edict {
namespace {

using hir::Expr;
using hir::ExprId;
using hir::ExprKind;

constexpr std::size_t kMostValues = 400;       // tried for one item alone
constexpr std::size_t kMostValuesOfPair = 24;  // … together with another item
constexpr std::size_t kMostPairs = 40'000;
constexpr std::size_t kFarthest = 1000;

// The values that an edit's own text suggests for each item.
class Suggestions {
 public:
  explicit Suggestions(const hir::Module& module) : module_(module), dictionary_(*module.dictionary) {}

  void add_from(ExprId id) {
    if (!id.is_valid() || !seen_.insert(id).second) return;
    const Expr& expr = module_[id];
    if (expr.kind == ExprKind::Call) add_from_call(expr);
    if (expr.kind == ExprKind::InTable)
      add_from_table(module_[expr.table], {expr.arguments.begin(), expr.arguments.end()});
    if (expr.kind == ExprKind::Cell || expr.kind == ExprKind::RowFound) {
      const hir::Lookup& lookup = module_[expr.lookup];
      add_from_table(module_[lookup.table], lookup.arguments);
      for (const ExprId argument : lookup.arguments) add_from(argument);
    }
    for (const ExprId argument : expr.arguments) add_from(argument);
  }

  // Items that some comparison holds against each other.
  [[nodiscard]] const std::map<ItemId, std::set<ItemId>>& compared() const { return compared_; }
  [[nodiscard]] const std::set<std::string>& of(ItemId item) { return values_[item]; }

  void add(ItemId item, const std::string& value) { values_[item].insert(value); }

  void add_day(ItemId item, Day day) {
    for (const Day near : {day - 1, day, day + 1}) {
      const CivilDate date = civil_from_day(near);
      add(item, fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day));
    }
  }

  void add_number(ItemId item, std::int64_t number) {
    const std::uint32_t length = dictionary_[item].length;
    for (const std::int64_t near : {number - 1, number, number + 1}) {
      if (near < 0) continue;
      add(item, fmt::format("{}", near));
      if (length > 0 && length < 20) add(item, fmt::format("{:0{}}", near, length));
    }
  }

 private:
  static bool is_logic(Builtin builtin) { return info_of(builtin).doubt == Doubt::Arguments; }

  void add_from_call(const Expr& expr) {
    if (is_logic(expr.builtin) || expr.builtin == Builtin::Definitely || expr.builtin == Builtin::Possibly) return;
    std::set<ItemId> items;
    for (const ExprId argument : expr.arguments) collect_items(argument, items);
    for (const ItemId item : items) {
      if (expr.code_set.is_valid()) add_codes(item, module_[expr.code_set]);
      if (expr.number_set.is_valid()) {
        for (const auto& range : module_[expr.number_set].ranges) {
          add_number(item, range.low);
          add_number(item, range.high);
        }
      }
      for (const ExprId argument : expr.arguments) add_literals(argument, item);
      for (const ItemId other : items) {
        if (other != item) compared_[item].insert(other);
      }
    }
  }

  void collect_items(ExprId id, std::set<ItemId>& items) const {
    const Expr& expr = module_[id];
    if (expr.kind == ExprKind::Item) items.insert(expr.item);
    for (const ExprId argument : expr.arguments) collect_items(argument, items);
  }

  void add_literals(ExprId id, ItemId item) {
    const Expr& expr = module_[id];
    if (expr.kind == ExprKind::TextValue) add(item, expr.text);
    if (expr.kind == ExprKind::DateValue) {
      add_day(item, expr.days.first);
      add_day(item, expr.days.last);
    }
    if (expr.kind == ExprKind::NumberValue) {
      const std::int64_t number = expr.number.low / Decimal::whole(1).millionths;
      add_number(item, number);
      // The year of a date is compared with a number.
      if (dictionary_[item].kind == ItemKind::Date && number > 999 && number < 10'000)
        add(item, fmt::format("{}", number));
    }
    for (const ExprId argument : expr.arguments) add_literals(argument, item);
  }

  void add_codes(ItemId item, const CodeSet& codes) {
    for (const CodeSetEntry& entry : codes.entries()) {
      if (entry.kind == CodeSetEntry::Kind::Pattern) continue;
      add(item, entry.low);
      if (entry.kind == CodeSetEntry::Kind::Range) add(item, entry.high);
    }
  }

  void add_from_table(const hir::Table& table, const std::vector<ExprId>& arguments) {
    for (std::size_t key = 0; key < table.keys.size() && key < arguments.size(); ++key) {
      const Expr& argument = module_[arguments[key]];
      if (argument.kind != ExprKind::Item) continue;
      const hir::TableKey& asked = table.keys[key];
      for (const CodeSet& codes : asked.sets) add_codes(argument.item, codes);
      if (asked.match == hir::TableKey::Match::Range || asked.match == hir::TableKey::Match::Period) continue;
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        add(argument.item, std::string(table.rows.at(row, asked.column)));
      }
    }
  }

  const hir::Module& module_;
  const Dictionary& dictionary_;
  std::set<ExprId> seen_;
  std::map<ItemId, std::set<std::string>> values_;
  std::map<ItemId, std::set<ItemId>> compared_;
};

// A value that could stand at a place, and how far it is from what stands there.
struct Candidate {
  std::string value;
  std::size_t distance = 0;
};

// An item of one record that may be changed.
struct Slot {
  std::size_t record = 0;
  ItemId item;
  std::string held;
  std::vector<Candidate> candidates;  // closest first
};

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional(number)
                                                                                   : std::nullopt;
}

// Blanks and special codes are far from any value: they say less than what stands there.
std::size_t distance_between(const Item& item, std::string_view held, std::string_view value) {
  std::size_t distance = edit_distance(held, value, 8) * 10;
  const auto a = whole_number(held);
  const auto b = whole_number(value);
  if (a && b) distance += static_cast<std::size_t>(std::min<std::int64_t>(9, std::abs(*a - *b)));
  const DayRange days = kernel::days_of(item, held);
  const DayRange other_days = kernel::days_of(item, value);
  if (item.kind == ItemKind::Date && !days.is_any() && !other_days.is_any()) {
    const std::int64_t apart = std::abs(std::int64_t{days.first} - other_days.first);
    distance = static_cast<std::size_t>(std::min<std::int64_t>(kFarthest - 1, apart));
  }
  if (value.empty()) distance += 2 * kFarthest;
  if (kernel::state_of(item, value) == ValueState::Special) distance += kFarthest;
  return distance;
}

class Search {
 public:
  Search(const LoadedRules& rules, const RecordValues& group, const NearestQuestion& question)
      : rules_(rules),
        module_(*rules.module),
        dictionary_(*rules.dictionary),
        question_(question),
        edit_(module_.edits[question.edit]),
        group_(group),
        explainer_(rules.module, question.parameters),
        store_(std::make_shared<BatchSchema>(rules.dictionary, items_wanted())) {}

  NearestChanges find() {
    find_slots();
    const std::set<std::uint32_t> failed_before = failing_others(group_);
    try_single();
    if (!some_change_passes()) try_pairs();
    std::ranges::stable_sort(ranked_, {}, [](const Ranked& one) {
      return std::tuple(one.change.outcome != Outcome::Pass, one.change.items.size(), one.distance);
    });
    put_other_items_first();
    for (Ranked& one : ranked_) {
      if (result_.found.size() == question_.most) break;
      const RecordValues changed = with(one.change.items);
      for (const std::uint32_t other : failing_others(changed)) {
        if (!failed_before.contains(other)) one.change.newly_failing.push_back(module_.edits[other].id);
      }
      result_.found.push_back(std::move(one.change));
    }
    std::ranges::stable_sort(result_.found, {}, [](const NearestChange& one) { return one.newly_failing.size(); });
    return std::move(result_);
  }

 private:
  struct Ranked {
    NearestChange change;
    std::size_t distance = 0;
  };

  bool some_change_passes() const {
    return std::ranges::any_of(ranked_, [](const Ranked& one) { return one.change.outcome == Outcome::Pass; });
  }

  // The best change of each choice of items stands before the second best of any.
  void put_other_items_first() {
    std::set<std::vector<std::pair<std::size_t, ItemId>>> seen;
    const auto put_first = [&](auto begin, auto end) {
      std::stable_partition(begin, end, [&](const Ranked& one) {
        std::vector<std::pair<std::size_t, ItemId>> places;
        for (const ItemChange& change : one.change.items) places.emplace_back(change.record, change.item);
        return seen.insert(std::move(places)).second;
      });
    };
    const auto skips =
        std::ranges::find(ranked_, Outcome::Skipped, [](const Ranked& one) { return one.change.outcome; });
    put_first(ranked_.begin(), skips);
    put_first(skips, ranked_.end());
  }

  std::vector<ItemId> items_wanted() const {
    std::vector<SelectedEdit> edits = question_.others;
    edits.push_back({question_.edit, std::nullopt});
    return items_needed(module_, edits);
  }

  void find_slots() {
    Suggestions suggestions(module_);
    std::set<ItemId> flags;
    for (const hir::Require& require : edit_.requires_) {
      suggestions.add_from(require.condition);
      for (const std::uint32_t guard : require.guards) suggestions.add_from(edit_.guards[guard].applies);
      if (require.override_by) flags.insert(require.override_by->flag);
    }
    const auto& records = group_.records();
    for (std::size_t record = 0; record < records.size(); ++record) {
      for (const ItemId item : edit_.items) {
        const Item& facts = dictionary_[item];
        const bool is_person = facts.identifier == IdentifierClass::Person && !question_.may_show_persons;
        const bool is_own = records[record].level == facts.level && is_in_reach(record);
        if (!is_own || is_person || facts.is_key || flags.contains(item)) continue;
        add_slot(record, item, suggestions);
      }
    }
  }

  // Records of the subject's level other than the subject are changed only where the edit is about several records.
  bool is_in_reach(std::size_t record) const {
    const LevelId level = group_.records()[record].level;
    return level != edit_.level || record == question_.record || speaks_of_others();
  }

  bool speaks_of_others() const {
    return std::ranges::any_of(module_.variables, [&](const hir::Variable& variable) {
      return variable.outer == edit_.subject && edit_.subject.is_valid();
    });
  }

  void add_slot(std::size_t record, ItemId item, Suggestions& suggestions) {
    const Item& facts = dictionary_[item];
    Slot slot{record, item, std::string(group_.value(record, item)), {}};
    std::set<std::string> values = suggestions.of(item);
    values.insert("");
    if (facts.codes) {
      for (const CodeSetEntry& entry : facts.codes->entries()) {
        if (entry.kind == CodeSetEntry::Kind::Pattern) continue;
        values.insert(entry.low);
        if (entry.kind == CodeSetEntry::Kind::Range) add_range(entry, values);
      }
    }
    // What it is compared with, as it stands in this record and those around it.
    if (const auto compared = suggestions.compared().find(item); compared != suggestions.compared().end()) {
      Suggestions near(module_);
      for (const ItemId other : compared->second) add_values_of(other, item, near);
      values.insert(near.of(item).begin(), near.of(item).end());
    }
    for (const std::string& value : values) {
      const bool is_fit = value != slot.held && (value.empty() || is_possible(facts, value));
      if (is_fit) slot.candidates.push_back({value, distance_between(facts, slot.held, value)});
    }
    std::ranges::stable_sort(slot.candidates, {}, &Candidate::distance);
    if (slot.candidates.size() > kMostValues) slot.candidates.resize(kMostValues);
    slots_.push_back(std::move(slot));
  }

  void add_values_of(ItemId other, ItemId item, Suggestions& near) const {
    const bool is_person = dictionary_[other].identifier == IdentifierClass::Person;
    if (is_person && !question_.may_show_persons) return;  // offered, its value would be told
    for (std::size_t record = 0; record < group_.records().size(); ++record) {
      if (group_.records()[record].level != dictionary_[other].level) continue;
      const std::string_view value = group_.value(record, other);
      if (value.empty()) continue;
      near.add(item, std::string(value));
      const DayRange days = kernel::days_of(dictionary_[other], value);
      if (dictionary_[item].kind == ItemKind::Date && !days.is_any()) {
        near.add_day(item, days.first);
        near.add_day(item, days.last);
      } else if (const auto number = whole_number(value)) {
        near.add_number(item, *number);
      }
    }
  }

  // The codes of a short range of numbers.
  static void add_range(const CodeSetEntry& entry, std::set<std::string>& values) {
    const auto low = whole_number(entry.low);
    const auto high = whole_number(entry.high);
    values.insert(entry.high);
    if (!low || !high || *high - *low > static_cast<std::int64_t>(kMostValues)) return;
    for (std::int64_t code = *low; code <= *high; ++code) values.insert(fmt::format("{:0{}}", code, entry.low.size()));
  }

  static bool is_possible(const Item& item, std::string_view value) {
    const bool fits = item.length == 0 || value.size() <= item.length;
    const bool is_listed = !item.codes || item.codes->contains(value);
    return fits && is_listed && kernel::state_of(item, value) != ValueState::Invalid;
  }

  RecordValues with(const std::vector<ItemChange>& changes) const {
    RecordValues changed = group_;
    for (const ItemChange& change : changes) changed.set(change.record, change.item, change.to);
    return changed;
  }

  Outcome outcome_of(const Batch& batch, std::uint32_t edit, std::uint32_t row) const {
    Outcome worst = Outcome::Skipped;
    for (std::uint32_t require = 0; require < module_.edits[edit].requires_.size(); ++require) {
      worst = std::min(worst, explainer_.explain(batch, edit, require, row).outcome);
    }
    return worst;
  }

  // Tries a change; what the edit then came to.
  Outcome attempt(std::vector<ItemChange> items, std::size_t distance) {
    ++result_.tried;
    Batch& batch = store_.next_batch();
    with(items).fill(batch);
    const Outcome outcome = outcome_of(batch, question_.edit, group_.row_of(question_.record));
    const bool is_simple_skip = outcome == Outcome::Skipped && items.size() == 1;
    if (outcome == Outcome::Pass || is_simple_skip) ranked_.push_back({{std::move(items), outcome, {}}, distance});
    return outcome;
  }

  void try_single() {
    for (const Slot& slot : slots_) {
      std::size_t passes = 0;
      for (const Candidate& candidate : slot.candidates) {
        const std::vector<ItemChange> change{{slot.record, slot.item, slot.held, candidate.value}};
        if (attempt(change, candidate.distance) == Outcome::Pass && ++passes == question_.most) break;
      }
    }
  }

  void try_pairs() {
    const std::size_t end = result_.tried + kMostPairs;
    for (std::size_t a = 0; a < slots_.size(); ++a) {
      for (std::size_t b = a + 1; b < slots_.size(); ++b) try_pair(slots_[a], slots_[b], end);
    }
  }

  void try_pair(const Slot& a, const Slot& b, std::size_t end) {
    const std::size_t of_a = std::min(a.candidates.size(), kMostValuesOfPair);
    const std::size_t of_b = std::min(b.candidates.size(), kMostValuesOfPair);
    for (std::size_t i = 0; i < of_a; ++i) {
      for (std::size_t j = 0; j < of_b && result_.tried < end; ++j) {
        attempt({{a.record, a.item, a.held, a.candidates[i].value}, {b.record, b.item, b.held, b.candidates[j].value}},
                a.candidates[i].distance + b.candidates[j].distance);
      }
    }
  }

  // The other edits that fail on some record of the group.
  std::set<std::uint32_t> failing_others(const RecordValues& group) {
    std::set<std::uint32_t> failing;
    Batch& batch = store_.next_batch();
    group.fill(batch);
    for (const SelectedEdit& other : question_.others) {
      if (other.edit == question_.edit) continue;
      const std::uint32_t rows = batch.rows(module_.edits[other.edit].level).row_count;
      for (std::uint32_t row = 0; row < rows; ++row) {
        if (outcome_of(batch, other.edit, row) == Outcome::Fail) failing.insert(other.edit);
      }
    }
    return failing;
  }

  const LoadedRules& rules_;
  const hir::Module& module_;
  const Dictionary& dictionary_;
  const NearestQuestion& question_;
  const hir::Edit& edit_;
  const RecordValues& group_;
  Explainer explainer_;
  BatchStore store_;
  std::vector<Slot> slots_;
  std::vector<Ranked> ranked_;
  NearestChanges result_;
};

}  // namespace

NearestChanges nearest_changes(const LoadedRules& rules, const RecordValues& group, const NearestQuestion& question) {
  return Search(rules, group, question).find();
}

}  // namespace edict
