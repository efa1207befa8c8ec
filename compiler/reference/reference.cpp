#include "compiler/reference/reference.h"

#include <algorithm>

#include "compiler/reference/decision.h"
#include "compiler/reference/evaluation.h"

namespace edict {
namespace {

using reference::Evaluation;

struct Rules {
  std::shared_ptr<const hir::Module> module;
  std::vector<std::uint32_t> edits;
  RunParameters parameters;
};

std::vector<std::uint64_t>* mask_of(OutcomeMasks::Require& masks, Outcome outcome) {
  switch (outcome) {
    case Outcome::Fail:
    case Outcome::NotRun: return &masks.fail;
    case Outcome::Overridden: return &masks.overridden;
    case Outcome::Unsure: return &masks.unsure;
    case Outcome::Skipped: return &masks.skipped;
    case Outcome::Pass: return nullptr;
  }
  return nullptr;
}

class ReferenceEvaluator final : public Evaluator {
 public:
  explicit ReferenceEvaluator(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

  void evaluate(const Batch& batch, OutcomeMasks& out) override {
    const hir::Module& module = *rules_->module;
    Evaluation evaluation(module, {}, rules_->parameters, batch);
    std::size_t count = 0;
    for (std::uint32_t edit : rules_->edits) count += module.edits[edit].requires_.size();
    out.resize(count);

    std::size_t index = 0;
    for (std::uint32_t edit_index : rules_->edits) {
      const hir::Edit& edit = module.edits[edit_index];
      const std::uint32_t rows = batch.rows(edit.level).row_count;
      for (const hir::Require& require : edit.requires_) {
        OutcomeMasks::Require& masks = out[index++];
        const std::vector<std::uint64_t> zeros(OutcomeMasks::word_count(rows));
        masks = {zeros, zeros, zeros, zeros, require.is_row_check};
        for (std::uint32_t row = 0; row < rows; ++row) {
          evaluation.bind_subject(edit, row);
          auto* mask = mask_of(masks, reference::decide(evaluation, edit, require).outcome);
          if (mask != nullptr) (*mask)[row / 64] |= std::uint64_t{1} << (row % 64);
        }
      }
    }
  }

 private:
  std::shared_ptr<const Rules> rules_;
};

class ReferenceExecutable final : public Executable {
 public:
  explicit ReferenceExecutable(Rules rules) : rules_(std::make_shared<const Rules>(std::move(rules))) {}
  [[nodiscard]] std::unique_ptr<Evaluator> make_evaluator() const override {
    return std::make_unique<ReferenceEvaluator>(rules_);
  }
  [[nodiscard]] std::string_view engine_name() const override { return "reference"; }

 private:
  std::shared_ptr<const Rules> rules_;
};

}  // namespace

std::unique_ptr<Executable> make_reference(std::shared_ptr<const hir::Module> module,
                                           std::span<const std::uint32_t> edits, RunParameters parameters) {
  return std::make_unique<ReferenceExecutable>(Rules{std::move(module), {edits.begin(), edits.end()}, parameters});
}

}  // namespace edict
