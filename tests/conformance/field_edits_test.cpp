// The cases of field_edits.txt on every engine: what the edit of an item says of a value, and that `depends on field
// edits of (item)` waits for exactly that, as does `depends on item.field`.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <sstream>

#include "base/read_file.h"
#include "compiler/codegen/native.h"
#include "compiler/interp/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/opt/optimise.h"
#include "compiler/reference/reference.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"
#include "dsl/sema/field_edits.h"

namespace edict::conformance {
namespace {

struct FieldCase {
  std::string item;
  std::string value;
  bool passes = false;
};

std::string read_source(const std::string& path) { return read_file(EDICT_SOURCE_DIR "/tests/" + path).value(); }

std::string trimmed_cell(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::vector<FieldCase> read_field_cases() {
  std::vector<FieldCase> cases;
  std::istringstream lines(read_source("conformance/field_edits.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with("# ")) continue;
    const std::size_t first = line.find('|');
    const std::size_t last = line.rfind('|');
    const std::string outcome = trimmed_cell(line.substr(last + 1));
    EXPECT_TRUE(first < last && (outcome == "pass" || outcome == "fail")) << line;
    cases.push_back({trimmed_cell(line.substr(0, first)), trimmed_cell(line.substr(first + 1, last - first - 1)),
                     outcome == "pass"});
  }
  return cases;
}

// The field edits, and below them for each item edits that wait for its field edit by one name and by the other.
class FieldRules {
 public:
  FieldRules() {
    SourceMap dictionary_source;
    const FileId read = dictionary_source.add("every_kind.edict", read_source("golden/fields/every_kind.edict"));
    dictionary_ = parse_dictionary(dictionary_source[read], read, sink_);
    std::string text = "package waiting\nuse dictionary kinds 2.1\n";
    for (const FieldCase& one : cases_) {
      if (std::ranges::find(items_, one.item) != items_.end()) continue;
      items_.push_back(one.item);
      const Item& item = (*dictionary_)[dictionary_->find(one.item)];
      const std::string name = item.id == "in" ? "#17" : item.id;
      const std::string& level = (*dictionary_)[item.level].name;
      for (const std::string& what : {fmt::format("field edits of ({})", name), item.id + ".field"}) {
        text += fmt::format(
            "edit W{} \"w\" on {}\n  depends on {}\n  require {} is blank or {} is not blank\n    message \"m\"\nend\n",
            waiting_++, level, what, name, name);
      }
    }
    std::vector<SyntaxTree> trees;
    const FileId generated = sources_.add("fields.edict", sema::write_field_edits(*dictionary_));
    trees.push_back(parse(sources_[generated], generated, sink_));
    trees.back().is_generated = true;
    const FileId own = sources_.add("waiting.edict", text);
    trees.push_back(parse(sources_[own], own, sink_));
    module_ = std::make_shared<const hir::Module>(analyse(trees, sources_, dictionary_, {}, sink_));
    EXPECT_FALSE(sink_.has_errors());
  }

  // A patient with a tumor for each case, in a file for each: values of items at the top are the file's.
  void expect_answers(const Executable& engine) const {
    std::vector<ItemId> all;
    for (std::size_t i = 0; i < dictionary_->items().size(); ++i) all.emplace_back(i);
    BatchStore store(std::make_shared<BatchSchema>(dictionary_, std::move(all)));
    const auto evaluator = engine.make_evaluator();
    for (const FieldCase& one : cases_) {
      Batch& batch = store.next_batch();
      const ItemId item = dictionary_->find(one.item);
      for (std::size_t level = 0; level < 3; ++level) {
        batch.add_row(LevelId(level), {});
        if ((*dictionary_)[item].level == LevelId(level)) batch.set_value(batch.schema().column_of(item), one.value);
      }
      batch.seal();
      OutcomeMasks outcomes;
      evaluator->evaluate(batch, outcomes);
      for (std::size_t edit = 0; edit < module_->edits.size(); ++edit) {
        const hir::Edit& tried = module_->edits[edit];
        if (std::ranges::find(tried.items, item) == tried.items.end()) continue;
        const Outcome expected = one.passes ? Outcome::Pass : tried.field.is_valid() ? Outcome::Fail : Outcome::Skipped;
        EXPECT_EQ(name_of(outcomes.outcome(edit, 0)), name_of(expected))
            << tried.id << " of " << one.item << " `" << one.value << "` on the " << engine.engine_name();
      }
    }
  }

  [[nodiscard]] const std::shared_ptr<const hir::Module>& module() const { return module_; }
  [[nodiscard]] std::vector<std::uint32_t> edits() const {
    std::vector<std::uint32_t> all(module_->edits.size());
    std::iota(all.begin(), all.end(), 0U);
    return all;
  }

 private:
  std::vector<FieldCase> cases_ = read_field_cases();
  std::vector<std::string> items_;
  std::size_t waiting_ = 0;
  std::shared_ptr<const Dictionary> dictionary_;
  SourceMap sources_;
  DiagnosticSink sink_;
  std::shared_ptr<const hir::Module> module_;
};

TEST(FieldEditCases, EveryEngineGivesTheAnswers) {
  constexpr RunParameters kAsOf{.as_of = day_from_civil({2021, 6, 15})};
  const FieldRules rules;
  rules.expect_answers(*make_reference(rules.module(), rules.edits(), kAsOf));
  const ir::Program program = optimise(lower(rules.module(), rules.edits()), {});
  rules.expect_answers(*interpret(program, kAsOf));
  const auto native = compile_native(program, kAsOf, {});
  ASSERT_TRUE(native.has_value()) << native.error().message;
  rules.expect_answers(**native);
}

// Each item that has an edit is tried with a value that passes and one that fails.
TEST(FieldEditCases, AreThereForEveryEdit) {
  const FieldRules rules;
  const std::vector<FieldCase> cases = read_field_cases();
  for (const hir::Edit& edit : rules.module()->edits) {
    if (!edit.field.is_valid()) continue;
    for (const bool passes : {true, false}) {
      const bool is_tried = std::ranges::any_of(cases, [&](const FieldCase& one) {
        return one.passes == passes && !one.value.empty() && edit.id == one.item + ".field";
      });
      EXPECT_TRUE(is_tried) << edit.id << " " << passes;
    }
  }
}

}  // namespace
}  // namespace edict::conformance
