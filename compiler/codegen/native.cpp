#include "compiler/codegen/native.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "compiler/codegen/native_code.h"
#include "compiler/codegen/native_library.h"
#include "compiler/codegen/planner.h"
#include "compiler/codegen/sink_moves.h"

namespace edict {
namespace {

class NativeExecutable final : public Executable {
 public:
  explicit NativeExecutable(std::shared_ptr<const native::NativeCode> code) : code_(std::move(code)) {}
  std::unique_ptr<Evaluator> make_evaluator() const override { return native::make_native_evaluator(code_); }
  std::string_view engine_name() const override { return "native"; }

 private:
  std::shared_ptr<const native::NativeCode> code_;
};

Result<void> write_text(const std::string& folder, const std::string& name, const std::string& text) {
  const std::string path = folder + "/" + name;
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) return fail(ErrorKind::Unwritable, "cannot write `" + path + "`");
  return {};
}

// One object for each function, made by several threads.
class Compilation {
 public:
  Compilation(const native::CodeMaker& maker, const native::Target& target, std::span<const native::Function> functions,
              const NativeOptions& options)
      : maker_(maker), target_(target), functions_(functions), options_(options), objects_(functions.size()) {}

  Result<std::vector<std::string>> run() {
    {
      std::vector<std::jthread> helpers;
      for (unsigned i = 1; i < options_.threads; ++i) helpers.emplace_back([this] { work(); });
      work();
    }
    std::vector<std::string> objects;
    for (Result<std::string>& object : objects_) {
      EDICT_TRY(std::string bytes, std::move(object));
      objects.push_back(std::move(bytes));
    }
    return objects;
  }

 private:
  void work() {
    while (!has_failed_) {
      const std::size_t index = next_++;
      if (index >= functions_.size()) return;
      objects_[index] = make(functions_[index]);
      if (!objects_[index]) has_failed_ = true;
    }
  }

  Result<std::string> make(const native::Function& function) const {
    if (options_.stop.stop_requested()) return fail(ErrorKind::Engine, "compilation was stopped");
    std::string text;
    const bool is_dumped = !options_.dump_llvm_to.empty();
    EDICT_TRY(std::string object, maker_.make_object({&function, 1}, target_, is_dumped ? &text : nullptr));
    if (is_dumped) EDICT_TRY_VOID(write_text(options_.dump_llvm_to, function.name + ".ll", text));
    return object;
  }

  const native::CodeMaker& maker_;
  const native::Target& target_;
  std::span<const native::Function> functions_;
  const NativeOptions& options_;
  std::vector<Result<std::string>> objects_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> has_failed_ = false;
};

}  // namespace

Result<std::unique_ptr<Executable>> compile_native(const ir::Program& program, RunParameters parameters,
                                                   const NativeOptions& options) {
  EDICT_TRY(const native::CodeMaker* maker, native::code_maker());
  EDICT_TRY(const native::Target target, maker->target(options.cpu));
  auto code = std::make_shared<native::NativeCode>(native::sink_moves(program), parameters);
  code->plan = native::make_plan(code->frame, std::max<std::size_t>(options.group_size, 1));
  code->instructions = native::instruction_set(target.vector_bytes);

  EDICT_TRY(const std::vector<std::string> objects, Compilation(*maker, target, code->plan.functions, options).run());
  std::vector<std::string> names;
  for (const native::Function& function : code->plan.functions) names.push_back(function.name);
  EDICT_TRY(code->code, maker->link(objects, names));
  return std::make_unique<NativeExecutable>(std::move(code));
}

}  // namespace edict
