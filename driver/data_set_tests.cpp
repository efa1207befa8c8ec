#include "driver/data_set_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/reference/reference.h"
#include "driver/data_set_text.h"
#include "driver/run_plan.h"
#include "runtime/exec/duplicates.h"

namespace edict {
namespace {

// The rows of a table as one file, and which record of the edit's level each of them is.
struct TestFile {
  std::unique_ptr<BatchStore> store;
  Batch* batch = nullptr;
  std::vector<std::uint32_t> records;  // by row of the table
};

TestFile file_of(const hir::TestTable& table, LevelId level, const std::shared_ptr<const BatchSchema>& schema) {
  const Dictionary& dictionary = schema->dictionary();
  const std::size_t lowest = dictionary.levels().size() - 1;
  TestFile file;
  file.store = std::make_unique<BatchStore>(schema);
  Batch& batch = *(file.batch = &file.store->next_batch());
  std::vector<std::uint32_t> last(lowest + 1, 0);
  last[0] = batch.add_row(LevelId(0), {});
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const hir::TestRow& row = table.rows[i];
    const bool continues_case = table.has_cases && i > 0 && table.rows[i - 1].case_name == row.case_name;
    for (std::size_t at = continues_case ? lowest : 1; at <= lowest; ++at) last[at] = batch.add_row(LevelId(at), {});
    for (std::size_t column = 0; column < table.items.size() && column < row.cells.size(); ++column) {
      const LevelId of_item = dictionary[table.items[column]].level;
      const bool is_new = of_item.index() == 0 ? i == 0 : !continues_case || of_item.index() == lowest;
      if (is_new && !row.cells[column].empty())
        batch.set_value(schema->column_of(table.items[column]), row.cells[column]);
    }
    file.records.push_back(last[level.index()]);
  }
  batch.seal();
  return file;
}

class DataSetTests {
 public:
  DataSetTests(const LoadedRules& rules, std::shared_ptr<const RunPlan> plan, Day as_of)
      : rules_(rules), plan_(std::move(plan)), explainer_(rules.module, RunParameters{as_of}) {}

  std::vector<DataSetResult> take() { return std::move(results_); }

  void run_edit(Evaluator& evaluator, std::uint32_t edit, const PlannedEdit& planned) {
    for (const hir::TestTable& table : rules_.module->edits[edit].tests) {
      const TestFile file = file_of(table, planned.level, plan_->schema);
      OutcomeMasks masks;
      evaluator.evaluate(*file.batch, masks);
      const Texts texts = fail_duplicates(edit, planned, *file.batch, masks);
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (!table.rows[i].outcome) continue;
        judge_row(edit, planned, table.rows[i], *file.batch, file.records[i], masks, texts);
        results_.back().number = static_cast<std::uint32_t>(i + 1);
      }
    }
  }

  void run_measure(Evaluator& evaluator, std::uint32_t edit, std::size_t measure) {
    const PlannedMeasure& planned = plan_->measures[measure];
    const std::size_t among = plan_->requires_.size() + 2 * measure;
    for (const hir::TestTable& table : rules_.module->edits[edit].tests) {
      const TestFile file = file_of(table, planned.level, plan_->schema);
      OutcomeMasks masks;
      evaluator.evaluate(*file.batch, masks);
      MeasureGroups groups;
      count_measure(planned, *file.batch, masks[among], masks[among + 1], groups);
      judge_groups(edit, planned, table, groups);
    }
  }

 private:
  // What findings say of a record, by require and row.
  using Texts = std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>;

  // Lets the records fail that share a key.
  Texts fail_duplicates(std::uint32_t edit, const PlannedEdit& planned, const Batch& batch, OutcomeMasks& masks) {
    const hir::Edit& rule = rules_.module->edits[edit];
    Texts texts;
    for (std::uint32_t i = 0; i < planned.require_count; ++i) {
      const std::uint32_t index = planned.first_require + i;
      if (plan_->requires_[index].unique_by.empty()) continue;
      Duplicates duplicates;
      std::map<std::vector<std::string>, std::vector<std::uint32_t>> rows;
      for (std::uint32_t row = 0; row < batch.rows(planned.level).row_count; ++row) {
        if (!takes_part(masks, index, row)) continue;
        std::vector<std::string> key = unique_key(plan_->requires_[index].unique_by, planned.level, batch, row);
        if (key.empty()) continue;
        rows[key].push_back(row);
        duplicates.add({index, std::move(key), {planned.level, row, 0, 0, {}}, Outcome::Pass, false});
      }
      for (const DuplicateGroup& group : duplicates.groups()) {
        const std::string text = duplicates_text(*rules_.module, rule, rule.requires_[i], group, {}).message;
        for (const std::uint32_t row : rows.at(group.key)) {
          masks[index].fail[row / 64] |= std::uint64_t{1} << row % 64;
          texts[{index, row}] = text;
        }
      }
    }
    return texts;
  }

  void judge_row(std::uint32_t edit, const PlannedEdit& planned, const hir::TestRow& row, const Batch& batch,
                 std::uint32_t record, const OutcomeMasks& masks, const Texts& texts) {
    DataSetResult result{edit, row.location, 0, *row.outcome, {}, {}, {}};
    result.given = name_of(outcome_at(planned, masks, record).outcome);
    for (std::uint32_t i = 0; i < planned.require_count; ++i) {
      const std::uint32_t index = planned.first_require + i;
      if (masks.outcome(index, record) != Outcome::Fail) continue;
      if (const auto text = texts.find({index, record}); text != texts.end()) {
        result.messages.push_back(text->second);
        continue;
      }
      for (const auto& finding : explainer_.explain(batch, edit, i, record).findings) {
        result.messages.push_back(explainer_.message(batch, edit, i, record, finding, {}));
      }
    }
    const auto has_part = [&](const std::string& text) { return text.find(row.message_part) != std::string::npos; };
    if (result.given != result.expected) {
      result.problem = fmt::format("expected {}, got {}", result.expected, result.given);
    } else if (!row.message_part.empty() && std::ranges::none_of(result.messages, has_part)) {
      result.problem = fmt::format("fails as expected, but no message contains \"{}\"", row.message_part);
    }
    results_.push_back(std::move(result));
  }

  void judge_groups(std::uint32_t edit, const PlannedMeasure& planned, const hir::TestTable& table,
                    const MeasureGroups& groups) {
    const hir::Measure& measure = *rules_.module->edits[edit].measure;
    std::set<std::vector<std::string>> expected;
    for (std::uint32_t i = 0; i < table.groups.size(); ++i) {
      const hir::TestTable::Group& row = table.groups[i];
      std::vector<std::string> key;
      for (const hir::Measure::Key& part : measure.keys) key.push_back(cell(table, row, part.written));
      expected.insert(key);
      DataSetResult result{edit, row.location, i + 1, text_of(row.cells), {}, {}, {}};
      if (const auto group = groups.find(key); group == groups.end()) {
        result.given = "no such group";
      } else {
        result.given = text_of(figures(table, row, planned, group->second));
      }
      if (result.given != result.expected) {
        result.problem = fmt::format("expected {}, got {}", result.expected, result.given);
      }
      results_.push_back(std::move(result));
    }
    for (const auto& [key, counts] : groups) {
      if (expected.contains(key)) continue;
      DataSetResult result{edit, table.location, 0, "no other group", text_of(key), {}, {}};
      result.problem = fmt::format("a group that `gives` does not list: {}, {} cases", result.given, counts.cases());
      results_.push_back(std::move(result));
    }
  }

  static std::string text_of(const std::vector<std::string>& cells) {
    return fmt::format("| {} |", fmt::join(cells, " | "));
  }

  static std::string cell(const hir::TestTable& table, const hir::TestTable::Group& row, std::string_view column) {
    const auto found = std::ranges::find(table.gives, column);
    return found == table.gives.end() ? std::string()
                                      : row.cells[static_cast<std::size_t>(found - table.gives.begin())];
  }

  // The group as a row of the same columns.
  static std::vector<std::string> figures(const hir::TestTable& table, const hir::TestTable::Group& row,
                                          const PlannedMeasure& planned, const MeasureCounts& counts) {
    const MeasureShares shares = shares_of(counts);
    std::vector<std::string> cells;
    for (std::size_t column = 0; column < table.gives.size(); ++column) {
      const std::string& name = table.gives[column];
      if (name == "count") cells.push_back(std::to_string(counts.count()));
      else if (name == "cases") cells.push_back(std::to_string(counts.cases()));
      else if (name == "percent") cells.push_back(percent_text(shares.value));
      else if (name == "low") cells.push_back(percent_text(shares.low));
      else if (name == "high") cells.push_back(percent_text(shares.high));
      else if (name == "level") cells.emplace_back(level_of(planned, counts));
      else cells.push_back(row.cells[column]);
    }
    return cells;
  }

  const LoadedRules& rules_;
  std::shared_ptr<const RunPlan> plan_;
  Explainer explainer_;
  std::vector<DataSetResult> results_;
};

}  // namespace

bool speaks_of_data_set(const hir::Edit& edit) {
  return edit.measure ||
         std::ranges::any_of(edit.requires_, [](const hir::Require& require) { return !require.unique_by.empty(); });
}

Result<std::vector<DataSetResult>> run_data_set_tests(const LoadedRules& rules, const std::vector<SelectedEdit>& edits,
                                                      EngineChoice engine, Day as_of) {
  EDICT_TRY(const std::shared_ptr<const Executable> executable,
            make_engine(engine, rules, edits, RunParameters{as_of}, 1));
  const std::shared_ptr<const RunPlan> plan = make_run_plan(rules, edits, executable);
  const std::unique_ptr<Evaluator> evaluator = executable->make_evaluator();
  DataSetTests tests(rules, plan, as_of);
  std::size_t next_edit = 0;
  std::size_t next_measure = 0;
  for (const SelectedEdit& selected : edits) {
    if (rules.module->edits[selected.edit].measure) tests.run_measure(*evaluator, selected.edit, next_measure++);
    else tests.run_edit(*evaluator, selected.edit, plan->edits[next_edit++]);
  }
  return tests.take();
}

}  // namespace edict
