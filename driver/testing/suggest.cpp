#include "driver/testing/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/interp/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/opt/optimise.h"
#include "driver/engine.h"
#include "driver/testing/boundary_values.h"
#include "driver/testing/each_edit.h"
#include "driver/testing/probes.h"
#include "driver/testing/test_batches.h"

namespace edict {
namespace {

using Record = std::vector<std::string>;  // a value for each item of the search
using Case = std::vector<Record>;         // the records of one patient; the first is the one looked at

// A goal of a probe, or an outcome of the whole edit.
using Goal = std::pair<std::size_t, std::size_t>;
constexpr std::size_t kOutcomeOfEdit = SIZE_MAX;

struct Tried {
  Case records;
  std::set<Goal> goals;
  Outcome outcome = Outcome::Skipped;
};

struct Chosen {
  Tried tried;
  std::vector<Goal> gained;
};

class RowSearch {
 public:
  RowSearch(const LoadedRules& rules, std::shared_ptr<const hir::Module> probed, const ProbedEdit& probes,
            std::uint32_t edit, Day as_of)
      : rules_(rules), module_(*rules.module), edit_(module_.edits[edit]), index_(edit), probes_(probes) {
    executable_ = interpret(optimise(lower(std::move(probed), {&probes.edit, 1}), {}), RunParameters{as_of});
    std::set<ItemId> items;
    values_ = boundary_values(module_, edit_);
    for (const hir::TestTable& table : edit_.tests) add_items(table.items);
    for (const Assignment& assignment : values_) {
      for (const auto& [item, value] : assignment) add_items({item});
    }
    begin_from_base();
  }

  std::vector<Chosen> search() {
    std::vector<Case> seeds = present_cases();
    std::set<Goal> reached;
    for (const Tried& tried : run(seeds)) reached.insert(tried.goals.begin(), tried.goals.end());
    seeds.emplace_back(1, begin_);
    std::set<Case> known(seeds.begin(), seeds.end());

    std::vector<Chosen> chosen;
    for (int round = 0; round < kRounds && !seeds.empty(); ++round) {
      std::vector<Case> candidates;
      for (const Case& seed : seeds) {
        for (Case& next : neighbours_of(seed)) {
          if (candidates.size() < kMostCandidates && known.insert(next).second) candidates.push_back(std::move(next));
        }
      }
      std::vector<Tried> tried = run(candidates);
      seeds = choose(tried, reached, chosen);
    }
    return chosen;
  }

  std::string print(const std::vector<Chosen>& chosen) const;

 private:
  static constexpr int kRounds = 8;
  static constexpr std::size_t kMostCandidates = 6000;
  static constexpr std::size_t kMostRecords = 3;

  void add_items(const std::vector<ItemId>& items) {
    for (const ItemId item : items) {
      if (std::ranges::find(items_, item) == items_.end()) items_.push_back(item);
    }
  }

  // Rows begin from the first base record that the tests of the edit name, or else blank.
  void begin_from_base() {
    begin_.resize(items_.size());
    const auto named = std::ranges::find_if(edit_.tests, [](const auto& table) { return table.base.is_valid(); });
    if (named == edit_.tests.end()) return;
    base_ = &module_[named->base];
    for (std::size_t column = 0; column < items_.size(); ++column) {
      if (const std::string* value = base_->find(items_[column])) begin_[column] = *value;
    }
  }

  [[nodiscard]] std::size_t column_of(ItemId item) const {
    return static_cast<std::size_t>(std::ranges::find(items_, item) - items_.begin());
  }

  [[nodiscard]] bool is_of_record(ItemId item) const {
    return (*rules_.dictionary)[item].level.index() + 1 == rules_.dictionary->levels().size();
  }

  // True if the edit looks at several records of its patient.
  [[nodiscard]] bool looks_at_others() const {
    return std::ranges::any_of(module_.variables, [&](const hir::Variable& variable) {
      hir::VariableId outer = variable.outer;
      while (outer.is_valid() && module_[outer].outer.is_valid()) outer = module_[outer].outer;
      return outer.is_valid() && outer == edit_.subject;
    });
  }

  // What the edit does not read is as in the base record, so that no column is suggested for it.
  void leave_unread(Record& record) const {
    for (std::size_t column = 0; column < items_.size(); ++column) {
      const bool is_read = std::ranges::find(edit_.items, items_[column]) != edit_.items.end();
      if (!is_read) record[column] = begin_[column];
    }
  }

  [[nodiscard]] std::vector<Case> present_cases() const {
    std::vector<Case> cases;
    for (const hir::TestTable& table : edit_.tests) {
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const bool continues = table.has_cases && i > 0 && table.rows[i].case_name == table.rows[i - 1].case_name;
        if (!continues) cases.emplace_back();
        Record record(items_.size());
        for (std::size_t column = 0; column < table.items.size() && column < table.rows[i].cells.size(); ++column) {
          record[column_of(table.items[column])] = table.rows[i].cells[column];
        }
        leave_unread(record);
        cases.back().push_back(std::move(record));
      }
    }
    return cases;
  }

  // One step away: a border value in one record, one record more or fewer.
  [[nodiscard]] std::vector<Case> neighbours_of(const Case& from) const {
    std::vector<Case> next;
    for (const Assignment& assignment : values_) {
      for (std::size_t at = 0; at < from.size(); ++at) {
        Case changed = from;
        bool is_shared = true;
        for (const auto& [item, value] : assignment) {
          is_shared &= !is_of_record(item);
          for (std::size_t i = 0; i < changed.size(); ++i) {
            if (i == at || !is_of_record(item)) changed[i][column_of(item)] = value;
          }
        }
        if (at == 0 || !is_shared) next.push_back(std::move(changed));
      }
    }
    if (looks_at_others()) {
      if (from.size() < kMostRecords) {
        next.push_back(from);
        next.back().push_back(from.back());
      }
      if (from.size() > 1) next.emplace_back(from.begin(), from.end() - 1);
    }
    return next;
  }

  // What each case reaches.
  [[nodiscard]] std::vector<Tried> run(const std::vector<Case>& cases) const {
    hir::TestTable table;
    table.items = items_;
    table.has_cases = true;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      for (const Record& record : cases[i]) {
        hir::TestRow row;
        row.cells = record;
        row.case_name = std::to_string(i);
        if (&record == &cases[i].front()) row.outcome.emplace();
        table.rows.push_back(std::move(row));
      }
    }
    std::vector<ItemId> needed = items_needed(module_, {{index_, std::nullopt}});
    for (const ItemId item : items_) {
      if (std::ranges::find(needed, item) == needed.end()) needed.push_back(item);
    }
    const auto schema = std::make_shared<BatchSchema>(rules_.dictionary, needed);
    const TestsOfEdit tests{index_, {&table, 1}};
    std::vector<Tried> tried;
    const auto evaluator = executable_->make_evaluator();
    for (const TestBatch& filled : place_tests(module_, schema, {&tests, 1})) {
      OutcomeMasks masks;
      evaluator->evaluate(*filled.batch, masks);
      for (const PlacedRow& placed : filled.rows) {
        tried.push_back(goals_of(masks, placed.subject));
        tried.back().records = cases[tried.size() - 1];
      }
    }
    return tried;
  }

  [[nodiscard]] Tried goals_of(const OutcomeMasks& masks, std::uint32_t subject) const {
    Tried tried;
    for (std::size_t i = 0; i < probes_.probes.size(); ++i) {
      const Probe& probe = probes_.probes[i];
      const Outcome outcome = masks.outcome(i, subject);
      if (probe.is_require) tried.outcome = std::min(tried.outcome, outcome);
      const std::size_t goal = probe.goals[static_cast<std::size_t>(outcome)];
      if (goal != Probe::kNoGoal) tried.goals.emplace(probe.point, goal);
    }
    tried.goals.emplace(kOutcomeOfEdit, static_cast<std::size_t>(tried.outcome));
    return tried;
  }

  // Takes the case that reaches most that is new, again and again; returns those taken.
  static std::vector<Case> choose(std::vector<Tried>& tried, std::set<Goal>& reached, std::vector<Chosen>& chosen) {
    std::vector<Case> taken;
    const auto gain_of = [&](const Tried& candidate) {
      return std::ranges::count_if(candidate.goals, [&](const Goal& goal) { return !reached.contains(goal); });
    };
    while (true) {
      const auto best = std::ranges::max_element(tried, {}, gain_of);
      if (best == tried.end() || gain_of(*best) == 0) return taken;
      Chosen next{*best, {}};
      std::ranges::copy_if(best->goals, std::back_inserter(next.gained),
                           [&](const Goal& goal) { return !reached.contains(goal); });
      reached.insert(best->goals.begin(), best->goals.end());
      taken.push_back(best->records);
      chosen.push_back(std::move(next));
    }
  }

  [[nodiscard]] std::string gains_of(const Chosen& chosen) const;

  const LoadedRules& rules_;
  const hir::Module& module_;
  const hir::Edit& edit_;
  std::uint32_t index_;
  const ProbedEdit& probes_;
  std::unique_ptr<Executable> executable_;
  std::vector<ItemId> items_;
  std::vector<Assignment> values_;
  const hir::BaseRecord* base_ = nullptr;  // that suggested rows begin from
  Record begin_;                           // its values
};

// A cell as it must stand between bars.
std::string cell_text(const std::string& value) {
  const bool needs_quotes =
      value == "." || value.starts_with('#') || value.starts_with('"') || value.find('|') != std::string::npos;
  return needs_quotes ? fmt::format("\"{}\"", value) : value;
}

// "`laterality in [1-5, 9]` false, 6 out"
std::string RowSearch::gains_of(const Chosen& chosen) const {
  constexpr std::size_t kMostNamed = 2;
  std::string text;
  std::size_t named = 0;
  for (const auto& [point, goal] : chosen.gained) {
    if (point == kOutcomeOfEdit || ++named > kMostNamed) continue;
    const CoveragePoint& reached = probes_.points[point];
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", reached.text, reached.goals[goal].name);
  }
  if (named == 0) return std::string(name_of(chosen.tried.outcome));
  if (named > kMostNamed) text += fmt::format("; {} more", named - kMostNamed);
  return text;
}

std::string RowSearch::print(const std::vector<Chosen>& chosen) const {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < items_.size(); ++column) {
    const bool is_used = std::ranges::any_of(chosen, [&](const Chosen& row) {
      return std::ranges::any_of(row.tried.records,
                                 [&](const Record& record) { return record[column] != begin_[column]; });
    });
    if (is_used) columns.push_back(column);
  }
  const bool has_cases = std::ranges::any_of(chosen, [](const Chosen& row) { return row.tried.records.size() > 1; });

  std::vector<std::vector<std::string>> grid(1);
  std::vector<std::string> comments = {""};
  if (has_cases) grid[0].emplace_back("case");
  for (const std::size_t column : columns) grid[0].push_back((*rules_.dictionary)[items_[column]].id);
  grid[0].emplace_back("result");
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Tried& tried = chosen[i].tried;
    for (std::size_t record = 0; record < tried.records.size(); ++record) {
      std::vector<std::string> cells;
      if (has_cases) cells.push_back(fmt::format("s{}", i + 1));
      for (const std::size_t column : columns) {
        const std::string& value = tried.records[record][column];
        const bool is_of_base = !value.empty() && value == begin_[column];
        cells.push_back(is_of_base ? "." : cell_text(value));
      }
      cells.push_back(record == 0 ? std::string(name_of(tried.outcome)) : std::string());
      grid.push_back(std::move(cells));
      comments.push_back(record == 0 ? fmt::format("    # {}", gains_of(chosen[i])) : std::string());
    }
  }

  std::vector<std::size_t> widths(grid[0].size(), 0);
  for (const auto& row : grid) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  const SourceFile& file = rules_.sources[edit_.location.file];
  std::string text = fmt::format("# {}:{}: {} \"{}\"\n  test \"suggested\"{}\n", file.path(),
                                 file.line_column(edit_.location.span.begin).line, edit_.id, edit_.title,
                                 base_ == nullptr ? "" : fmt::format(" from {}", base_->name));
  for (std::size_t i = 0; i < grid.size(); ++i) {
    text += "    |";
    for (std::size_t column = 0; column < grid[i].size(); ++column) {
      text += fmt::format(" {:<{}} |", grid[i][column], widths[column]);
    }
    text += comments[i] + "\n";
  }
  return text;
}

}  // namespace

std::string suggest_rows(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, Day as_of,
                         unsigned threads) {
  auto copy = std::make_shared<hir::Module>(*rules.module);
  ProbeWriter writer(*copy, rules.sources);
  std::vector<ProbedEdit> probed;
  for (const SelectedEdit& selected : edits) probed.push_back(writer.add(selected.edit));
  const std::shared_ptr<const hir::Module> module = std::move(copy);

  std::vector<std::string> blocks(edits.size());
  std::vector<std::size_t> counts(edits.size());
  for_each_edit(edits.size(), threads, [&](std::size_t i) {
    RowSearch search(rules, module, probed[i], edits[i].edit, as_of);
    const std::vector<Chosen> chosen = search.search();
    counts[i] = chosen.size();
    if (!chosen.empty()) blocks[i] = search.print(chosen) + "\n";
  });
  std::string text;
  std::size_t rows = 0;
  std::size_t gaining = 0;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    text += blocks[i];
    rows += counts[i];
    if (counts[i] > 0) ++gaining;
  }
  return text +
         fmt::format("# {} rows for {} of {} edits; read each before you keep it\n", rows, gaining, edits.size());
}

}  // namespace edict
