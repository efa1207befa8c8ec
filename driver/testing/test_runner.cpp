#include "driver/testing/test_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/closest.h"
#include "compiler/reference/shown.h"
#include "driver/data_set_tests.h"
#include "driver/testing/judge.h"
#include "driver/testing/test_batches.h"

namespace edict {
namespace {

bool fits(const std::vector<std::string>& wanted, const std::vector<std::string>& given) {
  return wanted.empty() || std::ranges::any_of(given, [&](const std::string& word) {
           return std::ranges::find(wanted, word) != wanted.end();
         });
}

// Each word of a filter must name something, or a misspelt one would leave out all edits and seem to succeed.
Result<void> check_words(std::string_view what, const std::vector<std::string>& words,
                         const std::set<std::string>& known) {
  for (const std::string& word : words) {
    if (known.contains(word)) continue;
    const std::vector<std::string_view> names(known.begin(), known.end());
    const auto near = closest(word, names);
    return fail(ErrorKind::Usage, fmt::format("no {} `{}` in the rules{}", what, word,
                                              near.empty() ? "" : fmt::format("; did you mean {}?", near.front())));
  }
  return {};
}

std::vector<std::pair<std::string, std::string>> record_of(const Dictionary& dictionary, const PlacedRow& placed) {
  std::vector<std::pair<std::string, std::string>> record;
  for (std::size_t i = 0; i < placed.table->items.size() && i < placed.row->cells.size(); ++i) {
    const Item& item = dictionary[placed.table->items[i]];
    record.emplace_back(item.id, reference::shown(item, placed.row->cells[i]));
  }
  return record;
}

std::string_view word_of(EngineChoice engine) {
  switch (engine) {
    case EngineChoice::Auto: return "auto";
    case EngineChoice::Native: return "native";
    case EngineChoice::Interpreter: return "interpreter";
    case EngineChoice::Reference: return "reference";
  }
  return "";
}

// Rules about whole data sets have results of another kind; they are told as rows are.
Result<void> add_data_set_tests(const LoadedRules& rules, const std::vector<SelectedEdit>& edits,
                                const TestOptions& options, TestReport& report) {
  for (std::size_t engine = 0; engine < options.engines.size() && !edits.empty(); ++engine) {
    EDICT_TRY(const std::vector<DataSetResult> results,
              run_data_set_tests(rules, edits, options.engines[engine], options.as_of));
    for (const DataSetResult& given : results) {
      if (engine == 0) ++report.rows;
      if (!given.problem.empty()) ++report.failed;
      const SourceFile& file = rules.sources[given.location.file];
      RowResult result;
      result.edit = given.edit;
      result.path = file.path();
      result.line = file.line_column(given.location.span.begin).line;
      result.number = given.number;
      result.engine = word_of(options.engines[engine]);
      result.expected = given.expected;
      result.outcome = given.given;
      result.problem = given.problem;
      result.messages = given.messages;
      report.results.push_back(std::move(result));
    }
  }
  return {};
}

}  // namespace

Result<std::vector<SelectedEdit>> filtered_edits(const LoadedRules& rules, const EditFilter& filter, Day as_of) {
  std::set<std::string> ids, packages, tags;
  std::vector<SelectedEdit> wanted;
  for (const SelectedEdit& selected : selected_edits(rules, as_of)) {
    const hir::Edit& edit = rules.module->edits[selected.edit];
    if (edit.field.is_valid()) continue;  // what the dictionary says has no rows of its own
    ids.insert(edit.id);
    packages.insert(edit.package);
    tags.insert(edit.tags.begin(), edit.tags.end());
    if (fits(filter.ids, {edit.id}) && fits(filter.packages, {edit.package}) && fits(filter.tags, edit.tags)) {
      wanted.push_back(selected);
    }
  }
  EDICT_TRY_VOID(check_words("edit", filter.ids, ids));
  EDICT_TRY_VOID(check_words("package", filter.packages, packages));
  EDICT_TRY_VOID(check_words("tag", filter.tags, tags));
  return wanted;
}

Result<TestReport> run_tests(const LoadedRules& rules, const TestOptions& options) {
  const hir::Module& module = *rules.module;
  EDICT_TRY(const std::vector<SelectedEdit> wanted, filtered_edits(rules, options.filter, options.as_of));
  TestReport report;
  std::vector<SelectedEdit> edits;
  std::vector<SelectedEdit> data_set_edits;
  std::vector<TestsOfEdit> tests;
  std::map<std::uint32_t, std::size_t> first_masks;
  std::size_t masks_before = 0;
  for (const SelectedEdit& selected : wanted) {
    const hir::Edit& edit = module.edits[selected.edit];
    ++(edit.tests.empty() ? report.untested : report.edits);
    if (edit.tests.empty()) continue;
    if (speaks_of_data_set(edit)) {
      data_set_edits.push_back(selected);
      continue;
    }
    edits.push_back(selected);
    tests.push_back({selected.edit, edit.tests});
    first_masks[selected.edit] = masks_before;
    masks_before += edit.requires_.size();
  }

  const auto schema = std::make_shared<BatchSchema>(rules.dictionary, items_needed(module, edits));
  const std::vector<TestBatch> batches = place_tests(module, schema, tests);
  const Judge judge(rules.module, rules.sources, options.as_of);
  std::set<std::pair<std::uint32_t, std::string>> seen;  // outcomes that rows as expected show

  for (std::size_t engine = 0; engine < options.engines.size(); ++engine) {
    EDICT_TRY(const auto executable,
              make_engine(options.engines[engine], rules, edits, RunParameters{options.as_of}, 1));
    const auto evaluator = executable->make_evaluator();
    for (const TestBatch& filled : batches) {
      OutcomeMasks masks;
      evaluator->evaluate(*filled.batch, masks);
      for (const PlacedRow& placed : filled.rows) {
        if (engine == 0) ++report.rows;
        const std::size_t first = first_masks[placed.edit];
        const SourceFile& file = rules.sources[placed.row->location.file];
        RowResult result;
        result.edit = placed.edit;
        result.path = file.path();
        result.line = file.line_column(placed.row->location.span.begin).line;
        result.number = placed.number;
        result.case_name = placed.row->case_name;
        result.engine = executable->engine_name();
        result.expected = *placed.row->outcome;
        result.outcome = name_of(judge.outcome_of(placed, masks, first));
        result.problem = judge.problem_of(placed, masks, first, *filled.batch);
        result.reasons = judge.reasons(placed, masks, first, *filled.batch);
        result.messages = judge.messages(placed, masks, first, *filled.batch);
        result.record = record_of(*rules.dictionary, placed);
        if (!result.problem.empty()) ++report.failed;
        report.results.push_back(std::move(result));
      }
    }
  }
  EDICT_TRY_VOID(add_data_set_tests(rules, data_set_edits, options, report));
  for (const RowResult& result : report.results) {
    if (result.problem.empty()) seen.emplace(result.edit, result.outcome);
  }
  for (const SelectedEdit& selected : wanted) {
    if (module.edits[selected.edit].measure) continue;  // groups have levels, not outcomes
    for (const std::string& outcome : options.required) {
      if (!seen.contains({selected.edit, outcome})) report.lacking.emplace_back(selected.edit, outcome);
    }
  }
  return report;
}

}  // namespace edict
