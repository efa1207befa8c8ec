#include "driver/test_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "compiler/reference/reference.h"
#include "driver/data_set_tests.h"
#include "runtime/batch/batch.h"

namespace edict {
namespace {

// A test row placed in a batch: the subject whose outcome is expected.
struct PlacedRow {
  std::uint32_t edit = 0;
  const hir::TestTable* table = nullptr;
  const hir::TestRow* row = nullptr;
  std::uint32_t number = 0;   // of the row in its table, from 1
  std::uint32_t subject = 0;  // row of the batch at the edit's level
};

// Places test tables into batches and remembers where each row's subject stands. Rows about items of the topmost level
// need a batch of their own, since a batch has one record there.
class Placement {
 public:
  Placement(const hir::Module& module, std::shared_ptr<const BatchSchema> schema)
      : module_(module), dictionary_(schema->dictionary()), schema_(std::move(schema)) {}

  struct Filled {
    std::unique_ptr<BatchStore> store;
    Batch* batch = nullptr;
    std::vector<PlacedRow> rows;
  };

  void add(std::uint32_t edit, const hir::TestTable& table) {
    const bool is_alone = std::any_of(table.items.begin(), table.items.end(),
                                      [&](ItemId item) { return dictionary_[item].level == LevelId(0); });
    std::uint32_t number = 0;
    for (std::size_t begin = 0; begin < table.rows.size();) {
      std::size_t end = begin + 1;
      while (table.has_cases && end < table.rows.size() && table.rows[end].case_name == table.rows[begin].case_name)
        ++end;
      if (batches_.empty() || is_alone || batches_.back().rows.size() > kRowsPerBatch || last_was_alone_) open();
      last_was_alone_ = is_alone;
      add_patient(edit, table, begin, end, number);
      begin = end;
    }
  }

  std::vector<Filled>& seal() {
    for (Filled& filled : batches_) filled.batch->seal();
    return batches_;
  }

 private:
  static constexpr std::size_t kRowsPerBatch = 2000;

  void open() {
    Filled filled;
    filled.store = std::make_unique<BatchStore>(schema_);
    filled.batch = &filled.store->next_batch();
    filled.batch->add_row(LevelId(0), {});
    batches_.push_back(std::move(filled));
  }

  // The rows [begin, end) of a table are the lowest-level records of one patient.
  void add_patient(std::uint32_t edit, const hir::TestTable& table, std::size_t begin, std::size_t end,
                   std::uint32_t& number) {
    Filled& filled = batches_.back();
    const LevelId edit_level = module_.edits[edit].level;
    const std::size_t lowest = dictionary_.levels().size() - 1;
    std::vector<std::uint32_t> last_row(lowest + 1, 0);
    for (std::size_t i = begin; i < end; ++i) {
      const hir::TestRow& row = table.rows[i];
      const bool is_first = i == begin;
      for (std::size_t level = 1; level <= lowest; ++level) {
        if (is_first || level == lowest) {
          last_row[level] = filled.batch->add_row(LevelId(level), {});
        }
      }
      for (std::size_t column = 0; column < table.items.size() && column < row.cells.size(); ++column) {
        const ItemId item = table.items[column];
        const bool is_lowest = dictionary_[item].level == LevelId(lowest);
        if ((is_first || is_lowest) && !row.cells[column].empty()) {
          filled.batch->set_value(schema_->column_of(item), row.cells[column]);
        }
      }
      ++number;
      if (row.outcome) filled.rows.push_back({edit, &table, &row, number, last_row[edit_level.index()]});
    }
  }

  const hir::Module& module_;
  const Dictionary& dictionary_;
  std::shared_ptr<const BatchSchema> schema_;
  std::vector<Filled> batches_;
  bool last_was_alone_ = false;
};

// Compares outcomes with expectations and writes what a person needs to mend a failing row.
class Judge {
 public:
  Judge(const LoadedRules& rules, const std::vector<RequireIndex>& indices, Day as_of)
      : rules_(rules), requires_(indices), explainer_(rules.module, RunParameters{as_of}) {}

  Outcome outcome_of(const PlacedRow& placed, const OutcomeMasks& masks) const {
    Outcome worst = Outcome::Skipped;
    for (std::size_t i = 0; i < requires_.size(); ++i) {
      if (requires_[i].edit == placed.edit) worst = std::min(worst, masks.outcome(i, placed.subject));
    }
    return worst;
  }

  // Empty when the row is as expected.
  std::string problem_of(const PlacedRow& placed, const OutcomeMasks& masks, const Batch& batch,
                         std::string_view engine) const {
    const Outcome outcome = outcome_of(placed, masks);
    const std::string& expected = *placed.row->outcome;
    std::string text;
    if (name_of(outcome) != expected) {
      text = fmt::format("expected {}, got {}", expected, name_of(outcome));
    } else if (!placed.row->message_part.empty() && !some_message_contains(placed, masks, batch)) {
      text = fmt::format("fails as expected, but no message contains \"{}\"", placed.row->message_part);
    }
    if (text.empty()) return text;

    const hir::Edit& edit = rules_.module->edits[placed.edit];
    const SourceFile& file = rules_.sources[placed.row->location.file];
    const LineColumn at = file.line_column(placed.row->location.span.begin);
    text = fmt::format("{}:{}: {} test row {}: {} ({})\n", file.path(), at.line, edit.id, placed.number, text, engine);
    text += reasons(placed, masks, batch, outcome);
    return text;
  }

  std::string record_of(const PlacedRow& placed) const {
    std::string text;
    for (std::size_t i = 0; i < placed.table->items.size() && i < placed.row->cells.size(); ++i) {
      const std::string& cell = placed.row->cells[i];
      text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", (*rules_.dictionary)[placed.table->items[i]].id,
                          cell.empty() ? "(blank)" : cell);
    }
    return text;
  }

 private:
  bool some_message_contains(const PlacedRow& placed, const OutcomeMasks& masks, const Batch& batch) const {
    const std::vector<std::string> messages = messages_of(placed, masks, batch);
    return std::any_of(messages.begin(), messages.end(), [&](const std::string& message) {
      return message.find(placed.row->message_part) != std::string::npos;
    });
  }

  std::vector<std::string> messages_of(const PlacedRow& placed, const OutcomeMasks& masks, const Batch& batch) const {
    std::vector<std::string> messages;
    for (std::size_t i = 0; i < requires_.size(); ++i) {
      const RequireIndex& index = requires_[i];
      if (index.edit != placed.edit || masks.outcome(i, placed.subject) != Outcome::Fail) continue;
      const Explanation why = explainer_.explain(batch, index.edit, index.require, placed.subject);
      for (const auto& finding : why.findings) {
        messages.push_back(explainer_.message(batch, index.edit, index.require, placed.subject, finding, ""));
      }
    }
    return messages;
  }

  // The clause that decided each require which came out as the edit did, with the values of its parts.
  std::string reasons(const PlacedRow& placed, const OutcomeMasks& masks, const Batch& batch, Outcome outcome) const {
    std::string text;
    for (const std::string& message : messages_of(placed, masks, batch)) text += fmt::format("    says: {}\n", message);
    const hir::Edit& edit = rules_.module->edits[placed.edit];
    for (std::size_t i = 0; i < requires_.size(); ++i) {
      const RequireIndex& index = requires_[i];
      if (index.edit != placed.edit || masks.outcome(i, placed.subject) != outcome) continue;
      const Explanation why = explainer_.explain(batch, index.edit, index.require, placed.subject);
      const Location clause = why.deciding_guard >= 0
                                  ? edit.guards[static_cast<std::size_t>(why.deciding_guard)].location
                                  : edit.requires_[index.require].location;
      const SourceFile& file = rules_.sources[clause.file];
      text += fmt::format("    decided by line {}: {}\n", file.line_column(clause.span.begin).line,
                          first_line(file.text(clause.span)));
      for (const PartValue& part :
           explainer_.parts(batch, index.edit, index.require, why.deciding_guard, placed.subject, rules_.sources)) {
        text += fmt::format("      {:{}}{} is {}\n", "", part.depth * 2, first_line(part.source), part.value);
      }
    }
    return text;
  }

  static std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

  const LoadedRules& rules_;
  const std::vector<RequireIndex>& requires_;
  Explainer explainer_;
};

Result<void> add_data_set_tests(const LoadedRules& rules, const std::vector<SelectedEdit>& edits,
                                const TestOptions& options, TestReport& report) {
  for (std::size_t engine = 0; engine < options.engines.size() && !edits.empty(); ++engine) {
    EDICT_TRY(const std::vector<DataSetResult> results,
              run_data_set_tests(rules, edits, options.engines[engine], options.as_of));
    for (const DataSetResult& result : results) {
      if (engine == 0) ++report.rows;
      if (result.problem.empty()) continue;
      ++report.failed;
      const SourceFile& file = rules.sources[result.location.file];
      report.text +=
          fmt::format("{}:{}: {} test row {}: {}\n", file.path(), file.line_column(result.location.span.begin).line,
                      rules.module->edits[result.edit].id, result.number, result.problem);
      for (const std::string& message : result.messages) report.text += fmt::format("    says: {}\n", message);
    }
  }
  return {};
}

}  // namespace

Result<TestReport> run_tests(const LoadedRules& rules, const TestOptions& options) {
  const hir::Module& module = *rules.module;
  TestReport report;
  std::vector<SelectedEdit> edits;
  std::vector<SelectedEdit> data_set_edits;
  for (const SelectedEdit& selected : selected_edits(rules, options.as_of)) {
    const hir::Edit& edit = module.edits[selected.edit];
    const bool is_wanted =
        options.only.empty() || std::find(options.only.begin(), options.only.end(), edit.id) != options.only.end();
    if (!is_wanted) continue;
    if (edit.tests.empty()) {
      ++report.untested;
      continue;
    }
    ++report.edits;
    (speaks_of_data_set(edit) ? data_set_edits : edits).push_back(selected);
  }

  const std::vector<RequireIndex> indices = require_indices(module, edits);
  Placement placement(module, std::make_shared<BatchSchema>(rules.dictionary, items_needed(module, edits)));
  for (const SelectedEdit& selected : edits) {
    for (const hir::TestTable& table : module.edits[selected.edit].tests) placement.add(selected.edit, table);
  }
  std::vector<Placement::Filled>& batches = placement.seal();
  const Judge judge(rules, indices, options.as_of);

  for (std::size_t engine = 0; engine < options.engines.size(); ++engine) {
    EDICT_TRY(const auto executable,
              make_engine(options.engines[engine], rules, edits, RunParameters{options.as_of}, 1));
    const auto evaluator = executable->make_evaluator();
    for (Placement::Filled& filled : batches) {
      OutcomeMasks masks;
      evaluator->evaluate(*filled.batch, masks);
      for (const PlacedRow& placed : filled.rows) {
        if (engine == 0) ++report.rows;
        const std::string problem = judge.problem_of(placed, masks, *filled.batch, executable->engine_name());
        if (!problem.empty()) ++report.failed;
        report.text += problem;
        if (options.is_verbose && engine == 0) {
          report.text += fmt::format("  {} row {}: {} -> {}\n", module.edits[placed.edit].id, placed.number,
                                     judge.record_of(placed), name_of(judge.outcome_of(placed, masks)));
        }
      }
    }
  }
  EDICT_TRY_VOID(add_data_set_tests(rules, data_set_edits, options, report));
  return report;
}

}  // namespace edict
