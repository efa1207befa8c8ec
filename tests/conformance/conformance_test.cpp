// Every case of tests/conformance/cases/ on every engine, and the proof that no cell of the completeness table is
// without a case.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/read_file.h"
#include "compiler/codegen/native.h"
#include "compiler/interp/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/opt/optimise.h"
#include "compiler/reference/reference.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"
#include "tests/conformance/case_file.h"
#include "tests/conformance/coverage.h"

namespace edict::conformance {
namespace {

constexpr RunParameters kParameters{.as_of = day_from_civil({2021, 6, 15})};
constexpr LevelId kTumor(2);

std::shared_ptr<const Dictionary> registry() {
  SourceMap sources;
  DiagnosticSink sink;
  const std::string path = EDICT_SOURCE_DIR "/tests/conformance/registry.edict";
  const FileId file = sources.add("registry.edict", read_file(path).value());
  auto dictionary = parse_dictionary(sources[file], file, sink);
  EXPECT_FALSE(sink.has_errors()) << sink.all().front().message;
  return dictionary;
}

// The cases of one file as edits, one each, in order; and their records, one patient each.
class Suite {
 public:
  explicit Suite(const std::string& file) : dictionary_(registry()) {
    CaseFile read = read_cases(file);
    cases_ = std::move(read.cases);
    std::string text = "package conformance version 1\nuse dictionary conformance 1\n" + read.definitions;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      begins_.push_back(text.size());
      text += fmt::format("edit C{} \"{}\" on {}\n{}  message \"fails\"\nend\n", i, i,
                          cases_[i].is_on_patient ? "patient" : "tumor", cases_[i].rule);
    }
    const FileId id = sources_.add(file, text);
    const SyntaxTree tree = parse(sources_[id], id, sink_);
    module_ = std::make_shared<const hir::Module>(analyse({&tree, 1}, sources_, dictionary_, {}, sink_));
    std::size_t require = 0;
    std::uint32_t row = 0;
    for (std::size_t i = 0; i < module_->edits.size() && i < cases_.size(); ++i) {
      first_require_.push_back(require);
      require += module_->edits[i].requires_.size();
      row_.push_back(cases_[i].is_on_patient ? static_cast<std::uint32_t>(i) : row);
      row += static_cast<std::uint32_t>(cases_[i].tumors.size());
    }
    first_require_.push_back(require);
  }

  // What the checker has against the rules, one line each; empty when they are understood.
  [[nodiscard]] std::string faults() const {
    std::string text;
    for (const Diagnostic& diagnostic : sink_.all()) {
      if (info_of(diagnostic.code).severity != Severity::Error) continue;
      const auto after = std::ranges::upper_bound(begins_, diagnostic.location.span.begin);
      const std::string place = after == begins_.begin()
                                    ? "definitions"
                                    : cases_[static_cast<std::size_t>(after - begins_.begin()) - 1].place;
      text += fmt::format("{}: {}\n", place, diagnostic.message);
    }
    return text;
  }

  // The outcome of an edit is the worst of its requires.
  [[nodiscard]] Outcome outcome(const OutcomeMasks& masks, std::size_t edit, std::uint32_t row) const {
    Outcome worst = Outcome::Skipped;
    for (std::size_t at = first_require_[edit]; at < first_require_[edit + 1]; ++at) {
      worst = std::min(worst, masks.outcome(at, row));
    }
    return worst;
  }
  // The row of a case: of its patient, or of its first tumor.
  [[nodiscard]] std::uint32_t row(std::size_t i) const { return row_[i]; }

  [[nodiscard]] std::span<const Case> cases() const { return cases_; }
  [[nodiscard]] const std::shared_ptr<const hir::Module>& module() const { return module_; }

  [[nodiscard]] std::shared_ptr<const BatchSchema> schema() const {
    std::vector<ItemId> items;
    for (std::size_t i = 0; i < dictionary_->items().size(); ++i) items.emplace_back(i);
    return std::make_shared<BatchSchema>(dictionary_, std::move(items));
  }

  // A patient for each of these, with these tumors, in order.
  void fill(Batch& batch, std::span<const std::vector<Record>> patients) const {
    batch.add_row(LevelId(0), {});
    for (const std::vector<Record>& tumors : patients) {
      batch.add_row(LevelId(1), {});
      for (const Record& record : tumors) {
        batch.add_row(kTumor, {});
        for (const auto& [id, value] : record) {
          const ItemId item = dictionary_->find(id);
          ASSERT_TRUE(item.is_valid()) << "no item " << id;
          batch.set_value(batch.schema().column_of(item), value);
        }
      }
    }
    batch.seal();
  }

  // The patients of the cases, in order.
  [[nodiscard]] std::vector<std::vector<Record>> patients() const {
    std::vector<std::vector<Record>> all;
    for (const Case& one : cases_) all.push_back(one.tumors);
    return all;
  }

  [[nodiscard]] std::vector<std::uint32_t> edits() const {
    std::vector<std::uint32_t> all(cases_.size());
    std::iota(all.begin(), all.end(), 0U);
    return all;
  }

 private:
  std::vector<Case> cases_;
  std::shared_ptr<const Dictionary> dictionary_;
  SourceMap sources_;
  DiagnosticSink sink_;
  std::shared_ptr<const hir::Module> module_;
  std::vector<std::size_t> begins_;         // where each edit begins in the text
  std::vector<std::size_t> first_require_;  // of each edit, and behind the last
  std::vector<std::uint32_t> row_;          // of each case
};

void expect_answers(const Executable& engine, const Suite& suite) {
  BatchStore store(suite.schema());
  Batch& batch = store.next_batch();
  suite.fill(batch, suite.patients());
  OutcomeMasks outcomes;
  engine.make_evaluator()->evaluate(batch, outcomes);
  for (std::size_t i = 0; i < suite.cases().size(); ++i) {
    const Case& one = suite.cases()[i];
    EXPECT_EQ(name_of(suite.outcome(outcomes, i, suite.row(i))), name_of(one.outcome))
        << one.place << " on the " << engine.engine_name() << ":\n"
        << one.rule;
  }
}

class Conformance : public testing::TestWithParam<std::string> {};

TEST_P(Conformance, EveryEngineGivesTheAnswers) {
  const Suite suite(GetParam());
  ASSERT_EQ(suite.faults(), "");
  expect_answers(*make_reference(suite.module(), suite.edits(), kParameters), suite);
  const ir::Program program = optimise(lower(suite.module(), suite.edits()), {});
  expect_answers(*interpret(program, kParameters), suite);
  const auto native = compile_native(program, kParameters, {});
  ASSERT_TRUE(native.has_value()) << native.error().message;
  expect_answers(**native, suite);
}

// What the checker says is never unsure is not; engines rely on it.
TEST_P(Conformance, DefiniteExpressionsAreNeverUnsure) {
  const Suite suite(GetParam());
  for (std::size_t i = 0; i < suite.cases().size(); ++i) {
    const hir::ExprId condition = suite.module()->edits[i].requires_[0].condition;
    if (suite.cases()[i].is_expression && (*suite.module())[condition].is_definite) {
      EXPECT_NE(suite.cases()[i].outcome, Outcome::Unsure) << suite.cases()[i].place;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Conformance, testing::ValuesIn(case_files()),
                         [](const auto& file) { return file.param.substr(0, file.param.find('.')); });

TEST(Completeness, NoCellIsWithoutACase) {
  Cells missing = all_cells();
  EXPECT_GT(missing.size(), 200U);
  for (const std::string& file : case_files()) {
    const Suite suite(file);
    ASSERT_EQ(suite.faults(), "");
    BatchStore store(suite.schema());
    Batch& batch = store.next_batch();
    suite.fill(batch, suite.patients());
    reference::Evaluation evaluation(*suite.module(), {}, kParameters, batch);
    Cells filled;
    for (std::size_t i = 0; i < suite.cases().size(); ++i) {
      if (!suite.cases()[i].is_expression) continue;
      evaluation.bind(suite.module()->edits[i].subject, suite.row(i));
      add_cells(evaluation, suite.module()->edits[i].requires_[0].condition, filled);
    }
    for (const std::string& cell : filled) missing.erase(cell);
  }
  EXPECT_EQ(fmt::format("{}", fmt::join(missing, "\n")), "") << missing.size() << " cells without a case";
}

// A record, and those that say less of one of its dates: only the month, only the year, nothing.
std::vector<Record> with_less_precise(const Record& record) {
  std::vector<Record> records = {record};
  for (std::size_t i = 0; i < record.size(); ++i) {
    const std::string& value = record[i].second;
    const bool is_date = record[i].first.starts_with("date") && parse_registry_date(value).problem == DateProblem::None;
    if (!is_date) continue;
    for (std::size_t length = 0; length < value.size(); length = length == 0 ? 4 : length + 2) {
      records.push_back(record);
      records.back()[i].second.resize(length);
    }
  }
  return records;
}

// Unsure, or the same. What does not apply, and what holds if it applies, are alike in that nothing can fail.
bool can_become(Outcome full, Outcome less) {
  const bool is_without_failure = full == Outcome::Skipped || full == Outcome::Pass;
  return less == full || less == Outcome::Unsure || (is_without_failure && less == Outcome::Pass);
}

class LessPreciseDates : public testing::TestWithParam<std::string> {};

// Every rule of the file on every record of it.
TEST_P(LessPreciseDates, OnlyEverMakeAnAnswerUnsure) {
  const Suite suite(GetParam());
  std::vector<std::vector<Record>> records;  // of patients with one tumor each
  std::vector<std::size_t> first;            // of the records that follow from one
  for (const Case& one : suite.cases()) {
    ASSERT_EQ(one.tumors.size(), 1U) << one.place;
    first.push_back(records.size());
    for (Record& less : with_less_precise(one.tumors.front())) records.push_back({std::move(less)});
  }
  first.push_back(records.size());
  ASSERT_GT(records.size(), 2 * suite.cases().size());

  BatchStore store(suite.schema());
  Batch& batch = store.next_batch();
  suite.fill(batch, records);
  OutcomeMasks outcomes;
  interpret(lower(suite.module(), suite.edits()), kParameters)->make_evaluator()->evaluate(batch, outcomes);
  for (std::size_t edit = 0; edit < suite.cases().size(); ++edit) {
    for (std::size_t i = 0; i + 1 < first.size(); ++i) {
      const Outcome full = suite.outcome(outcomes, edit, static_cast<std::uint32_t>(first[i]));
      for (std::size_t row = first[i] + 1; row < first[i + 1]; ++row) {
        const Outcome less = suite.outcome(outcomes, edit, static_cast<std::uint32_t>(row));
        ASSERT_TRUE(can_become(full, less))
            << suite.cases()[edit].rule << "gives " << name_of(full) << " on the record of " << suite.cases()[i].place
            << ", and " << name_of(less) << " on one that says less";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, LessPreciseDates, testing::Values("dates.txt", "distances.txt", "periods.txt"),
                         [](const auto& file) { return file.param.substr(0, file.param.find('.')); });

}  // namespace
}  // namespace edict::conformance
