#include "compiler/tier/tiered.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "compiler/interp/interpret.h"

namespace edict {
namespace {

using State = TieredExecutable::State;

// The batch, counted over all evaluators, that starts the compilation.
constexpr std::size_t kStartingBatch = 2;

// What the executable and its evaluators share.
class Tiers {
 public:
  Tiers(ir::Program program, RunParameters parameters, NativeOptions options)
      : program_(std::move(program)),
        parameters_(parameters),
        options_(std::move(options)),
        interpreter_(interpret(program_, parameters)) {}

  ~Tiers() {
    stop_.request_stop();
    if (compiler_.joinable()) compiler_.join();
  }
  Tiers(const Tiers&) = delete;
  Tiers& operator=(const Tiers&) = delete;

  void count_batch() {
    if (++batches_ >= kStartingBatch)
      std::call_once(started_, [this] { compiler_ = std::thread([this] { compile(); }); });
  }

  [[nodiscard]] const Executable& interpreter() const { return *interpreter_; }
  // Null while there is none.
  [[nodiscard]] const Executable* native() const { return state_ == State::Native ? native_.get() : nullptr; }
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] std::optional<Error> error() const { return state_ == State::Failed ? error_ : std::nullopt; }

 private:
  void compile() {
    state_ = State::Compiling;
    options_.stop = stop_.get_token();
    auto native = compile_native(program_, parameters_, options_);
    // INVARIANT: what a state speaks of is complete before the state says so, and never changes afterwards.
    if (native) {
      native_ = std::move(*native);
      state_ = State::Native;
    } else {
      error_ = std::move(native).error();
      state_ = State::Failed;
    }
  }

  ir::Program program_;
  RunParameters parameters_;
  NativeOptions options_;
  std::unique_ptr<Executable> interpreter_;
  std::atomic<std::size_t> batches_ = 0;
  std::once_flag started_;
  std::stop_source stop_;
  std::thread compiler_;
  std::atomic<State> state_ = State::Waiting;
  std::unique_ptr<Executable> native_;
  std::optional<Error> error_;
};

class TieredEvaluator final : public Evaluator {
 public:
  explicit TieredEvaluator(std::shared_ptr<Tiers> tiers)
      : tiers_(std::move(tiers)), evaluator_(tiers_->interpreter().make_evaluator()) {}

  void evaluate(const Batch& batch, OutcomeMasks& out) override {
    if (!is_native_) {
      tiers_->count_batch();
      if (const Executable* native = tiers_->native(); native != nullptr) {
        evaluator_ = native->make_evaluator();
        is_native_ = true;
      }
    }
    evaluator_->evaluate(batch, out);
  }

 private:
  std::shared_ptr<Tiers> tiers_;  // outlives the evaluator
  std::unique_ptr<Evaluator> evaluator_;
  bool is_native_ = false;
};

class SharedTiers final : public TieredExecutable {
 public:
  explicit SharedTiers(std::shared_ptr<Tiers> tiers) : tiers_(std::move(tiers)) {}
  std::unique_ptr<Evaluator> make_evaluator() const override { return std::make_unique<TieredEvaluator>(tiers_); }
  std::string_view engine_name() const override { return "auto"; }
  State state() const override { return tiers_->state(); }
  std::optional<Error> compile_error() const override { return tiers_->error(); }

 private:
  std::shared_ptr<Tiers> tiers_;
};

}  // namespace

std::unique_ptr<TieredExecutable> make_tiered(ir::Program program, RunParameters parameters, NativeOptions options) {
  return std::make_unique<SharedTiers>(std::make_shared<Tiers>(std::move(program), parameters, std::move(options)));
}

}  // namespace edict
