#include <algorithm>
#include <vector>

#include "compiler/codegen/check_order.h"
#include "compiler/codegen/code_tables.h"
#include "compiler/codegen/group_numbers.h"
#include "compiler/codegen/group_truths.h"
#include "compiler/codegen/native_code.h"
#include "compiler/codegen/space_data.h"

namespace edict::native {
namespace {

class NativeEvaluator final : public Evaluator {
 public:
  explicit NativeEvaluator(std::shared_ptr<const NativeCode> code)
      : code_(std::move(code)), program_(code_->program), frame_(code_->frame) {
    for (const SpaceLayout& layout : code_->plan.spaces) spaces_.emplace_back(layout);
    for (const Step& step : code_->plan.steps) {
      const auto* truths = std::get_if<GatherTruths>(&step);
      truth_tables_.push_back(truths == nullptr ? TruthTable({}) : TruthTable(*truths));
    }
    date_tables_.resize(code_->plan.steps.size());
  }

  void evaluate(const Batch& batch, OutcomeMasks& out) override {
    frame_.update(batch);
    for (std::size_t i = 0; i < spaces_.size(); ++i) spaces_[i].begin(frame_.spaces.row_count(ir::SpaceId(i)));
    begin_outputs(out);
    for (std::size_t i = 0; i < code_->plan.steps.size(); ++i) {
      std::visit([&](const auto& step) { run(step, i); }, code_->plan.steps[i]);
    }
    end_outputs(out);
  }

 private:
  SpaceData& space_of(ir::ValueId value) { return spaces_[program_[value].space.index()]; }

  // Code writes whole chunks: masks have room for them while it runs, and lose what is past the last row afterwards.
  void begin_outputs(OutcomeMasks& out) {
    out.resize(program_.outputs.size());
    outputs_.clear();
    for (std::size_t i = 0; i < program_.outputs.size(); ++i) {
      const std::size_t words = spaces_[program_.outputs[i].space.index()].chunk_count() * kChunkWords;
      out[i].fails_to_run = program_.outputs[i].fails_to_run;
      for (auto* mask : {&out[i].fail, &out[i].overridden, &out[i].unsure, &out[i].skipped}) {
        mask->resize(words);
        outputs_.push_back(mask->data());
      }
    }
  }

  void end_outputs(OutcomeMasks& out) {
    for (std::size_t i = 0; i < program_.outputs.size(); ++i) {
      const std::size_t words = OutcomeMasks::word_count(spaces_[program_.outputs[i].space.index()].row_count());
      for (auto* mask : {&out[i].fail, &out[i].overridden, &out[i].unsure, &out[i].skipped}) mask->resize(words);
    }
  }

  void run(const GatherTruths& step, std::size_t index) {
    SpaceData& space = space_of(step.source);
    const frame::TextPool pool = frame_.texts.pool(step.source);
    TruthTable& table = truth_tables_[index];
    table.update(step, frame_.tables, pool);
    octets_.clear();
    for (std::size_t i = 0; i < step.octets.size(); ++i)
      octets_.push_back({table.bytes(i), space.mask(step.octets[i].slot).data()});
    gather_truths(frame_.texts.codes(step.source), pool.size(), octets_, space.masks(), space.mask_stride(),
                  code_->instructions);
  }

  void run(const GatherDates& step, std::size_t index) {
    DateTable& table = date_tables_[index];
    table.update(step, frame_.tables, frame_.texts.pool(step.source));
    gather<std::int32_t>(step.source, step.at, [&](std::uint32_t code) {
      const DayRange& days = table[code];
      return std::pair(days.first, days.last);
    });
  }

  void run(const GatherNumbers& step, std::size_t) {
    const std::span<const NumberRange> numbers = frame_.tables.numbers(step.function);
    gather<std::int64_t>(step.source, step.at,
                         [&](std::uint32_t code) { return std::pair(numbers[code].low, numbers[code].high); });
  }

  // Two arrays, one after the other in each chunk.
  template <class Number, class ByCode>
  void gather(ir::ValueId source, std::uint32_t at, ByCode by_code) {
    SpaceData& space = space_of(source);
    const std::span<const std::uint32_t> codes = frame_.texts.codes(source);
    for (std::size_t chunk = 0; chunk < space.chunk_count(); ++chunk) {
      Number* numbers = space.array<Number>(chunk, at);
      const auto rows = codes.subspan(chunk * kChunkRows, std::min(kChunkRows, codes.size() - chunk * kChunkRows));
      for (std::size_t row = 0; row < rows.size(); ++row)
        std::tie(numbers[row], numbers[kChunkRows + row]) = by_code(rows[row]);
    }
  }

  void run(const SpreadTruths& step, std::size_t) {
    SpaceData& space = space_of(step.value);
    const auto mask = [&](std::uint32_t slot) { return slot == kNoSlot ? nullptr : space.mask(slot).data(); };
    spread_truths(frame_.texts.truths(step.value), mask(step.to.is_true), mask(step.to.is_false), space.mask_stride(),
                  code_->instructions);
  }

  void run(const SpreadNumbers& step, std::size_t) {
    SpaceData& space = space_of(step.value);
    const std::span<const NumberRange> numbers = frame_.texts.numbers(step.value);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      std::int64_t* number = space.array<std::int64_t>(row / kChunkRows, step.at) + row % kChunkRows;
      number[0] = numbers[row].low;
      number[kChunkRows] = numbers[row].high;
    }
  }

  void run(const GroupTruths& step, std::size_t) {
    const ir::Inst& inst = program_[step.value];
    SpaceData* from = inst.arguments.empty() ? nullptr : &space_of(inst.arguments[0]);
    group_truths(program_, step, frame_.spaces, from, space_of(step.value));
  }

  void run(const GroupNumbers& step, std::size_t) {
    group_numbers(program_, step, frame_.spaces, space_of(program_[step.value].arguments[0]), space_of(step.value));
  }

  void run(const CheckOrder& step, std::size_t) {
    check_order(program_, step, frame_, space_of(program_[step.value].arguments[0]), space_of(step.value));
  }

  void run(const RunFunction& step, std::size_t) {
    SpaceData& space = spaces_[step.space.index()];
    if (space.chunk_count() == 0) return;
    code_->code->functions()[step.function](space.masks(), space.columns(), outputs_.data(), 0, space.chunk_count());
  }

  std::shared_ptr<const NativeCode> code_;
  const ir::Program& program_;
  frame::Frame frame_;
  std::vector<SpaceData> spaces_;
  std::vector<TruthTable> truth_tables_;  // by step
  std::vector<DateTable> date_tables_;    // by step
  std::vector<std::uint64_t*> outputs_;
  std::vector<TruthOctet> octets_;
};

}  // namespace

std::unique_ptr<Evaluator> make_native_evaluator(std::shared_ptr<const NativeCode> code) {
  return std::make_unique<NativeEvaluator>(std::move(code));
}

}  // namespace edict::native
