// The one symbol that the shared object shows.
#include "compiler/codegen/code_maker.h"
#include "compiler/codegen/llvm/link.h"
#include "compiler/codegen/llvm/object_code.h"

namespace edict::native {
namespace {

class LlvmCodeMaker final : public CodeMaker {
 public:
  Result<Target> target(const std::string& cpu) const override { return find_target(cpu); }

  Result<std::string> make_object(std::span<const Function> functions, const Target& target,
                                  std::string* llvm_text) const override {
    return compile_object(functions, target, llvm_text);
  }

  Result<std::unique_ptr<LoadedCode>> link(std::span<const std::string> objects,
                                           std::span<const std::string> names) const override {
    return link_objects(objects, names);
  }
};

}  // namespace
}  // namespace edict::native

extern "C" __attribute__((visibility("default"))) const edict::native::CodeMaker* edict_native_code_maker_1() {
  static const edict::native::LlvmCodeMaker maker;
  return &maker;
}
