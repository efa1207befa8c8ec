#include "compiler/interp/interpret.h"

#include "compiler/frame/frame.h"
#include "compiler/interp/sweep.h"

namespace edict {
namespace {

using masks::Word;

// The outcome of each row, by the rule in ir::RequireOutput; word by word.
void fill_outcomes(const ir::RequireOutput& output, const Sweep& sweep, OutcomeMasks::Require& out) {
  const masks::Truths guard = sweep.truths(output.guard);
  const masks::Truths condition = sweep.truths(output.condition);
  const masks::Truths override_set =
      output.override_set.is_valid() ? sweep.truths(output.override_set) : masks::Truths{};
  const std::size_t word_count = guard.is_true.size();
  out.fails_to_run = output.fails_to_run;
  for (auto* mask : {&out.fail, &out.overridden, &out.unsure, &out.skipped}) mask->resize(word_count);
  for (std::size_t i = 0; i < word_count; ++i) {
    const Word applies = guard.is_true[i];
    const Word may_apply = guard.may_be_true[i];
    const Word holds = condition.is_true[i];
    const Word may_hold = condition.may_be_true[i];
    const Word breaks = applies & ~may_hold;
    const Word is_set = output.override_set.is_valid() ? override_set.is_true[i] : 0;
    const Word may_be_set = output.override_set.is_valid() ? override_set.may_be_true[i] : 0;
    out.fail[i] = breaks & ~may_be_set;
    out.overridden[i] = breaks & is_set;
    out.unsure[i] = (may_apply & ~applies & ~holds) | (applies & may_hold & ~holds) | (breaks & may_be_set & ~is_set);
    out.skipped[i] = ~may_apply;
  }
}

// Skipped is the only mask made by complement alone: it alone may have bits past the last row.
void trim(std::vector<Word>& mask, std::uint32_t row_count) {
  if (row_count % 64 != 0) mask.back() &= (Word{1} << (row_count % 64)) - 1;
}

class BatchInterpreter final : public Evaluator {
 public:
  explicit BatchInterpreter(const frame::FramePlan& plan) : plan_(plan), frame_(plan), sweep_(plan, frame_) {}

  void evaluate(const Batch& batch, OutcomeMasks& out) override {
    frame_.update(batch);
    sweep_.run();
    out.resize(plan_.program.outputs.size());
    for (std::size_t i = 0; i < plan_.program.outputs.size(); ++i) {
      const ir::RequireOutput& output = plan_.program.outputs[i];
      fill_outcomes(output, sweep_, out[i]);
      trim(out[i].skipped, frame_.spaces.row_count(output.space));
    }
  }

 private:
  const frame::FramePlan& plan_;
  frame::Frame frame_;
  Sweep sweep_;
};

class InterpretedProgram final : public Executable {
 public:
  InterpretedProgram(ir::Program program, RunParameters parameters)
      : program_(std::move(program)), plan_(program_, parameters) {}

  [[nodiscard]] std::unique_ptr<Evaluator> make_evaluator() const override {
    return std::make_unique<BatchInterpreter>(plan_);
  }
  [[nodiscard]] std::string_view engine_name() const override { return "interpreter"; }

 private:
  ir::Program program_;
  frame::FramePlan plan_;
};

}  // namespace

std::unique_ptr<Executable> interpret(ir::Program program, RunParameters parameters) {
  return std::make_unique<InterpretedProgram>(std::move(program), parameters);
}

}  // namespace edict
