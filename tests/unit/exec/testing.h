// A rule set without rules: requires are C++ conditions, findings are words, results are lines of text.
#pragma once

#include <functional>

#include "base/check.h"
#include "runtime/exec/duplicates.h"
#include "runtime/exec/pipeline.h"
#include "tests/unit/readers/testing.h"

namespace edict {

using OutcomeOf = std::function<Outcome(const Batch&, std::uint32_t row)>;

class FakeExecutable final : public Executable {
 public:
  struct Require {
    LevelId level;
    OutcomeOf outcome;
  };
  explicit FakeExecutable(std::vector<Require> all) : requires_(std::move(all)) {}
  [[nodiscard]] std::unique_ptr<Evaluator> make_evaluator() const override;
  [[nodiscard]] std::string_view engine_name() const override { return "fake"; }
  [[nodiscard]] const std::vector<Require>& all() const { return requires_; }

 private:
  std::vector<Require> requires_;
};

class FakeEvaluator final : public Evaluator {
 public:
  explicit FakeEvaluator(const FakeExecutable& executable) : executable_(executable) {}
  void evaluate(const Batch& batch, OutcomeMasks& out) override {
    out.resize(executable_.all().size());
    for (std::size_t i = 0; i < executable_.all().size(); ++i) {
      const auto& require = executable_.all()[i];
      const std::uint32_t rows = batch.rows(require.level).row_count;
      const std::vector<std::uint64_t> none(OutcomeMasks::word_count(rows), 0);
      out[i] = {none, none, none, none};
      for (std::uint32_t row = 0; row < rows; ++row) set(out[i], require.outcome(batch, row), row);
    }
  }

 private:
  static void set(OutcomeMasks::Require& masks, Outcome outcome, std::uint32_t row) {
    const auto set_in = [row](std::vector<std::uint64_t>& mask) { mask[row / 64] |= std::uint64_t{1} << row % 64; };
    if (outcome == Outcome::Fail) set_in(masks.fail);
    if (outcome == Outcome::Unsure) set_in(masks.unsure);
    if (outcome == Outcome::Overridden) set_in(masks.overridden);
    if (outcome == Outcome::Skipped) set_in(masks.skipped);
  }
  const FakeExecutable& executable_;
};

inline std::unique_ptr<Evaluator> FakeExecutable::make_evaluator() const {
  return std::make_unique<FakeEvaluator>(*this);
}

// One finding with the first item of the edit.
class FakeRenderer final : public FlagRenderer {
 public:
  explicit FakeRenderer(const RunPlan& plan) : plan_(plan) {}
  void render(const Batch&, std::uint32_t require, std::uint32_t row, std::vector<RenderedFinding>& findings) override {
    const PlannedEdit& edit = plan_.edits[plan_.requires_[require].edit];
    findings.push_back({edit.id + " fails", "facts", {{edit.items.front(), row}}, {}});
  }
  RenderedDuplicates render_duplicates(const DuplicateGroup& group) override {
    std::string records;
    for (const std::uint64_t record : group.records) records += " " + std::to_string(record);
    return {std::to_string(group.count) + " records share " + group.key.front() + ":" + records, "facts"};
  }
  bool is_in_doubt_over(const Batch&, std::uint32_t, std::uint32_t, RenderedFinding::ItemAt) override { return true; }
  OutcomeReason reason(const Batch&, std::uint32_t require, std::uint32_t) override {
    return {"clause of " + plan_.edits[plan_.requires_[require].edit].id, "because"};
  }

 private:
  const RunPlan& plan_;
};

inline FlagRendererFactory fake_renderers(const RunPlan& plan) {
  return [&plan] { return std::make_unique<FakeRenderer>(plan); };
}

// Results as lines; fails when it has written as many lines as it may.
class TextSink final : public ResultSink {
 public:
  explicit TextSink(std::shared_ptr<const RunPlan> plan, std::size_t most_lines = SIZE_MAX)
      : plan_(std::move(plan)), most_lines_(most_lines) {}
  Result<void> begin(const RunInfo&) override { return {}; }
  Result<void> begin_input(std::uint32_t) override { return {}; }
  Result<void> add(const ReadIssue& issue) override { return line("issue " + std::string(name_of(issue.kind))); }
  Result<void> add(const EditOutcome& outcome) override {
    std::string words = place(outcome.subject) + " " + plan_->edits[outcome.edit].id + " ";
    words.append(name_of(outcome.outcome));
    if (!outcome.clause.empty()) words += " (" + outcome.clause + ")";
    if (outcome.outcome == Outcome::NotRun) words += " (" + outcome.why + ")";
    return line(words);
  }
  Result<void> add(const Flag& flag) override {
    std::string words = place(flag.subject) + " flag: " + flag.message;
    for (const FlagItem& item : flag.items) words += ", " + item.value + " of row " + std::to_string(item.row);
    fingerprints.push_back(flag.fingerprint);
    values.push_back(flag.values);
    return line(words);
  }
  Result<void> add(const OverrideFinding& finding) override {
    return line(place(finding.subject) + " " + std::string(name_of(finding.problem)));
  }
  Result<void> finish(const RunSummary&) override { return {}; }

  std::string text;
  std::vector<std::uint64_t> fingerprints;
  std::vector<std::uint64_t> values;

 private:
  static std::string place(const Subject& subject) {
    std::string where = std::to_string(subject.level.index()) + "/" + std::to_string(subject.record);
    for (const KeyPart& part : subject.key) where += " " + part.value;
    return where;
  }
  Result<void> line(const std::string& content) {
    if (lines_++ == most_lines_) return fail(ErrorKind::Unwritable, "the disk is full");
    text += content + "\n";
    return {};
  }
  std::shared_ptr<const RunPlan> plan_;
  std::size_t most_lines_;
  std::size_t lines_ = 0;
};

// Outcomes by the letter an item holds: F fail, U unsure, O overridden, S skipped, else pass.
inline OutcomeOf by_letter(ItemId item) {
  return [item](const Batch& batch, std::uint32_t row) {
    const std::string_view value = batch.value(item, row);
    if (value == "F") return Outcome::Fail;
    if (value == "U") return Outcome::Unsure;
    if (value == "O") return Outcome::Overridden;
    return value == "S" ? Outcome::Skipped : Outcome::Pass;
  };
}

struct FakeRules {
  std::shared_ptr<const Dictionary> dictionary;
  std::shared_ptr<const RunPlan> plan;
  [[nodiscard]] ItemId item(std::string_view id) const { return dictionary->find(id); }
};

// Edits P1 on patients (by sex), T1 on tumors with two requires (by laterality, by primarySite); the flag overRideSite
// of tumors can override the second require of T1 with 1, and P1 with 2.
inline FakeRules fake_rules() {
  std::vector<Item> items = small_items();
  items.push_back(make_item("overRideSite", 1989, 2, 1));
  items.back().codes = CodeSet({{CodeSetEntry::Kind::Single, "1", ""}, {CodeSetEntry::Kind::Single, "2", ""}});
  FakeRules rules;
  rules.dictionary = std::make_shared<const Dictionary>("small", "24", small_levels(), items);
  const ItemId sex = rules.item("sex");
  const ItemId laterality = rules.item("laterality");
  const ItemId site = rules.item("primarySite");
  const LevelId patient{1};
  const LevelId tumor{2};
  const auto set_of = [](std::string code) { return CodeSet({{CodeSetEntry::Kind::Single, std::move(code), ""}}); };
  RunPlan plan;
  plan.schema = all_items(rules.dictionary);
  plan.executable = std::make_shared<FakeExecutable>(std::vector<FakeExecutable::Require>{
      {patient, by_letter(sex)}, {tumor, by_letter(laterality)}, {tumor, by_letter(site)}});
  plan.requires_ = {{0, 1, Severity::Warning}, {1, 1, Severity::Error}, {1, 2, Severity::Error}};
  plan.edits = {{"P1", "Patient", patient, {sex}, 0, 1, "b", {}}, {"T1", "Tumor", tumor, {laterality, site}, 1, 2, "b", {}}};
  plan.overrides = {{rules.item("overRideSite"), {{2, set_of("1")}, {0, set_of("2")}}}};
  rules.plan = std::make_shared<const RunPlan>(std::move(plan));
  return rules;
}

inline std::string item_text(std::string_view id, std::string_view value) {
  return "<Item naaccrId='" + std::string(id) + "'>" + std::string(value) + "</Item>";
}

struct FakeRun {
  InputResult result;
  std::string text;
  std::vector<std::uint64_t> fingerprints;
  std::vector<std::uint64_t> values;
};

inline FakeRun run_over(const FakeRules& rules, const std::string& path, const PipelineOptions& options = {},
                        const std::shared_ptr<const Dictionary>& input_dictionary = nullptr,
                        std::size_t most_lines = SIZE_MAX, const FlagRendererFactory& renderers = {}) {
  auto reader = NaaccrXmlReader::open(path).value();
  const auto dictionary = input_dictionary ? input_dictionary : rules.dictionary;
  EDICT_CHECK(reader->read_header([&](const FileHeader&) { return dictionary; }).has_value());
  EDICT_CHECK(reader->read_columns(rules.plan->schema).has_value());
  TextSink sink(rules.plan, most_lines);
  ResultSink* const sinks[] = {&sink};
  FakeRun run;
  run.result = run_pipeline(*reader, *rules.plan, renderers ? renderers : fake_renderers(*rules.plan), sinks, options);
  run.text = sink.text;
  run.fingerprints = sink.fingerprints;
  run.values = sink.values;
  return run;
}

inline FakeRun run_document(const FakeRules& rules, const std::string& content, const PipelineOptions& options = {}) {
  const TemporaryFile file(document(content));
  return run_over(rules, file.path(), options);
}

}  // namespace edict
